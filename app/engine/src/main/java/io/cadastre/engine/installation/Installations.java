package io.cadastre.engine.installation;

import io.cadastre.cypher.Page;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.Json;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.push.PushModule;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The installations, kept in the graph's database. */
public final class Installations {
    private static final int PAGE = 500;

    private final DocumentStore documents;
    private final ConnectorCatalogue catalogue;
    private final Clock clock;
    private final RandomIds ids;

    public Installations(DocumentStore documents, ConnectorCatalogue catalogue, Clock clock, RandomIds ids) {
        this.documents = documents;
        this.catalogue = catalogue;
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

    public Optional<InstallationRecord> find(String id) {
        return documents
                .get(DocumentKind.INSTALLATION, id)
                .map(document -> Json.read(document.body(), InstallationRecord.class));
    }

    /**
     * Makes an installation, after its connector has accepted the configuration.
     *
     * @throws InvalidInstallationException with everything that is wrong
     */
    public InstallationRecord create(NewInstallation wanted) throws InvalidInstallationException {
        List<Config.Problem> problems = new ArrayList<>();
        if (wanted.name().isBlank() || wanted.name().length() > 200) {
            problems.add(new Config.Problem("name", "A name of 1 to 200 characters is required."));
        }
        ConnectorModule module = catalogue.find(wanted.connector()).orElse(null);
        if (module == null) {
            problems.add(new Config.Problem("connector", "There is no usable connector '" + wanted.connector() + "'."));
        } else {
            problems.addAll(configProblems(module, wanted.config()));
            if (module instanceof PushModule && wanted.schedule() != null) {
                problems.add(new Config.Problem(
                        "schedule", "This connector fetches nothing: its syncs begin when lines are brought."));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInstallationException(problems);
        }
        Instant now = clock.instant();
        Map<String, Object> given = new LinkedHashMap<>();
        wanted.config().forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        InstallationRecord installation = new InstallationRecord(
                ids.next(),
                wanted.name().strip(),
                wanted.connector(),
                given,
                wanted.schedule(),
                Optional.ofNullable(wanted.schedule())
                        .flatMap(schedule -> schedule.nextAfter(now))
                        .orElse(null),
                now);
        save(installation);
        return installation;
    }

    private static List<Config.Problem> configProblems(
            ConnectorModule module, Map<String, ? extends @Nullable Object> raw) {
        Config.Checked checked = Config.check(module.definition().config(), raw);
        if (!checked.problems().isEmpty()) {
            return checked.problems();
        }
        try {
            module.initialise(checked.config(), Credentials.none());
            return List.of();
        } catch (ConnectorException e) {
            return List.of(new Config.Problem("config", String.valueOf(e.getMessage())));
        }
    }

    /** Writes down when it runs next. Nothing is written for an installation that is gone. */
    public void scheduleNext(String id, @Nullable Instant nextRunAt) {
        find(id).ifPresent(installation -> save(installation.withNextRunAt(nextRunAt)));
    }

    /** Forgets an installation; says whether it was there. Its entities are the caller's affair. */
    public boolean remove(String id) {
        return documents.delete(DocumentKind.INSTALLATION, id);
    }

    private void save(InstallationRecord installation) {
        documents.put(
                DocumentKind.INSTALLATION,
                new Document(
                        installation.id(),
                        installation.createdAt() + " " + installation.id(),
                        Map.of("connector", installation.connector()),
                        Json.write(installation)));
    }
}
