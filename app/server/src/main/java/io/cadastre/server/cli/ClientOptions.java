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
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server. Default: CADASTRE_URL, else http://127.0.0.1:7117")
    private @Nullable String url;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the server's token lies, if CADASTRE_TOKEN is not set. Default: data")
    private @Nullable String dataDirectory;

    /** Connects; the token is CADASTRE_TOKEN, else CADASTRE_ADMIN_TOKEN, else the file in the data directory. */
    ApiClient connect(Map<String, String> environment) {
        String address = Optional.ofNullable(url)
                .or(() -> Optional.ofNullable(environment.get("CADASTRE_URL")))
                .orElse("http://127.0.0.1:7117");
        URI uri;
        try {
            uri = URI.create(address.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "'" + address + "' is not a URL.", e);
        }
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new CommandException(ExitCode.USAGE, "'" + address + "' is not a URL such as http://127.0.0.1:7117.");
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

    private Optional<String> fileToken(Map<String, String> environment) {
        Path directory = Path.of(Optional.ofNullable(dataDirectory)
                .or(() -> Optional.ofNullable(environment.get("CADASTRE_DATA_DIR")))
                .orElse("data"));
        try {
            return DataDirectory.readAdminToken(directory);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.REFUSED, "The token in " + directory.toAbsolutePath() + " cannot be read.", e);
        }
    }
}
