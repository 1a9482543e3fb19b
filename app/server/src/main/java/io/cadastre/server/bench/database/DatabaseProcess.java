package io.cadastre.server.bench.database;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.server.Logs;
import io.cadastre.server.bench.data.Estate;
import io.cadastre.server.bench.jvm.FlightRecording;
import io.cadastre.server.bench.jvm.HeapWatch;
import io.cadastre.server.embedded.EmbeddedNeo4j;
import io.cadastre.server.embedded.EmbeddedNeo4jException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the process that holds the database. It says on its standard output where the database is and how to
 * get in, since command lines are for all to see (I14); then it answers one line for each {@link Request} that it reads,
 * and ends when there are no more: also if the process that started it was killed.
 */
public final class DatabaseProcess {
    static final String DONE = "done";
    static final String FAILED = "failed";

    private final EmbeddedNeo4j neo4j;
    private @Nullable FlightRecording recording;

    private DatabaseProcess(EmbeddedNeo4j neo4j) {
        this.neo4j = neo4j;
    }

    /** What can be asked for; the word after it, if there is one, is its argument. */
    enum Request {
        /** Answers how many bytes were appended to the transaction log since the start. */
        LOG_BYTES,
        /** Brings everything to disk and collects garbage, so that what comes next does not pay for what was before. */
        SETTLE,
        /** Writes an estate of a size through the core API; answers the nanoseconds that it took. */
        WRITE_FLOOR,
        START_PROFILE,
        /** Writes the profile to a file. */
        KEEP_PROFILE
    }

    /**
     * Runs until the standard input ends.
     *
     * @param arguments the directory of the database, the directory of its logs, the bytes of its page cache and the
     *     bytes that transactions may take
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // Nothing but answers may come between answers.
        System.setOut(System.err);
        Logs.quiet();
        var options = new EmbeddedNeo4j.Options(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Long.parseLong(arguments[2]),
                Long.parseLong(arguments[3]));
        try (EmbeddedNeo4j neo4j = EmbeddedNeo4j.start(options);
                var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Neo4jGraph.Address address = neo4j.address();
            answers.println(
                    String.join(" ", address.uri().toString(), address.user(), address.password(), address.database()));
            new DatabaseProcess(neo4j).serve(requests, answers);
        } catch (EmbeddedNeo4jException e) {
            e.printStackTrace();
            // The last line is the one that is told.
            System.err.println(e.getMessage());
            System.exit(1);
        }
        // Whatever thread still runs: what is closed is closed.
        System.exit(0);
    }

    private void serve(BufferedReader requests, PrintStream answers) throws IOException {
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            String[] words = line.split(" ", 2);
            String answer;
            try {
                answer = DONE + " " + answer(Request.valueOf(words[0]), words.length > 1 ? words[1] : "");
            } catch (RuntimeException e) {
                answer = FAILED + " " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            }
            answers.println(answer);
            answers.flush();
        }
    }

    private long answer(Request request, String argument) {
        return switch (request) {
            case LOG_BYTES -> neo4j.transactionLogBytes();
            case SETTLE -> {
                neo4j.checkpoint();
                HeapWatch.collectGarbage();
                yield 0;
            }
            case WRITE_FLOOR ->
                new WriteFloor(neo4j.database())
                        .write(Estate.of(Integer.parseInt(argument)))
                        .toNanos();
            case START_PROFILE -> {
                recording = FlightRecording.start();
                yield 0;
            }
            case KEEP_PROFILE -> {
                FlightRecording started = recording;
                if (started == null) {
                    throw new IllegalStateException("No profile was started.");
                }
                started.keep(Path.of(argument));
                yield 0;
            }
        };
    }
}
