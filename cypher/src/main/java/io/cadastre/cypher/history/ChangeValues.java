package io.cadastre.cypher.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cadastre.cypher.query.GraphValues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of the graph as the JSON of a record, the same that answers show. */
public final class ChangeValues {
    private static final ObjectMapper JSON = JsonMapper.builder()
            // As the graph has them: one kind of integer.
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private ChangeValues() {}

    /** Writes values by name, in the order of names. */
    public static String write(Map<String, ? extends @Nullable Object> graphValues) {
        Map<String, @Nullable Object> readable = new TreeMap<>();
        graphValues.forEach((name, value) -> readable.put(name, GraphValues.property(value)));
        return json(readable);
    }

    /** Writes what is made of values that JSON can say. */
    static String json(Object readable) {
        try {
            return JSON.writeValueAsString(readable);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A value that JSON cannot say was accepted at emit.", e);
        }
    }

    /** Reads what was written. */
    static Map<String, @Nullable Object> read(String json) {
        return read(json, new TypeReference<TreeMap<String, @Nullable Object>>() {});
    }

    /** Reads a list of texts. */
    static List<String> texts(String json) {
        return read(json, new TypeReference<List<String>>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of a change in the graph is not what Cadastre wrote.", e);
        }
    }
}
