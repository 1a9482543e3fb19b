package io.cadastre.engine.credential;

import io.cadastre.cypher.Page;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentChange;
import io.cadastre.cypher.platform.DocumentCondition;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.Json;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of all installations, sealed in the database with a key that is kept outside it. Each is sealed for its
 * installation and its name: moved to another place it does not open (I14).
 */
public final class CredentialVault {
    private static final int PAGE = 500;

    private final DocumentStore documents;
    private final Keyring keyring;
    private final OAuthClients clients;
    private final Fingerprint fingerprint = new Fingerprint(new SecureRandom());
    private final Map<Client, Credential> open = new ConcurrentHashMap<>();

    // What is read in order to be written again must not change between.
    private final ReentrantLock writing = new ReentrantLock();

    /** Makes handles of OAuth clients. */
    @FunctionalInterface
    public interface OAuthClients {
        /** The handle of one client of a connector, whose tokens are kept there. */
        Credential client(String connector, String name, OAuthSettings settings, OAuthTokens tokens);
    }

    /**
     * Secrets of an installation, ready for use.
     *
     * @param credentials as handles
     * @param identity what they are told apart by: equal for the same connector and equal secrets; empty for none
     */
    public record Opened(Credentials credentials, String identity) {}

    /** One OAuth client of an installation: all who use it share its handle, and so its tokens. */
    private record Client(String installation, String name, OAuthSettings settings) {}

    /** What stands in the database. */
    private record Sealed(String sealed) {}

    public CredentialVault(DocumentStore documents, Keyring keyring, OAuthClients clients) {
        this.documents = documents;
        this.keyring = keyring;
        this.clients = clients;
    }

    /** The names of what an installation has, in order. */
    public List<String> names(String installation) {
        return List.copyOf(stored(installation).keySet());
    }

    /**
     * The secrets of an installation.
     *
     * @throws SecretKeyException if they cannot be opened, with what to do
     */
    public Opened open(String installation, String connector) {
        Map<String, Secret> secrets = new TreeMap<>();
        stored(installation).forEach((name, document) -> secrets.put(name, open(installation, name, document)));
        return new Opened(
                new Handles(secrets, (name, client, settings) -> client(installation, connector, name, settings)),
                identity(installation, connector, secrets));
    }

    /** Handles to secrets that are not kept, for example to check them before they are. */
    public Credentials handles(String connector, Map<String, Secret> secrets) {
        return new Handles(
                secrets,
                (name, client, settings) ->
                        clients.client(connector, name, settings, new PassingTokens(client.secret())));
    }

    /**
     * Handles to the secrets that an installation would have after a change.
     *
     * @param changed the names of those that change
     * @param secrets the new ones among them
     */
    public Credentials handles(
            String installation, String connector, Set<String> changed, Map<String, Secret> secrets) {
        Map<String, Secret> all = new TreeMap<>(secrets);
        stored(installation).forEach((name, document) -> {
            if (!changed.contains(name)) {
                all.put(name, open(installation, name, document));
            }
        });
        return new Handles(
                all,
                (name, client, settings) -> secrets.containsKey(name)
                        ? clients.client(connector, name, settings, new PassingTokens(client.secret()))
                        : client(installation, connector, name, settings));
    }

    private Credential client(String installation, String connector, String name, OAuthSettings settings) {
        return open.computeIfAbsent(
                new Client(installation, name, settings),
                key -> clients.client(connector, name, settings, new KeptTokens(this, installation, name)));
    }

