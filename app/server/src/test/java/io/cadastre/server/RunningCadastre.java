package io.cadastre.server;

import io.cadastre.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** One whole server on a data directory of its own, with this machine inventoried, for all tests of the module. */
public final class RunningCadastre {
    private static final Cadastre SERVER = start();

    private RunningCadastre() {}

    public static Cadastre get() {
        return SERVER;
    }

    private static Cadastre start() {
        try {
            Path data = Files.createTempDirectory("cadastre-it");
            Cadastre server = Cadastre.start(config(data), progress -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                remove(data);
            }));
            server.awaitFirstSync();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println(directory + " is left behind: " + e);
        }
    }

    /** A server on any free port with little memory. */
    public static ServerConfig config(Path data) {
        return new ServerConfig(
                data,
                "127.0.0.1",
                0,
                Optional.empty(),
                32L << 20,
                data.resolve("plugins"),
                Duration.ofMinutes(5),
                64L << 20,
                Duration.ofDays(7),
                Optional.of(Period.ofDays(180)),
                Optional.empty(),
                Optional.empty());
    }
}
