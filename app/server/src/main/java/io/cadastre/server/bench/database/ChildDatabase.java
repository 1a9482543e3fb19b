package io.cadastre.server.bench.database;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.server.bench.database.DatabaseProcess.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An embedded database in a process of its own, with a heap of its own; this is the other end of its
 * {@linkplain DatabaseProcess pipes}. It ends when this is closed, or when this process ends in whatever way.
 */
public final class ChildDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final PrintStream requests;
    private final BufferedReader answers;
    private final Path errors;
    private final Neo4jGraph.Address address;

    /**
     * Where it is and how much memory it takes.
     *
     * @param directory its directory, for the store and for what it complains about
     * @param heapBytes the most heap it takes
     * @param pageCacheBytes the memory beside the heap in which it keeps the store
     */
    public record Options(Path directory, long heapBytes, long pageCacheBytes) {
        /** What all running transactions may take together: half of the heap. */
        long transactionBytes() {
            return heapBytes / 2;
        }
    }

    private ChildDatabase(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        String[] words = line().split(" ", -1);
        this.address = new Neo4jGraph.Address(URI.create(words[0]), words[1], words[2], words[3]);
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws IllegalStateException if it does not start, with what it said last
     */
    public static ChildDatabase start(Options options) {
        Path errors = options.directory().resolve("database.err");
        Process process;
        try {
            Files.createDirectories(options.directory());
            process = new ProcessBuilder(command(options))
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The process of the database cannot be started: " + e.getMessage(), e);
        }
        try {
            return new ChildDatabase(process, errors);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static List<String> command(Options options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + options.heapBytes());
        // What lets Neo4j into the JDK, as this process was given it.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--add-opens=")
                        || flag.startsWith("--enable-native-access=")
                        || flag.startsWith("--sun-misc-unsafe-memory-access="))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                DatabaseProcess.class.getName(),
                options.directory().resolve("neo4j").toString(),
                options.directory().resolve("neo4j-logs").toString(),
                Long.toString(options.pageCacheBytes()),
                Long.toString(options.transactionBytes())));
        return command;
    }

    /** Where it is and how to get in. */
    public Neo4jGraph.Address address() {
        return address;
    }

    /** The process, for those who watch it end. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** How many bytes it has appended to the transaction log since it started. */
    public long transactionLogBytes() {
        return ask(Request.LOG_BYTES, "");
    }

    /** Lets it bring everything to disk and collect its garbage. */
    public void settle() {
        ask(Request.SETTLE, "");
    }

    /** Lets it write an estate of a size by itself, through the core API. */
    public Duration writeFloor(int entities) {
        return Duration.ofNanos(ask(Request.WRITE_FLOOR, Integer.toString(entities)));
    }

    public void startProfile() {
        ask(Request.START_PROFILE, "");
    }

    public void keepProfile(Path file) {
        ask(Request.KEEP_PROFILE, file.toAbsolutePath().toString());
    }

    private synchronized long ask(Request request, String argument) {
        requests.println(argument.isEmpty() ? request.name() : request.name() + " " + argument);
        String[] answer = line().split(" ", 2);
        if (!answer[0].equals(DatabaseProcess.DONE)) {
            throw new IllegalStateException("The database cannot " + request + ": " + answer[1]);
        }
        return Long.parseLong(answer[1]);
    }

    private String line() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("The process of the database ended: " + lastWords());
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("The process of the database does not answer.", e);
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(errors);
        return lines.isEmpty() ? "it said nothing." : lines.getLast() + " What it said is in " + errors + ".";
    }

    /** Stops it; what was committed is on disk. */
    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
