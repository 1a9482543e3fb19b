package io.cadastre.connectors.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The npm package {@code @stoplight/prism-cli} with GitHub's own description of its API: it answers what is described
 * with an example, and says of a call what the description does not allow. Both are installed once, in these versions,
 * below the user's cache.
 */
public final class Prism implements AutoCloseable {
    /** The last that runs on the Node that the build needs. */
    private static final String VERSION = "5.14.2";

    private static final String DESCRIPTION_VERSION = "23.0.2";

    private final RealServer server;
    private final URI url;
    private final Path description;

    private Prism(RealServer server, URI url, Path description) {
        this.server = server;
        this.url = url;
        this.description = description;
    }

    /** Whether Node and npm are installed, the Debian packages {@code nodejs} and {@code npm}. */
    public static boolean possible() {
        return NpmPackages.possible();
    }

    /**
     * Starts it as GitHub. It reads the description for half a minute.
     *
     * @param directory an empty one
     */
    public static Prism github(Path directory) {
        Path modules = NpmPackages.installed(
                "prism-" + VERSION + "-github-" + DESCRIPTION_VERSION,
                List.of("@stoplight/prism-cli@" + VERSION, "@octokit/openapi@" + DESCRIPTION_VERSION),
                directory.resolve("npm.log"));
        Path description = modules.resolve("@octokit/openapi/generated/api.github.com.json");
        int port = Loopback.freePort();
        RealServer server = RealServer.start(
                List.of(
                        Program.find("node").orElseThrow().toString(),
                        modules.resolve("@stoplight/prism-cli/dist/index.js").toString(),
                        "mock",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        description.toString()),
                Map.of(),
                directory.resolve("prism.log"),
                () -> Loopback.listens(port));
        return new Prism(server, URI.create("http://127.0.0.1:" + port), description);
    }

    /** Where it answers. */
    public URI url() {
        return url;
    }

    /** The description that it holds calls against, in OpenAPI's JSON. */
    public Path description() {
        return description;
    }

    @Override
    public void close() {
        server.close();
    }
}