    private String identity(String installation, String connector, Map<String, Secret> secrets) {
        if (secrets.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>(List.of(connector));
        secrets.forEach((name, secret) -> {
            parts.add(name);
            switch (secret) {
                case Secret.Text(String text) -> parts.add(text);
                case Secret.Client(OAuthSecret client) -> {
                    parts.add(client.clientId());
                    parts.add(client.clientSecret());
                    // A user's consent is one installation's own: its token changes and cannot be shared.
                    parts.add(client.refreshToken() == null ? "" : installation);
                }
            }
        });
        return fingerprint.of(parts);
    }

    /** What has to be written so that an installation has these secrets; others that it has stay. */
    public List<DocumentChange> sealed(String installation, Map<String, Secret> secrets) {
        List<DocumentChange> changes = new ArrayList<>();
        secrets.forEach((name, secret) ->
                changes.add(new DocumentChange.Put(DocumentKind.CREDENTIAL, sealed(installation, name, secret))));
        return changes;
    }

    /** What has to be written so that an installation has no secret any more. */
    public List<DocumentChange> removal(String installation) {
        return removal(installation, names(installation));
    }

    /** What has to be written so that an installation does not have these any more. */
    public List<DocumentChange> removal(String installation, List<String> names) {
        return names.stream()
                .map(name ->
                        (DocumentChange) new DocumentChange.Delete(DocumentKind.CREDENTIAL, id(installation, name)))
                .toList();
    }

    /**
     * Changes an installation together with its secrets: all or nothing. Handles given out before do not change.
     *
     * @param conditions what has to hold, see {@link DocumentStore#change}
     */
    public void change(String installation, Supplier<List<DocumentChange>> changes, DocumentCondition... conditions) {
        exclusively(() -> {
            documents.change(changes.get(), conditions);
            open.keySet().removeIf(client -> client.installation().equals(installation));
            return true;
        });
    }

    /** Replaces a secret, if it still is what it was; otherwise somebody else has changed or removed it. */
    boolean replace(String installation, String name, Secret from, Secret to) {
        return exclusively(() -> {
            Document read = document(installation, name);
            while (read != null && open(installation, name, read).equals(from)) {
                if (documents.replace(DocumentKind.CREDENTIAL, read, sealed(installation, name, to))) {
                    return true;
                }
                // Another process may only have sealed the same again.
                read = document(installation, name);
            }
            return false;
        });
    }

    private @Nullable Document document(String installation, String name) {
        return documents.get(DocumentKind.CREDENTIAL, id(installation, name)).orElse(null);
    }

    /** One secret, opened. */
    Optional<Secret> read(String installation, String name) {
        return documents
                .get(DocumentKind.CREDENTIAL, id(installation, name))
                .map(document -> open(installation, name, document));
    }

    /**
     * One sealed secret of somebody.
     *
     * @param installation its installation
     * @param name its name
     */
    record Place(String installation, String name) {}

    /** All sealed secrets there are; what is being written is waited for. */
    List<Place> places() {
        return exclusively(
                () -> list(Map.of()).stream().map(CredentialVault::place).toList());
    }

    /** Seals a secret with the newest key; says whether it could be opened, or is gone. */
    boolean resealed(Place place) {
        return exclusively(() -> {
            try {
                Document read = document(place.installation(), place.name());
                while (read != null && !documents.replace(DocumentKind.CREDENTIAL, read, resealed(place, read))) {
                    // Another process has given it a new value meanwhile.
                    read = document(place.installation(), place.name());
                }
                return true;
            } catch (SecretKeyException e) {
                return false;
            }
        });
    }

    private Document resealed(Place place, Document read) {
        return sealed(place.installation(), place.name(), open(place.installation(), place.name(), read));
    }

    private <T> T exclusively(Supplier<T> work) {
        writing.lock();
        try {
            return work.get();
        } finally {
            writing.unlock();
        }
    }

    private Map<String, Document> stored(String installation) {
        Map<String, Document> stored = new TreeMap<>();
        list(Map.of("installation", installation))
                .forEach(document -> stored.put(place(document).name(), document));
        return stored;
    }

    private List<Document> list(Map<String, String> filter) {
        List<Document> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<Document> page = documents.list(DocumentKind.CREDENTIAL, filter, cursor, PAGE);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    private static Place place(Document document) {
        return new Place(attribute(document, "installation"), attribute(document, "name"));
    }

    private static String attribute(Document document, String name) {
        @Nullable String value = document.attributes().get(name);
        if (value == null) {
            throw new IllegalStateException("A stored credential does not say its " + name + ".");
        }
        return value;
    }

    private Document sealed(String installation, String name, Secret secret) {
        String id = id(installation, name);
        return new Document(
                id,
                id,
                Map.of("installation", installation, "name", name),
                Json.write(new Sealed(keyring.seal(Json.write(secret), purpose(installation, name)))));
    }

    private Secret open(String installation, String name, Document document) {
        String sealed = Json.read(document.body(), Sealed.class).sealed();
        return keyring.open(sealed, purpose(installation, name))
                .map(plain -> Json.read(plain, Secret.class))
                .orElseThrow(() -> new SecretKeyException(
                        "The credential '" + name + "' was sealed with a key that is not in " + keyring.place()
                                + ". Add the former key there, after the one that is there, and restart; or give the"
                                + " credential again with 'cadastre installations update " + installation + " --secret "
                                + name + "=…'. Nothing was deleted.",
                        null));
    }

    private static String id(String installation, String name) {
        return installation + ":" + name;
    }

    /** Neither ids nor names hold a line break, so no two places have the same. */
    private static String purpose(String installation, String name) {
        return "cadastre credential\n" + installation + "\n" + name;
    }
}
