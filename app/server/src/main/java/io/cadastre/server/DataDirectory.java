package io.cadastre.server;

import io.cadastre.engine.RandomIds;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where everything lies that has to outlive the process. One process at a time holds it. */
public final class DataDirectory implements AutoCloseable {
    private static final String ADDRESS = "server-address";

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the directory where it is missing, and takes hold of it.
     *
     * @throws StartException if another process holds it, or it cannot be written
     */
    public static DataDirectory open(Path root) {
        try {
            Files.createDirectories(root);
            Path lockFile = root.resolve("cadastre.lock");
            FileChannel channel = FileChannel.open(
                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String holder = holder(channel);
                channel.close();
                throw new StartException("The data directory " + root + " is in use by " + holder
                        + ". Stop that one first (Ctrl-C, or kill), or give this one another with --data-dir.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
            return new DataDirectory(root, channel, lock);
        } catch (FileSystemException e) {
            throw new StartException(
                    "The data directory " + root + " cannot be used (" + reason(e)
                            + "). Make it writable for this user, or choose another with --data-dir.",
                    e);
        } catch (IOException e) {
            throw new StartException(
                    "The data directory " + root + " cannot be written (" + e.getMessage()
                            + "). Is the disk full? Nothing was changed.",
                    e);
        }
    }

    private static String reason(FileSystemException e) {
        String reason = e.getReason();
        return reason == null ? e.getClass().getSimpleName().replace("Exception", "") + " " + e.getFile() : reason;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "another Cadastre" : "another Cadastre (process " + pid + ")";
    }

    public Path root() {
        return root;
    }

    public Path neo4j() {
        return root.resolve("neo4j");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path staging() {
        return root.resolve("staging");
    }

    /** The file with the key that seals the secrets of installations. */
    public Path secretKey() {
        return root.resolve("secret-key");
    }

    /**
     * The identity of the process that holds this directory, told apart from others that share its database. It stays
     * the same after a restart, so that what was cut off is known as this directory's own. Made the first time.
     *
     * @throws StartException if it cannot be read or written
     */
    String identity(RandomIds ids) {
        Path file = root.resolve("identity");
        try {
            String known = Files.exists(file) ? Files.readString(file).strip() : "";
            if (!known.isEmpty()) {
                return known;
            }
            String made = ids.next();
            Path fresh = root.resolve("identity.new");
            Files.writeString(fresh, made + System.lineSeparator());
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            return made;
        } catch (IOException e) {
            throw new StartException(
                    "The identity of this process cannot be read from " + file + " or written to it (" + e.getMessage()
                            + "). Make it writable for this user.",
                    e);
        }
    }

    /** The file with the administrator's token. */
    public Path adminToken() {
        return root.resolve("admin-token");
    }

    /** Reads the administrator's token, if the file is there. */
    public static Optional<String> readAdminToken(Path root) throws IOException {
        Path file = root.resolve("admin-token");
        return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    Optional<String> keptAdminToken() {
        try {
            return readAdminToken(root);
        } catch (IOException e) {
            throw new StartException("The token in " + adminToken() + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /** Writes the administrator's token so that only this user can read it. */
    void writeAdminToken(String token) {
        try {
            write(adminToken(), token);
        } catch (IOException e) {
            throw new StartException("The token cannot be written to " + adminToken() + ".", e);
        }
    }

    /** The file that says where the server answers, for commands on this machine. It is there while the server runs. */
    public Path address() {
        return root.resolve(ADDRESS);
    }

    /** Reads where the server answers, or did if its process was killed; empty if none runs. */
    public static Optional<String> readAddress(Path root) throws IOException {
        Path file = root.resolve(ADDRESS);
        return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    /** Writes where the server answers; it is removed when this is closed. */
    void writeAddress(URI address) {
        try {
            write(address(), address.toString());
        } catch (IOException e) {
            throw new StartException("The server's address cannot be written to " + address() + ".", e);
        }
    }

    /** Writes a file that only this user can read. Nobody sees half of it. */
    private static void write(Path file, String line) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, line + System.lineSeparator());
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        // Before the lock: after it, the address could be that of the next process.
        try (channel;
                lock) {
            Files.deleteIfExists(address());
        } catch (IOException e) {
            // The lock goes with the process at the latest, and where no server is, none answers.
            return;
        }
    }
}
