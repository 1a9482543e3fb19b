package io.cadastre.server.cli;

import io.cadastre.server.DataDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the running server is, and the token to use. */
final class ClientOptions {
    private static final String HERE = "http://127.0.0.1:";
    private static final String DEFAULT_PORT = "7117";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server. Default: CADASTRE_URL, else the one that runs on the data directory, else "
                    + HERE + " with CADASTRE_PORT or " + DEFAULT_PORT)
    private @Nullable String url;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Where the server keeps its data: its address is read from there, and its token if CADASTRE_TOKEN"
                            + " is not set. Default: CADASTRE_DATA_DIR, else data")
    private @Nullable String dataDirectory;

    /** Connects; the token is CADASTRE_TOKEN, else CADASTRE_ADMIN_TOKEN, else the file in the data directory. */
    ApiClient connect(Map<String, String> environment) {
        String address = Optional.ofNullable(url)
                .or(() -> Optional.ofNullable(environment.get("CADASTRE_URL")))
                .or(() -> fileAddress(environment))
                .orElseGet(() -> HERE
                        + Optional.ofNullable(environment.get("CADASTRE_PORT"))
                                .filter(port -> !port.isBlank())
                                .map(String::strip)
                                .orElse(DEFAULT_PORT));
        URI uri;
        try {
            uri = URI.create(address.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "'" + address + "' is not a URL.", e);
        }
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new CommandException(
                    ExitCode.USAGE, "'" + address + "' is not a URL such as " + HERE + DEFAULT_PORT + ".");
        }
        return new ApiClient(uri, token(environment));
    }

    private String token(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("CADASTRE_TOKEN"))
                .or(() -> Optional.ofNullable(environment.get("CADASTRE_ADMIN_TOKEN")))
                .or(() -> fileToken(environment))
                .orElseThrow(
                        () -> new CommandException(
                                ExitCode.REFUSED,
                                "There is no token. Set CADASTRE_TOKEN, or say with --data-dir where the server keeps its data."));
    }

    private Path dataDirectory(Map<String, String> environment) {
        return Path.of(Optional.ofNullable(dataDirectory)
                .or(() -> Optional.ofNullable(environment.get("CADASTRE_DATA_DIR")))
                .orElse("data"));
    }

    private Optional<String> fileAddress(Map<String, String> environment) {
        Path directory = dataDirectory(environment);
        try {
            return DataDirectory.readAddress(directory);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE,
                    "The server's address in " + directory.toAbsolutePath()
                            + " cannot be read. Say with --url where it is.",
                    e);
        }
    }

    private Optional<String> fileToken(Map<String, String> environment) {
        Path directory = dataDirectory(environment);
        try {
            return DataDirectory.readAdminToken(directory);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.REFUSED, "The token in " + directory.toAbsolutePath() + " cannot be read.", e);
        }
    }
}
