package io.cadastre.cypher.schema;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.spi.model.EntityType;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.neo4j.driver.Session;

/**
 * The properties that range indexes are over, whoever wanted them: its own connector, or another one that matches by
 * them. A key of such an index is limited, and one value that is too long would fail a whole publish.
 *
 * @param names each as {@code Label.property}
 */
public record IndexedProperties(Set<String> names) {
    /** Nothing is indexed. */
    public static final IndexedProperties NONE = new IndexedProperties(Set.of());

    /** The longest value, in bytes of UTF-8. The database takes 8,167 with what it adds itself. */
    public static final int LONGEST_BYTES = 8_000;

    private static final String SHOW = """
            SHOW RANGE INDEXES YIELD entityType, labelsOrTypes, properties
            WHERE entityType = 'NODE' RETURN labelsOrTypes[0] AS label, properties""";

    public IndexedProperties {
        names = Set.copyOf(names);
    }

    /** Those of a graph. */
    public static IndexedProperties of(Neo4jGraph graph) {
        Set<String> names = new HashSet<>();
        try (Session session = graph.readSession()) {
            session.run(SHOW)
                    .forEachRemaining(row -> row.get("properties")
                            .asList()
                            .forEach(property -> names.add(row.get("label").asString() + "." + property)));
        }
        return new IndexedProperties(names);
    }

    /** Whether a value is too long for an index over that property. */
    public boolean refuses(EntityType<?> type, String property, Object value) {
        return bytes(value) > LONGEST_BYTES
                && (names.contains(type.label() + "." + property)
                        || type.classes().stream().anyMatch(each -> names.contains(each.name() + "." + property)));
    }

    private static long bytes(Object value) {
        return switch (value) {
            case String text ->
                // At most three bytes a character: most texts need no counting.
                text.length() * 3L <= LONGEST_BYTES ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
            case List<?> list ->
                list.stream()
                        .mapToLong(element -> element instanceof String text
                                ? text.getBytes(StandardCharsets.UTF_8).length
                                : Long.BYTES)
                        .sum();
            default -> Long.BYTES;
        };
    }
}
