package io.cadastre.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a benchmark keeps its database: a directory that is thrown away at the end, or one that somebody named and that
 * stays.
 *
 * @param path the directory; it is there, and empty at first
 * @param stays whether it is kept
 */
record BenchDirectory(Path path, boolean stays) implements AutoCloseable {
    /**
     * Makes it.
     *
     * @param keep the one that stays; null for one that is thrown away
     */
    static BenchDirectory open(@Nullable Path keep) {
        try {
            if (keep == null) {
                return new BenchDirectory(Files.createTempDirectory("cadastre-bench"), false);
            }
            Files.createDirectories(keep);
            try (Stream<Path> files = Files.list(keep)) {
                if (files.findAny().isPresent()) {
                    throw new CommandException(
                            ExitCode.USAGE, "--keep needs a new or empty directory, and " + keep + " is not empty.");
                }
            }
            return new BenchDirectory(keep.toAbsolutePath(), true);
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "There is no directory that can be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (stays) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, path + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
