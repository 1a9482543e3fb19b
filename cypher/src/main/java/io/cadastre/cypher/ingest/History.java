package io.cadastre.cypher.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * Leaves a compact record of each published change, in the transaction of the change. An update keeps only the fields
 * that changed, a deletion the last state.
 */
final class History {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RECORD = """
            UNWIND $records AS record
            CREATE (c:_Change) SET c = record, c.sync = $sync, c.at = $at""";

    private final Publication publication;

    History(Publication publication) {
        this.publication = publication;
    }

    /**
     * One change.
     *
     * @param subject the id of the entity or relationship
     * @param operation {@code create}, {@code update} or {@code delete}
     * @param before the values that went; empty for a creation
     * @param after the values that came; empty for a deletion
     */
    record Entry(
            String subject,
            String operation,
            Map<String, ? extends @Nullable Object> before,
            Map<String, ? extends @Nullable Object> after) {}

    void record(SimpleQueryRunner tx, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        List<Map<String, Object>> records =
                entries.stream().map(History::properties).toList();
        tx.run(
                        RECORD,
                        Map.of(
                                "records", records,
                                "sync", publication.syncId(),
                                "at", GraphValues.time(publication.at())))
                .consume();
    }

    private static Map<String, Object> properties(Entry entry) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("subject", entry.subject());
        properties.put("operation", entry.operation());
        properties.put("before", json(entry.before()));
        properties.put("after", json(entry.after()));
        return properties;
    }

    private static String json(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> readable = new TreeMap<>();
        values.forEach((name, value) -> readable.put(
                name,
                value == null || value instanceof Number || value instanceof Boolean || value instanceof List<?>
                        ? value
                        : value.toString()));
        try {
            return JSON.writeValueAsString(readable);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A field value that cannot be written as JSON was accepted at emit.", e);
        }
    }
}
