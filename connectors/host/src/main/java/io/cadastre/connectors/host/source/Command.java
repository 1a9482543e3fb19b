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
import org.jspecify.annotations.Nullable;

/** Runs a program of the machine, with nothing of this process's environment, for a bounded time. */
public final class Command {
    private static final List<String> DIRECTORIES =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    /** How many bytes of what a failing program complains are kept. */
    private static final int MOST_OF_ERRORS = 300;

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
        Path out = null;
        Path errors = null;
        Process process = null;
        try {
            // To a file, so that a program that prints without end cannot block the wait for it.
            out = Files.createTempFile("cadastre", ".out");
            errors = Files.createTempFile("cadastre", ".err");
            process = builder.redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ConnectorException.Timeout(command[0] + " took longer than " + timeout + ".");
            }
            if (process.exitValue() != 0) {
                throw new ConnectorException.Unavailable(
                        command[0] + " ended with exit code " + process.exitValue() + firstWords(errors), null);
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConnectorException.Unavailable(command[0] + " cannot be run: " + e.getMessage(), e);
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            delete(out);
            delete(errors);
        }
    }

    private static String firstWords(Path errors) throws IOException {
        try (var in = Files.newInputStream(errors)) {
            String text = new String(in.readNBytes(MOST_OF_ERRORS), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "." : ": " + ArgumentMask.maskLine(text);
        }
    }

    private static void delete(@Nullable Path file) {
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
