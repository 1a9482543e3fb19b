package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ingest",
        description = "Sends lines of JSON to an installation of the connector 'push' and shows what becomes of them.",
        mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(index = "0", paramLabel = "INSTALLATION", description = "Its id or its name.")
    private String installation = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "-",
            paramLabel = "FILE",
            description = "The lines; - for the standard input, which is the default.")
    private String file = "-";

    @Option(
            names = "--chunk-bytes",
            defaultValue = "4194304",
            paramLabel = "N",
            description = "How much is sent at once. Default: ${DEFAULT-VALUE}")
    private int chunkBytes;

    @Mixin
    private ClientOptions client = new ClientOptions();

    IngestCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (chunkBytes < 1) {
            throw new CommandException(ExitCode.USAGE, "--chunk-bytes must be at least 1.");
        }
        ApiClient api = client.connect(environment.variables());
        SyncWatch watch = new SyncWatch(api, environment);
        Delivery delivery = new Delivery(
                api, "/ingest/" + api.installation(installation).path("id").asText());
        try (InputStream lines = open()) {
            delivery.sendAll(lines);
        } catch (IOException e) {
            delivery.giveUp();
            throw new CommandException(ExitCode.FAILED, "The lines cannot be read: " + e.getMessage(), e);
        } catch (CommandException e) {
            delivery.giveUp();
            throw e;
        }
        return watch.untilTheEnd(delivery.finish()).number();
    }

    private InputStream open() throws IOException {
        if (file.equals("-")) {
            return System.in;
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new CommandException(ExitCode.USAGE, "There is no file '" + file + "' that can be read.");
        }
        return new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    }

    /** What is sent, chunk after chunk. */
    private final class Delivery {
        private final ApiClient api;
        private final String path;
        private @Nullable String sync;
        private long chunk;
        private boolean done;

        Delivery(ApiClient api, String path) {
            this.api = api;
            this.path = path;
        }

        /** Sends until there is no more, or until the sync takes no more. */
        void sendAll(InputStream lines) throws IOException {
            ByteArrayOutputStream collected = new ByteArrayOutputStream();
            int next = lines.read();
            while (next >= 0 && !done) {
                collected.write(next);
                if (next == '\n' && collected.size() >= chunkBytes) {
                    send(collected);
                }
                next = lines.read();
            }
            if (!done && (collected.size() > 0 || chunk == 0)) {
                send(collected);
            } else if (next >= 0) {
                environment.err().println("  The sync takes no more lines; what was left was not sent.");
            }
        }

        private void send(ByteArrayOutputStream collected) {
            chunk++;
            JsonNode answer = api.postLines(
                    path + (sync == null ? "" : "?sync=" + sync + "&chunk=" + chunk), collected.toByteArray());
            collected.reset();
            sync = answer.path("sync").asText();
            done = answer.path("done").asBoolean();
            environment
                    .err()
                    .printf(
                            "  chunk %,d: %,d lines taken%n",
                            chunk, answer.path("lines").asLong());
        }

        /** Lines that do not end in 'done' are not waited for any longer. */
        String finish() {
            if (!done) {
                giveUp();
            }
            return String.valueOf(sync);
        }

        /** As far as that is possible; otherwise the server gives up by itself after a while. */
        void giveUp() {
            if (sync != null && !done) {
                done = true;
                try {
                    api.delete(path + "?sync=" + sync);
                } catch (CommandException e) {
                    environment.err().println("The sync could not be given up: " + e.getMessage());
                }
            }
        }
    }
}
