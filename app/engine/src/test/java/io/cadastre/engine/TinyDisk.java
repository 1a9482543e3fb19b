package io.cadastre.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real disk that is soon full: a file system in memory. Tests are skipped where it cannot be mounted. */
public final class TinyDisk implements AutoCloseable {
    private final Path root;

    private TinyDisk(Path root) {
        this.root = root;
    }

    /**
     * Mounts one.
     *
     * @param root where; made if it is not there
     */
    public static TinyDisk mount(Path root, int mebibytes) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String problem = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", root.toString());
        assumeTrue(problem.isEmpty(), () -> "A full disk needs the right to mount one: " + problem);
        return new TinyDisk(root);
    }

    public Path root() {
        return root;
    }

    /** Gives it another size; what lies there stays. */
    public void resize(int mebibytes) {
        require(run("mount", "-o", "remount,size=" + mebibytes + "m", root.toString()));
    }

    /** Takes all the space that is left with one file. */
    public void fill() {
        byte[] block = new byte[1 << 16];
        Path filler = root.resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full.
            return;
        }
    }

    private static void require(String problem) {
        if (!problem.isEmpty()) {
            throw new IllegalStateException(problem);
        }
    }

    /** Gives what went wrong; empty if nothing did. */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : said.isEmpty() ? "mount failed" : said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        require(run("umount", root.toString()));
    }
}
