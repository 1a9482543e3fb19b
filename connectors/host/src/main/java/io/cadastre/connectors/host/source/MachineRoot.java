package io.cadastre.connectors.host.source;

import io.cadastre.spi.ConnectorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The root of the machine's files: {@code /}, or where it is mounted. Tells what is not there from what may not be read.
 * Under another root, symbolic links are followed as that machine would: an absolute one stays under the root.
 *
 * @param directory where the root is
 * @param files how files are read
 */
public record MachineRoot(Path directory, FileAccess files) {
    /** As many as the kernel follows, see path_resolution(7). */
    private static final int MOST_LINKS = 40;

    public MachineRoot(Path directory) {
        this(directory, FileAccess.local());
    }

    /** Whether the machine is the one that this process itself sees. */
    public boolean isOwn() {
        return directory.equals(Path.of("/"));
    }

    /**
     * The text of a file, if it is there. Bytes that are not UTF-8 become replacement characters.
     *
     * @throws ConnectorException.Permission if it may not be read
     */
    public Optional<String> text(String absolute) throws ConnectorException {
        return attempt(absolute, () -> new String(files.read(resolve(absolute, true)), StandardCharsets.UTF_8));
    }

    /** The text of a file without the white space around it, if the file is there and not empty. */
    public Optional<String> value(String absolute) throws ConnectorException {
        return text(absolute).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** As {@link #value}, for what may be missing: also empty if the file may not be read. */
    public Optional<String> readable(String absolute) {
        try {
            return value(absolute);
        } catch (ConnectorException e) {
            return Optional.empty();
        }
    }

    /**
     * The names in a directory, in order; none if it is not there.
     *
     * @throws ConnectorException.Permission if it may not be read
     */
    public List<String> names(String absolute) throws ConnectorException {
        return attempt(absolute, () -> files.names(resolve(absolute, true))).orElse(List.of());
    }

    /** Whether there is a directory of that path that may be read and is not empty. */
    public boolean hasEntries(String absolute) {
        try {
            return !names(absolute).isEmpty();
        } catch (ConnectorException e) {
            return false;
        }
    }

    /**
     * Where a symbolic link points, as it says; empty if it is not there, or no link.
     *
     * @throws ConnectorException.Permission if it may not be read
     */
    public Optional<String> link(String absolute) throws ConnectorException {
        return attempt(absolute, () -> files.link(resolve(absolute, false)));
    }

    /** How much the file system holds on which a path lies, if that can be known. */
    public Optional<Long> totalBytes(String absolute) {
        try {
            return attempt(absolute, () -> files.totalBytes(resolve(absolute, true)))
                    .filter(bytes -> bytes > 0);
        } catch (ConnectorException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> attempt(String absolute, Reading<T> reading) throws ConnectorException {
        try {
            return Optional.of(reading.read());
        } catch (NoSuchFileException | NotDirectoryException | NotLinkException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new ConnectorException.Permission("read access to " + absolute, absolute + " may not be read.");
        } catch (IOException e) {
            throw new ConnectorException.Unavailable(absolute + " cannot be read.", e);
        }
    }

    private Path resolve(String absolute, boolean followLast) throws IOException {
        if (isOwn()) {
            return Path.of(absolute);
        }
        Deque<String> left = new ArrayDeque<>(List.of(absolute.split("/")));
        Path at = directory;
        int links = 0;
        while (!left.isEmpty()) {
            String name = left.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                Path parent = at.getParent();
                at = at.equals(directory) || parent == null ? directory : parent;
                continue;
            }
            Path next = at.resolve(name);
            Optional<String> target = left.isEmpty() && !followLast ? Optional.empty() : target(next);
            if (target.isEmpty()) {
                at = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                throw new FileSystemLoopException(absolute);
            }
            String[] names = target.get().split("/");
            for (int i = names.length - 1; i >= 0; i--) {
                left.addFirst(names[i]);
            }
            at = target.get().startsWith("/") ? directory : at;
        }
        return at;
    }

    private Optional<String> target(Path path) throws IOException {
        try {
            return Optional.of(files.link(path));
        } catch (NotLinkException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** One attempt to read. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }
}
