package io.cadastre.connectors.sbom;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Takes the members of a document, of an array each element for itself, so that a large document needs little memory. */
interface Members {
    long MOST_BYTES = 1L << 30;

    ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** The names of those that are taken. */
    Set<String> wanted();

    /**
     * Takes a member, or an element of one.
     *
     * @param place where it is, for people
     */
    void take(String name, String place, Json value) throws ConnectorException, InterruptedException;

    /**
     * Gives all members of a file, in its order.
     *
     * @throws ConnectorException.BadData if the file is neither one whole JSON object nor one whole CycloneDX document in
     *     XML; what came before was given
     */
    static void of(Path file, Members members) throws ConnectorException, InterruptedException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ConnectorException.BadData("The file is larger than " + MOST_BYTES + " bytes.", null);
            }
            if (CycloneDxXml.isIn(file)) {
                CycloneDxXml.of(file, members);
                return;
            }
            try (JsonParser parser = MAPPER.createParser(file.toFile())) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new ConnectorException.BadData("The file is empty, or no JSON object.", null);
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    member(parser, parser.currentName(), members);
                }
                if (parser.nextToken() != null) {
                    throw new ConnectorException.BadData("The file goes on after its end.", null);
                }
            }
        } catch (JsonProcessingException e) {
            // Jackson's own message may quote what it read.
            throw new ConnectorException.BadData("The file is not JSON, or ends early.", null);
        } catch (IOException e) {
            throw SbomFiles.unreadable(file, e);
        }
    }

    private static void member(JsonParser parser, String name, Members members)
            throws IOException, ConnectorException, InterruptedException {
        JsonToken token = parser.nextToken();
        if (!members.wanted().contains(name)) {
            parser.skipChildren();
        } else if (token == JsonToken.START_ARRAY) {
            for (int each = 0; parser.nextToken() != JsonToken.END_ARRAY; each++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                members.take(name, name + "[" + each + "]", value(parser));
            }
        } else {
            members.take(name, name, value(parser));
        }
    }

    private static Json value(JsonParser parser) throws IOException {
        return Json.of(parser.currentToken() == JsonToken.VALUE_NULL ? null : MAPPER.readValue(parser, Object.class));
    }
}
