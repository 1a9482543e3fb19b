package io.cadastre.connectors.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server's process for as long as a test needs it. What it prints goes to a file, which is part of the message if it
 * does not start. It ends with the test's own process at the latest.
 */
public final class RealServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);

    private final Process process;
    private final Thread ending;

    private RealServer(Process process) {
        this.process = process;
        this.ending = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** Says whether a server answers. An exception means that it does not, yet. */
    @FunctionalInterface
    public interface Probe {
        boolean answers() throws Exception;
    }

    /**
     * Starts a server and returns when it answers.
     *
     * @param command the program and its arguments; it must stay in the foreground
     * @param environment what it finds in its environment beside what the test has
     * @param log where its output goes
     * @throws AssertionError with its last output, if it ends or does not answer within two minutes
     */
    public static RealServer start(List<String> command, Map<String, String> environment, Path log, Probe probe) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        RealServer server;
        try {
            server = new RealServer(builder.start());
        } catch (IOException e) {
            throw new AssertionError(command.getFirst() + " cannot be started: " + e.getMessage(), e);
        }
        try {
            server.await(probe, command, log);
        } catch (AssertionError | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** Runs a program to its end, for what a server needs before it starts. */
    public static void run(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                end(process);
                throw new AssertionError(command + " did not end. It said:\n" + tail(log));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " ended with " + process.exitValue() + ". It said:\n" + tail(log));
            }
        } catch (IOException e) {
            throw new AssertionError(command.getFirst() + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void await(Probe probe, List<String> command, Path log) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(probe)) {
            try {
                // Ends at once if the process does.
                if (process.waitFor(BETWEEN_PROBES.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(command.getFirst() + " ended. It said:\n" + tail(log));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(command.getFirst() + " does not answer. It said:\n" + tail(log));
            }
        }
    }

    private static boolean answers(Probe probe) {
        try {
            return probe.answers();
        } catch (Exception _) {
            return false;
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it and what it started, and waits for that. */
    @Override
    public void close() {
        end(process);
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException _) {
            // The test's process is ending: the hook does the same.
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
