package io.cadastre.engine.access;

import io.cadastre.cypher.Page;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of 256 random bits, kept as SHA-256 only: what is stored opens nothing (I14). No slow hash is needed, since
 * there is nothing to guess.
 */
public final class AccessTokens {
    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

    /** The name of the token that the first start makes. */
    public static final String ADMIN = "admin";

    private static final int TOKEN_BYTES = 32;
    private static final int SHORTEST = 16;
    private static final int MOST = 1_000;

    /** A token that another process made is known after this long. */
    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    private final DocumentStore documents;
    private final SecureRandom random;
    private final LongSupplier nanos;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Loaded loaded;

    /** What was kept at a time, in nanoseconds. */
    private record Loaded(List<Stored> tokens, long at) {}

    /** What is kept of a token. */
    record Stored(String name, Role role, String hash) {}

    public AccessTokens(DocumentStore documents, SecureRandom random) {
        this(documents, random, System::nanoTime);
    }

    AccessTokens(DocumentStore documents, SecureRandom random, LongSupplier nanos) {
        this.documents = documents;
        this.random = random;
        this.nanos = nanos;
        this.loaded = load();
    }

    /** Whether there is an administrator's token. */
    public boolean hasAdmin() {
        return stored().stream().anyMatch(token -> token.name().equals(ADMIN));
    }

    /** Makes a token; this is the only time it can be read. Replaces one of the same name. */
    public String create(String name, Role role) {
        return create(name, name, role);
    }

    /**
     * Makes an administrator's token for one of several processes that share a database. Replaces the one that it had,
     * and no other's.
     *
     * @param holder the identity of the process
     */
    public String createAdmin(String holder) {
        return create(ADMIN + "@" + holder, ADMIN, Role.ADMIN);
    }

    private String create(String id, String name, Role role) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = "cdt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        keep(id, name, role, token);
        return token;
    }

    /**
     * Takes a token that was chosen elsewhere. Writes nothing if it is the one that is kept already.
     *
     * @throws IllegalArgumentException if it is too short to be safe
     */
    public void adopt(String name, Role role, String token) {
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException("A token needs at least " + SHORTEST + " characters.");
        }
        if (authenticate(token).filter(new Principal(name, role)::equals).isEmpty()) {
            keep(name, name, role, token);
        }
    }

    /** Who holds this token. Takes the same time whichever token is asked for. */
    public Optional<Principal> authenticate(String token) {
        byte[] asked = hash(token).getBytes(StandardCharsets.US_ASCII);
        Optional<Principal> found = Optional.empty();
        for (Stored candidate : stored()) {
            if (MessageDigest.isEqual(asked, candidate.hash().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(new Principal(candidate.name(), candidate.role()));
            }
        }
        return found;
    }

    private void keep(String id, String name, Role role, String token) {
        documents.put(
                DocumentKind.TOKEN, new Document(id, id, Map.of(), Json.write(new Stored(name, role, hash(token)))));
        loaded = load();
    }

    /** Read again now and then, by one caller at a time; while the database is away, what was kept last holds. */
    private List<Stored> stored() {
        if (nanos.getAsLong() - loaded.at() >= REMEMBERED.toNanos() && loading.tryLock()) {
            try {
                loaded = load();
            } catch (RuntimeException e) {
                LOG.warn("Tokens cannot be read; those that were known last hold.", e);
                loaded = new Loaded(loaded.tokens(), nanos.getAsLong());
            } finally {
                loading.unlock();
            }
        }
        return loaded.tokens();
    }

    private Loaded load() {
        long at = nanos.getAsLong();
        Page<Document> page = documents.list(DocumentKind.TOKEN, Map.of(), null, MOST);
        List<Stored> tokens = new ArrayList<>();
        page.items().forEach(document -> tokens.add(Json.read(document.body(), Stored.class)));
        return new Loaded(List.copyOf(tokens), at);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
