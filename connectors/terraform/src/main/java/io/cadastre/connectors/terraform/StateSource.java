package io.cadastre.connectors.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.HttpAnswer;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where one state is. That there is none is an error: it does not prove that nothing is managed. */
sealed interface StateSource {
    /** For people. */
    String location();

    /** What people call the state. */
    String name();

    /** The setting that named it. */
    String setting();

    StateContent read(Env env, TerraformSettings settings) throws ConnectorException, InterruptedException;

    /**
     * A file.
     *
     * @param path absolute
     */
    record InFile(Path path) implements StateSource {
        private static final ObjectMapper MAPPER = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();

        @Override
        public String location() {
            return path.toString();
        }

        /** Terraform's own file has the name of the folder that it is in: of the configuration or of the workspace. */
        @Override
        public String name() {
            String file = String.valueOf(path.getFileName());
            Path folder = path.getParent();
            return file.equals("terraform.tfstate") && folder != null && folder.getFileName() != null
                    ? folder.getFileName().toString()
                    : file.replaceFirst("\\.tfstate$", "");
        }

        @Override
        public String setting() {
            return TerraformSettings.FILES.name();
        }

        @Override
        public StateContent read(Env env, TerraformSettings settings) throws ConnectorException {
            try {
                if (Files.size(path) > StateFiles.MOST_BYTES) {
                    throw new ConnectorException.BadData(
                            "The file is larger than " + StateFiles.MOST_BYTES + " bytes.", null);
                }
                byte[] bytes = Files.readAllBytes(path);
                if (bytes.length == 0) {
                    throw new ConnectorException.BadData("The file is empty.", null);
                }
                return StateContent.of(Json.of(MAPPER.readValue(bytes, Object.class)));
            } catch (JsonProcessingException e) {
                // Jackson's own message may quote what it read.
                throw new ConnectorException.BadData("The file is not JSON, or ends early.", null);
            } catch (IOException e) {
                throw unreadable(path, e);
            }
        }

        static ConnectorException unreadable(Path path, IOException e) {
            return switch (e) {
                case AccessDeniedException denied ->
                    new ConnectorException.Permission("read access to " + path, path + " may not be read.");
                case NoSuchFileException missing -> new ConnectorException.Unavailable("There is no " + path + ".", e);
                default -> new ConnectorException.Unavailable(path + " cannot be read.", e);
            };
        }
    }

    /**
     * A state behind the HTTP backend.
     *
     * @param address where it answers
     */
    record AtAddress(URI address) implements StateSource {
        @Override
        public String location() {
            return address.toString();
        }

        @Override
        public String name() {
            String path = address.getPath().replaceFirst("/+$", "");
            String last = path.substring(path.lastIndexOf('/') + 1);
            return last.isEmpty() ? address.getHost() : last;
        }

        @Override
        public String setting() {
            return TerraformSettings.ADDRESSES.name();
        }

        @Override
        public StateContent read(Env env, TerraformSettings settings) throws ConnectorException, InterruptedException {
            HttpAnswer answer = env.http(settings.http().orElseThrow())
                    .send(HttpCall.get(address.toString()).named("GET state").needing("GET " + address.getPath()));
            if (answer.text().isBlank()) {
                throw new ConnectorException.BadData("The server has no state at this address.", null);
            }
            return StateContent.of(answer.json());
        }
    }
}
