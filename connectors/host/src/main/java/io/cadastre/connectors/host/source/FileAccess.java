package io.cadastre.connectors.host.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files, and nothing else. The errors are those of {@link java.nio.file}: what is not there is a
 * {@link java.nio.file.NoSuchFileException}, what may not be read an {@link java.nio.file.AccessDeniedException}.
 */
public interface FileAccess {
    byte[] read(Path file) throws IOException;

    /** The names in a directory, in order. */
    List<String> names(Path directory) throws IOException;

    /**
     * Where a symbolic link points.
     *
     * @throws java.nio.file.NotLinkException if it is none
     */
    String link(Path link) throws IOException;

    /** How much the file system holds on which a path lies, in bytes. */
    long totalBytes(Path path) throws IOException;

    /** The files of this process's own file system. */
    static FileAccess local() {
        return new Local();
    }

    /** See {@link #local}. */
    record Local() implements FileAccess {
        @Override
        public byte[] read(Path file) throws IOException {
            // Files of /proc say that they are empty, so the size is no guide.
            try (var in = Files.newInputStream(file)) {
                return in.readAllBytes();
            }
        }

        @Override
        public List<String> names(Path directory) throws IOException {
            List<String> names = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
            } catch (java.nio.file.DirectoryIteratorException e) {
                throw e.getCause();
            }
            names.sort(null);
            return names;
        }

        @Override
        public String link(Path link) throws IOException {
            return Files.readSymbolicLink(link).toString();
        }

        @Override
        public long totalBytes(Path path) throws IOException {
            return Files.getFileStore(path).getTotalSpace();
        }
    }
}
