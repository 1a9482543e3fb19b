package io.cadastre.connectors.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
        return NpmPackages.possible();
    }

    /**
     * Starts one service.
     *
     * @param service its name, for example {@code github}
     * @param seed what it begins with: YAML or JSON
     * @param directory an empty one
     */
    public static Emulate start(String service, String seed, Path directory) {
        Path program = NpmPackages.installed(
                        "emulate-" + VERSION, List.of("emulate@" + VERSION), directory.resolve("npm.log"))
                .resolve("emulate/dist/index.js");
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

    /** Where it answers. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        server.close();
    }
}
