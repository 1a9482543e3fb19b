package io.cadastre.connectors.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object with its place in the line. Members that nobody knows are refused: a mistyped {@code scope} must not
 * pass for none.
 *
 * @param node the object
 * @param path where it is, for people; empty for the line itself
 */
record JsonLine(ObjectNode node, String path) {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(64).build());
    }

    /** Reads a line that is one object. */
    static JsonLine parse(String text) throws BadLineException {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return new JsonLine(object, "");
            }
        } catch (JsonProcessingException e) {
            // Jackson's own message may quote what it read.
            var place = e.getLocation();
            throw new BadLineException(
                    "is not JSON" + (place == null ? "" : " (column " + place.getColumnNr() + ")") + ".");
        }
        throw new BadLineException("is not a JSON object.");
    }

    /** What kind of line it is. */
    String type() throws BadLineException {
        return text("type");
    }

    /** Refuses members other than these. */
    void allow(String... names) throws BadLineException {
        List<String> known = List.of(names);
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!known.contains(member.getKey())) {
                throw new BadLineException("has the unknown member '" + place(Shown.name(member.getKey()))
                        + "'; known are " + String.join(", ", known) + ".");
            }
        }
    }

    /** A member that must be a text that is not empty. */
    String text(String name) throws BadLineException {
        String text = maybeText(name)
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> new BadLineException("needs '" + place(name) + "', a text."));
        // Half a character has no bytes of its own: two different keys would become one.
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new BadLineException("has half a character in '" + place(name) + "'.");
        }
        return text;
    }

    /** A member that is a text, null or not there. */
    Optional<String> maybeText(String name) throws BadLineException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw unexpected(name, "a text");
        }
        return Optional.of(value.textValue());
    }

    /** A member that is true, false or not there. */
    boolean flag(String name, boolean otherwise) throws BadLineException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw unexpected(name, "true or false");
        }
        return value.booleanValue();
    }

    /** A member that is an object. */
    JsonLine object(String name) throws BadLineException {
        return maybeObject(name).orElseThrow(() -> new BadLineException("needs '" + place(name) + "', an object."));
    }

    /** A member that is an object, null or not there. */
    Optional<JsonLine> maybeObject(String name) throws BadLineException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(new JsonLine(object, place(name)));
        }
        throw unexpected(name, "an object");
    }

    /** A member that is an array of objects; empty if it is not there. */
    List<JsonLine> objects(String name) throws BadLineException {
        List<JsonLine> objects = new ArrayList<>();
        for (JsonNode element : array(name)) {
            String place = place(name) + "[" + objects.size() + "]";
            if (!(element instanceof ObjectNode object)) {
                throw new BadLineException("must have an object at '" + place + "'.");
            }
            objects.add(new JsonLine(object, place));
        }
        return objects;
    }

    /** A member that is an array of texts; empty if it is not there. */
    List<String> texts(String name) throws BadLineException {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isTextual()) {
                throw new BadLineException("must have a text at '" + place(name) + "[" + texts.size() + "]'.");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private Iterable<JsonNode> array(String name) throws BadLineException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw unexpected(name, "an array");
        }
        return value;
    }

    private BadLineException unexpected(String name, String expected) {
        return new BadLineException("must have " + expected + " as '" + place(name) + "'.");
    }

    private String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
