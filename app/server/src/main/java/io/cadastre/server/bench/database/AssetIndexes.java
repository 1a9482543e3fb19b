package io.cadastre.server.bench.database;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The indexes that {@link io.cadastre.cypher.schema.GraphSchema} keeps over entities, for nodes under other labels: a
 * unique id, the order of an installation's ids, and the same properties in full text, brought up to date in the
 * background. All sides write into the same indexes, each its own.
 */
final class AssetIndexes {
    /** How long it may take until what was written is found by search, for all sides alike. */
    static final String AWAIT_SEARCH = "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()";

    private AssetIndexes() {}

    /** Statements that create them, unless they are there; to be run one by one. */
    static List<String> statements(String label, Names names) {
        String name = label.toLowerCase(java.util.Locale.ROOT);
        String texts = names.texts().stream().map(text -> "n." + text).collect(Collectors.joining(", "));
        return List.of(
                "CREATE CONSTRAINT %s_id IF NOT EXISTS FOR (n:%s) REQUIRE n.%s IS UNIQUE"
                        .formatted(name, label, names.id()),
                "CREATE INDEX %s_order IF NOT EXISTS FOR (n:%s) ON (n.%s, n.%s)"
                        .formatted(name, label, names.installation(), names.id()),
                "CREATE FULLTEXT INDEX %s_search IF NOT EXISTS FOR (n:%s) ON EACH [%s] OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}}"
                        .formatted(name, label, texts));
    }

    /**
     * How a side calls the properties that every one has beside the data.
     *
     * @param id the property that is unique
     * @param installation the property that says whose it is
     * @param displayName what people call it
     * @param key the source's key
     */
    record Names(String id, String installation, String displayName, String key) {
        List<String> texts() {
            return List.of(displayName, key, "name", "email", "username", "hostname", "address", "description");
        }
    }
}
