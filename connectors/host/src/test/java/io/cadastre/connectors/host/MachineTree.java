package io.cadastre.connectors.host;

import io.cadastre.connectors.host.source.FileAccess;
import io.cadastre.connectors.host.source.MachineRoot;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A made-up machine in a directory: files of the test resources, files written by the test, and files locked by it. */
final class MachineTree {
    private final Path directory;
    private final Set<Path> locked = new HashSet<>();

    MachineTree(Path directory) {
        this.directory = directory;
    }

    /** Copies a tree of the test resources. */
    MachineTree with(String resource) throws IOException, URISyntaxException {
        Path source = Path.of(Objects.requireNonNull(MachineTree.class.getResource("/" + resource))
                .toURI());
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                file("/" + source.relativize(path), Files.readString(path));
            }
        }
        return this;
    }

    MachineTree file(String absolute, String text) throws IOException {
        Path file = directory.resolve(absolute.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    MachineTree link(String absolute, String target) throws IOException {
        Path link = directory.resolve(absolute.substring(1));
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
        return this;
    }

    /** A process as the kernel shows it. */
    MachineTree process(long pid, String name, long startTicks, long uid, String... arguments) throws IOException {
        return file(
                        "/proc/" + pid + "/stat",
                        pid + " (" + name + ") S 1 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 " + startTicks + " 0 0")
                .file(
                        "/proc/" + pid + "/status",
                        "Name:\tx\nUid:\t" + uid + "\t" + uid + "\t" + uid + "\t" + uid + "\n")
                .file("/proc/" + pid + "/cmdline", String.join("\0", arguments) + "\0");
    }

    /** What is here may not be read. As root reads everything, modes of files cannot say so. */
    MachineTree locked(String absolute) {
        locked.add(directory.resolve(absolute.substring(1)));
        return this;
    }

    MachineRoot root() {
        return new MachineRoot(directory, new Locks(FileAccess.local(), Set.copyOf(locked)));
    }

    /** Refuses what is locked, as the kernel does. */
    private record Locks(FileAccess files, Set<Path> locked) implements FileAccess {
        private Path open(Path path) throws IOException {
            if (locked.contains(path)) {
                throw new AccessDeniedException(path.toString());
            }
            return path;
        }

        @Override
        public byte[] read(Path file) throws IOException {
            return files.read(open(file));
        }

        @Override
        public List<String> names(Path path) throws IOException {
            return files.names(open(path));
        }

        @Override
        public String link(Path link) throws IOException {
            return files.link(Files.isSymbolicLink(link) ? open(link) : link);
        }

        @Override
        public long totalBytes(Path path) throws IOException {
            return files.totalBytes(open(path));
        }
    }
}
