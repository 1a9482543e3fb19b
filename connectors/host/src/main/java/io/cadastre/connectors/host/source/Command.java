package io.cadastre.connectors.host.source;

import io.cadastre.spi.ConnectorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine, with nothing of this process's environment, for a bounded time. */
public final class Command {
    private static final List<String> DIRECTORIES =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private Command() {}

    /** Where a program is, if it is there. */
    public static Optional<Path> find(String program) {
        return DIRECTORIES.stream()
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * What a program prints.
     *
     * @throws ConnectorException.Timeout if it takes too long; it is killed then
     * @throws ConnectorException.Unavailable if it fails
     */
    public static String output(Duration timeout, String... command) throws ConnectorException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", String.join(":", DIRECTORIES));
        environment.put("LC_ALL", "C.UTF-8");
        builder.redirectErrorStream(false).redirectError(ProcessBuilder.Redirect.DISCARD);
        Path out = null;
        Process process = null;
        try {
            // To a file, so that a program that prints without end cannot block the wait for it.
            out = Files.createTempFile("cadastre", ".out");
            process = builder.redirectOutput(out.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ConnectorException.Timeout(command[0] + " took longer than " + timeout + ".");
            }
            if (process.exitValue() != 0) {
                throw new ConnectorException.Unavailable(
                        command[0] + " ended with exit code " + process.exitValue() + ".", null);
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConnectorException.Unavailable(command[0] + " cannot be run: " + e.getMessage(), e);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            delete(out);
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A file that stays in the temporary directory harms nobody.
            return;
        }
    }
}
