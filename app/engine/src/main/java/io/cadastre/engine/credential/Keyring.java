package io.cadastre.engine.credential;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that seal secrets, kept outside the database: in a file, or in the environment. New secrets are sealed with
 * the first key, what any of the keys sealed can be opened (AES-256-GCM). Keys that cannot be read do not stop the
 * server: sealing and opening then fail with the reason.
 *
 * <p>As a text, keys are Base64 of Tink's keysets, several of them one after the other: the first seals.
 */
public final class Keyring {
    /** The variable of the environment. */
    public static final String VARIABLE = "CADASTRE_SECRET_KEY";

    private static final Logger LOG = LoggerFactory.getLogger(Keyring.class);
    private static final String OWNER_ONLY = "rw-------";

    private static final Configuration TINK = AeadConfig2026.get();

    private final @Nullable Path file;
    private volatile Keys keys;

    /** The keys, or why there are none. */
    private sealed interface Keys {}

    private record Usable(KeysetHandle handle, Aead aead) implements Keys {}

    private record Unusable(String reason, @Nullable Throwable cause) implements Keys {}

    private Keyring(@Nullable Path file, Keys keys) {
        this.file = file;
        this.keys = keys;
    }

    /** Keys in a file that only its owner can read; made with a first key if it is not there. */
    public static Keyring inFile(Path file) {
        try {
            if (Files.notExists(file)) {
                KeysetHandle first = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
                write(file, first);
                return new Keyring(file, usable(first));
            }
            warnIfOthersCanRead(file);
            return new Keyring(file, usable(parse(Files.readString(file))));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return new Keyring(
                    file,
                    new Unusable(
                            "The secret key in " + file + " cannot be used (" + reason(e)
                                    + "). Put the file back from a backup and restart. Without one, move the file away:"
                                    + " the next start makes a new key, and credentials have to be given again.",
                            e));
        }
    }

    /** Keys in the environment; the server cannot change them. */
    public static Keyring ofEnvironment(String text) {
        try {
            return new Keyring(null, usable(parse(text)));
        } catch (GeneralSecurityException | RuntimeException e) {
            return new Keyring(
                    null,
                    new Unusable(
                            "The secret key in " + VARIABLE + " cannot be used (" + reason(e)
                                    + "). Set it to what 'cadastre rotate-key --print-new' prints, or to the content of"
                                    + " the file secret-key that was used before, and restart.",
                            e));
        }
    }

    /** A new key as a text, for {@link #VARIABLE}. */
    public static String newKey() {
        try {
            return text(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot make a key.", e);
        }
    }

    // What a parser says of a key may quote it: only the kind of failure is told.
    private static String reason(Exception e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "it may not be read or written by this user";
            case IOException io ->
                "reading or writing it failed: " + io.getClass().getSimpleName();
            default -> "it is not a key that Cadastre made";
        };
    }

    private static Usable usable(KeysetHandle handle) throws GeneralSecurityException {
        return new Usable(handle, handle.getPrimitive(TINK, Aead.class));
    }

    private static KeysetHandle parse(String text) throws GeneralSecurityException {
        List<String> parts =
                Stream.of(text.split("[\\s,]+")).filter(part -> !part.isEmpty()).toList();
        if (parts.isEmpty()) {
            throw new GeneralSecurityException("There is no key.");
        }
        KeysetHandle.Builder merged = KeysetHandle.newBuilder().setConfiguration(TINK);
        Set<Integer> ids = new HashSet<>();
        for (String part : parts) {
            KeysetHandle one = TinkProtoKeysetFormat.parseKeyset(
                    Base64.getDecoder().decode(part), InsecureSecretKeyAccess.get(), TINK);
            boolean seals = ids.isEmpty();
            for (int i = 0; i < one.size(); i++) {
                KeysetHandle.Entry entry = one.getAt(i);
                if (ids.add(entry.getId())) {
                    KeysetHandle.Builder.Entry added =
                            KeysetHandle.importKey(entry.getKey()).withFixedId(entry.getId());
                    merged.addEntry(seals && entry.isPrimary() ? added.makePrimary() : added);
                }
            }
        }
        return merged.build();
    }

    private static String text(KeysetHandle handle) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(TinkProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get(), TINK));
    }

    // Written beside, forced to the disk and moved into place: a crash leaves the old keys or the new ones.
    private static void write(Path file, KeysetHandle handle) throws IOException, GeneralSecurityException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((text(handle) + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().resolveSibling("."))) {
            directory.force(true);
        }
    }

    private static void warnIfOthersCanRead(Path file) throws IOException {
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        if (!PosixFilePermissions.fromString(OWNER_ONLY).containsAll(granted)) {
            LOG.warn("The secret key in {} can be read by others. Run: chmod 600 {}", file, file);
        }
    }

    /** Why nothing can be sealed or opened, if so. */
    public Optional<String> problem() {
        return keys instanceof Unusable unusable ? Optional.of(unusable.reason()) : Optional.empty();
    }

    /** Where the keys are, for people. */
    String place() {
        return file == null ? VARIABLE : file.toString();
    }

    /**
     * Seals a secret.
     *
     * @param purpose what it is for; it can be opened only for the same
     * @throws SecretKeyException if the keys cannot be used
     */
    String seal(String secret, String purpose) {
        try {
            return Base64.getEncoder()
                    .encodeToString(usable().aead()
                            .encrypt(
                                    secret.getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new SecretKeyException("The secret could not be sealed; nothing was kept.", e);
        }
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @return empty if none of these keys sealed it for that purpose
     * @throws SecretKeyException if the keys cannot be used
     */
    Optional<String> open(String sealed, String purpose) {
        Usable usable = usable();
        try {
            byte[] plain =
                    usable.aead().decrypt(Base64.getDecoder().decode(sealed), purpose.getBytes(StandardCharsets.UTF_8));
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Usable usable() {
        return switch (keys) {
            case Usable usable -> usable;
            case Unusable(String reason, Throwable cause) -> throw new SecretKeyException(reason, cause);
        };
    }

    /** How many keys there are. */
    int size() {
        return usable().handle().size();
    }

    /** Whether the server itself can change the keys. */
    boolean changeable() {
        return file != null;
    }

    /** Adds a new key, which seals from now on; the others still open. It is kept before it is used. */
    void addKey() {
        change(handle -> KeysetHandle.newBuilder(handle)
                .setConfiguration(TINK)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary())
                .build());
    }

    /** Drops all keys but the one that seals. */
    void dropOldKeys() {
        change(handle -> KeysetHandle.newBuilder()
                .setConfiguration(TINK)
                .addEntry(KeysetHandle.importKey(handle.getPrimary().getKey())
                        .withFixedId(handle.getPrimary().getId())
                        .makePrimary())
                .build());
    }

    /** Makes keys out of keys. */
    @FunctionalInterface
    private interface Change {
        KeysetHandle of(KeysetHandle handle) throws GeneralSecurityException;
    }

    private synchronized void change(Change change) {
        Path target = file;
        if (target == null) {
            throw new SecretKeyException(
                    "The secret key is in " + VARIABLE + ", which the server cannot change.", null);
        }
        try {
            KeysetHandle changed = change.of(usable().handle());
            write(target, changed);
            keys = usable(changed);
        } catch (IOException | GeneralSecurityException e) {
            throw new SecretKeyException(
                    "The secret key in " + target + " could not be changed (" + reason(e)
                            + "); the keys are as they were.",
                    e);
        }
    }

    @Override
    public String toString() {
        return "Keyring[" + place() + "]";
    }
}
