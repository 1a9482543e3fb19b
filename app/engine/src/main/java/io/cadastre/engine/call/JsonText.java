package io.cadastre.engine.call;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON texts to plain values and back. A number becomes the smallest type that holds it exactly. Errors say where, never
 * what: Jackson's own messages quote the text, so they go nowhere.
 */
final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonText() {}

    static String write(@Nullable Object plain) {
        try {
            return MAPPER.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body of a request is not made of plain JSON values ("
                    + e.getClass().getSimpleName() + ").");
        }
    }

    /**
     * Reads one JSON value.
     *
     * @param label whose answer it is, for messages
     */
    static Json read(byte[] text, String label) throws ConnectorException.BadData {
        try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                throw new ConnectorException.BadData(label + " was answered with nothing instead of JSON.", null);
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new ConnectorException.BadData(
                        label + " was answered with more than one JSON value" + where(parser.currentLocation()) + ".",
                        null);
            }
            return Json.of(value);
        } catch (JsonEOFException e) {
            throw new ConnectorException.BadData(
                    label + " was answered with JSON that ends early" + where(e.getLocation()) + ".", null);
        } catch (JsonProcessingException e) {
            throw new ConnectorException.BadData(
                    label + " was answered with something that is not JSON" + where(e.getLocation()) + ".", null);
        } catch (IOException e) {
            throw new ConnectorException.BadData(label + " was answered with something that is not JSON.", null);
        }
    }

    private static String where(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** The value that begins at the current token. The parser bounds how deep values nest. */
    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("unexpected token");
        };
    }

    private static Number decimal(JsonParser parser) throws IOException {
        BigDecimal exact = parser.getDecimalValue();
        double close = exact.doubleValue();
        return Double.isFinite(close) && BigDecimal.valueOf(close).compareTo(exact) == 0 ? (Number) close : exact;
    }
}
