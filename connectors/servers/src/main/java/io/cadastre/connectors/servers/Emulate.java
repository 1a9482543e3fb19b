package io.cadastre.connectors.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The npm package {@code emulate}: GitHub's, Okta's and other services' APIs, with state, in one process. It is installed
 * once, in this version, below the user's cache.
 */
public final class Emulate implements AutoCloseable {
    /** The tag {@code latest} is another package, and 0.12 needs a newer Node than Debian has. */
    private static final String VERSION = "0.11.2";

    /** It has no setting for the address that it listens on, and takes all of them. */
    private static final String ON_LOOPBACK = """
            const net = require('net');
            const listen = net.Server.prototype.listen;
            net.Server.prototype.listen = function (...given) {
              if (typeof given[0] === 'number' && typeof given[1] !== 'string') {
                given.splice(1, 0, '127.0.0.1');
              } else if (given[0] && typeof given[0] === 'object' && given[0].port !== undefined && !given[0].host) {
                given[0] = { ...given[0], host: '127.0.0.1' };
              }
              return listen.apply(this, given);
            };
            """;

    private final RealServer server;
    private final URI url;

    private Emulate(RealServer server, URI url) {
        this.server = server;
        this.url = url;
    }

    /** Whether Node and npm are installed, the Debian packages {@code nodejs} and {@code npm}. */
    public static boolean possible() {
        return Program.find("node").isPresent() && Program.find("npm").isPresent();
    }

    /**
     * Starts one service.
     *
     * @param service its name, for example {@code github}
     * @param seed what it begins with: YAML or JSON
     * @param directory an empty one
     */
    public static Emulate start(String service, String seed, Path directory) {
        Path program = installed(directory);
        int port = Loopback.freePort();
        try {
            Path shim = Files.writeString(directory.resolve("loopback.cjs"), ON_LOOPBACK);
            Path config = Files.writeString(directory.resolve("seed.yaml"), seed);
            RealServer server = RealServer.start(
                    List.of(
                            Program.find("node").orElseThrow().toString(),
                            "-r",
                            shim.toString(),
                            program.toString(),
                            "start",
                            "--service",
                            service,
                            "--port",
                            Integer.toString(port),
                            "--seed",
                            config.toString()),
                    Map.of(),
                    directory.resolve("emulate.log"),
                    () -> Loopback.listens(port));
            return new Emulate(server, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path installed(Path directory) {
        Path home = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("cadastre");
        Path installed = home.resolve("emulate-" + VERSION);
        if (!Files.isDirectory(installed)) {
            try {
                Files.createDirectories(home);
                // Two tests may come here at once: each installs for itself, and one of them is kept.
                Path own = Files.createTempDirectory(home, "emulate-");
                RealServer.run(
                        List.of(
                                Program.find("npm").orElseThrow().toString(),
                                "install",
                                "--prefix",
                                own.toString(),
                                "--ignore-scripts",
                                "--no-audit",
                                "--no-fund",
                                "emulate@" + VERSION),
                        Map.of(),
                        directory.resolve("npm.log"));
                keep(own, installed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return installed.resolve("node_modules/emulate/dist/index.js");
    }

    private static void keep(Path own, Path installed) throws IOException {
        try {
            Files.move(own, installed, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.isDirectory(installed)) {
                throw e;
            }
        }
    }

    /** Where it answers. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        server.close();
    }
}
