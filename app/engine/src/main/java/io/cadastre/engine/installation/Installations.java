package io.cadastre.engine.installation;

import io.cadastre.cypher.Page;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentChange;
import io.cadastre.cypher.platform.DocumentChangedException;
import io.cadastre.cypher.platform.DocumentCondition;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.Json;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.credential.CredentialVault;
import io.cadastre.engine.credential.Secret;
import io.cadastre.engine.credential.SecretCheck;
import io.cadastre.engine.credential.SecretKeyException;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.push.PushModule;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The installations, kept in the graph's database. */
public final class Installations {
    private static final int PAGE = 500;

    private final DocumentStore documents;
    private final ConnectorCatalogue catalogue;
    private final CredentialVault vault;
    private final Clock clock;
    private final RandomIds ids;

    public Installations(
            DocumentStore documents, ConnectorCatalogue catalogue, CredentialVault vault, Clock clock, RandomIds ids) {
        this.documents = documents;
        this.catalogue = catalogue;
        this.vault = vault;
        this.clock = clock;
        this.ids = ids;
    }

    /** All, newest first. */
    public List<InstallationRecord> list() {
        List<InstallationRecord> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<Document> page = documents.list(DocumentKind.INSTALLATION, Map.of(), cursor, PAGE);
            page.items().forEach(document -> all.add(Json.read(document.body(), InstallationRecord.class)));
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    /** How they are called. Several may have the same name. */
    public Set<String> names() {
        return list().stream().map(InstallationRecord::name).collect(Collectors.toSet());
    }

    public Optional<InstallationRecord> find(String id) {
        return documents
                .get(DocumentKind.INSTALLATION, id)
                .map(document -> Json.read(document.body(), InstallationRecord.class));
    }

    /**
     * Makes an installation, after its connector has accepted the configuration and the secrets.
     *
     * @throws InvalidInstallationException with everything that is wrong
     * @throws io.cadastre.engine.credential.SecretKeyException if the secrets cannot be sealed; nothing is kept then
     */
    public InstallationRecord create(NewInstallation wanted) throws InvalidInstallationException {
        List<Config.Problem> problems = nameProblems(wanted.name());
        ConnectorModule module = catalogue.find(wanted.connector()).orElse(null);
        Map<String, Secret> secrets = Map.of();
        if (module == null) {
            problems.add(new Config.Problem("connector", "There is no usable connector '" + wanted.connector() + "'."));
        } else {
            SecretCheck.Checked checked = SecretCheck.check(module.definition().credentials(), wanted.credentials());
            secrets = checked.secrets();
            problems.addAll(
                    problems(module, wanted.config(), checked.problems(), vault.handles(wanted.connector(), secrets)));
            if (module instanceof PushModule && wanted.schedule() != null) {
                problems.add(new Config.Problem(
                        "schedule", "This connector fetches nothing: its syncs begin when lines are brought."));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInstallationException(problems);
        }
        Instant now = clock.instant();
        InstallationRecord installation = new InstallationRecord(
                ids.next(),
                wanted.name().strip(),
                wanted.connector(),
                withoutNulls(wanted.config()),
                wanted.schedule(),
                next(wanted.schedule(), now),
                now,
                wanted.deletionBudget());
        save(installation, secrets, List.of());
        return installation;
    }

    /**
     * Changes an installation, after its connector has accepted the change.
     *
     * @return the installation as it is now
     * @throws InvalidInstallationException with everything that is wrong; nothing is changed then
     * @throws UnknownInstallationException if there is no such installation
     * @throws io.cadastre.engine.credential.SecretKeyException if secrets cannot be sealed or opened; nothing is changed
     *     then
     */
    public InstallationRecord update(String id, InstallationChange change) throws InvalidInstallationException {
        while (true) {
            try {
                return tryUpdate(id, change);
            } catch (DocumentChangedException e) {
                // By somebody else, perhaps through another process: the change is made to what it is now.
            }
        }
    }

    private InstallationRecord tryUpdate(String id, InstallationChange change) throws InvalidInstallationException {
        Document read =
                documents.get(DocumentKind.INSTALLATION, id).orElseThrow(() -> new UnknownInstallationException(id));
        InstallationRecord installation = Json.read(read.body(), InstallationRecord.class);
        String name = change.name() == null ? installation.name() : change.name();
        Map<String, @Nullable Object> config = new LinkedHashMap<>(installation.config());
        config.putAll(change.config());
        List<Config.Problem> problems = nameProblems(name);
        Map<String, Secret> secrets = Map.of();
        ConnectorModule module = catalogue.find(installation.connector()).orElse(null);
        boolean sameSettings = change.config().isEmpty() && change.credentials().isEmpty();
        if (module != null && !sameSettings) {
            SecretCheck.Checked checked =
                    SecretCheck.check(module.definition().credentials(), change.credentials(), keptBy(id, change));
            secrets = checked.secrets();
            problems.addAll(problems(
                    module,
                    config,
                    checked.problems(),
                    vault.handles(
                            id, installation.connector(), change.credentials().keySet(), secrets)));
        } else if (!sameSettings) {
            problems.add(new Config.Problem(
                    "connector",
                    "The connector '" + installation.connector() + "' is not there or cannot be used, so nobody can"
                            + " check its settings."));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInstallationException(problems);
        }
        Schedule schedule = change.reschedule() ? change.schedule() : installation.schedule();
        InstallationRecord changed = installation.changed(
                name.strip(),
                withoutNulls(config),
                schedule,
                change.reschedule() ? next(schedule, clock.instant()) : installation.nextRunAt(),
                change.deletionBudget().apply(installation.deletionBudget()));
        List<String> gone = change.credentials().entrySet().stream()
                .filter(entry -> entry.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
        save(changed, secrets, gone, new DocumentCondition.AsRead(DocumentKind.INSTALLATION, read));
        return changed;
    }

    private Set<String> keptBy(String id, InstallationChange change) {
        Set<String> kept = new HashSet<>(vault.names(id));
        kept.removeAll(change.credentials().keySet());
        return kept;
    }

    private static List<Config.Problem> nameProblems(String name) {
        List<Config.Problem> problems = new ArrayList<>();
        if (name.isBlank() || name.length() > 200) {
            problems.add(new Config.Problem("name", "A name of 1 to 200 characters is required."));
        }
        return problems;
    }

    private static List<Config.Problem> problems(
            ConnectorModule module,
            Map<String, ? extends @Nullable Object> raw,
            List<Config.Problem> ofCredentials,
            Credentials credentials) {
        Config.Checked checked = Config.check(module.definition().config(), raw);
        List<Config.Problem> problems = new ArrayList<>(checked.problems());
        problems.addAll(ofCredentials);
        if (!problems.isEmpty()) {
            return problems;
        }
        try {
            module.initialise(checked.config(), credentials);
            return List.of();
        } catch (ConnectorException e) {
            return List.of(new Config.Problem("config", String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable Instant next(@Nullable Schedule schedule, Instant now) {
        return schedule == null ? null : schedule.nextAfter(now).orElse(null);
    }

    private static Map<String, Object> withoutNulls(Map<String, ? extends @Nullable Object> raw) {
        Map<String, Object> given = new LinkedHashMap<>();
        raw.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }

    /**
     * What an installation's connector is put to work with.
     *
     * @throws ConnectorException if the configuration no longer fits the connector, or the secrets cannot be opened
     */
    public Setup setup(InstallationRecord installation, ConnectorDefinition definition) throws ConnectorException {
        Config.Checked config = Config.check(definition.config(), installation.config());
        if (!config.problems().isEmpty()) {
            throw new ConnectorException.Configuration("The configuration no longer fits the connector. "
                    + String.join(
                            " ",
                            config.problems().stream()
                                    .map(Config.Problem::message)
                                    .toList()));
        }
        try {
            CredentialVault.Opened opened = vault.open(installation.id(), definition.name());
            for (CredentialField field : definition.credentials()) {
                if (field.required() && !opened.credentials().has(field.name())) {
                    throw new ConnectorException.Configuration("The credential '" + field.name()
                            + "' is missing. Give it with 'cadastre installations update " + installation.id()
                            + " --secret " + field.name() + "=…'.");
                }
            }
            return new Setup(config.config(), opened.credentials(), opened.identity());
        } catch (SecretKeyException e) {
            throw new ConnectorException.Configuration(String.valueOf(e.getMessage()));
        }
    }

    /** The names of the secrets that an installation has. */
    public List<String> credentialNames(String id) {
        return vault.names(id);
    }

    /**
     * Writes down when it runs next, if it still is to run when the caller read that it is: of several that decide over
     * one run, perhaps in several processes, one is told that it did.
     *
     * @param due when it was to run, as it was read
     * @param next when it is to run then; null for never
     * @return whether the caller decided; not for an installation that is gone
     */
    public boolean scheduleNext(String id, @Nullable Instant due, @Nullable Instant next) {
        while (true) {
            Document read = documents.get(DocumentKind.INSTALLATION, id).orElse(null);
            if (read == null) {
                return false;
            }
            InstallationRecord installation = Json.read(read.body(), InstallationRecord.class);
            if (!Objects.equals(installation.nextRunAt(), due)) {
                return false;
            }
            if (documents.replace(DocumentKind.INSTALLATION, read, document(installation.withNextRunAt(next)))) {
                return true;
            }
        }
    }

    /**
     * Forgets an installation and its secrets; says whether it was there. Its entities are the caller's affair.
     *
     * @param fence the caller's lease of the installation
     * @throws io.cadastre.cypher.lease.LeaseLostException if that is another process's by now
     */
    public boolean remove(String id, Fence fence) {
        if (find(id).isEmpty()) {
            return false;
        }
        vault.change(
                id,
                () -> {
                    List<DocumentChange> changes = new ArrayList<>(vault.removal(id));
                    changes.add(new DocumentChange.Delete(DocumentKind.INSTALLATION, id));
                    return changes;
                },
                new DocumentCondition.Leased(fence));
        return true;
    }

    private void save(
            InstallationRecord installation,
            Map<String, Secret> secrets,
            List<String> gone,
            DocumentCondition... conditions) {
        vault.change(
                installation.id(),
                () -> {
                    List<DocumentChange> changes = new ArrayList<>(vault.sealed(installation.id(), secrets));
                    changes.addAll(vault.removal(installation.id(), gone));
                    changes.add(new DocumentChange.Put(DocumentKind.INSTALLATION, document(installation)));
                    return changes;
                },
                conditions);
    }

    private static Document document(InstallationRecord installation) {
        return new Document(
                installation.id(),
                installation.createdAt() + " " + installation.id(),
                Map.of("connector", installation.connector()),
                Json.write(installation));
    }
}
