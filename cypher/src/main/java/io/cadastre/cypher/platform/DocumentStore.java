package io.cadastre.cypher.platform;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SimpleQueryRunner;

/** Keeps platform state as nodes: Neo4j is the only database. */
public final class DocumentStore {
    /** No entity has such properties, so queries from outside cannot name them. */
    private static final String ATTRIBUTE_PREFIX = "_attribute_";

    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][A-Za-z]{0,31}");

    private static final String RETURN = " RETURN d._order AS order, d._documentKey AS id, properties(d) AS properties";

    private final Neo4jGraph graph;

    public DocumentStore(Neo4jGraph graph) {
        this.graph = graph;
    }

    /** Writes a document, whether or not it is there already. */
    public void put(DocumentKind kind, Document document) {
        change(List.of(new DocumentChange.Put(kind, document)));
    }

    /** Makes several changes, in their order: all of them or none. */
    public void change(List<DocumentChange> changes) {
        try (Session session = graph.writeSession()) {
            session.executeWriteWithoutResult(tx -> write(tx, changes));
        }
    }

    /** Makes several changes, in their order, in somebody's transaction. */
    public static void write(SimpleQueryRunner tx, List<DocumentChange> changes) {
        for (DocumentChange change : changes) {
            switch (change) {
                case DocumentChange.Put(DocumentKind kind, Document document) -> put(tx, kind, document);
                case DocumentChange.Delete(DocumentKind kind, String id) -> delete(tx, kind, id);
            }
        }
    }

    private static void put(SimpleQueryRunner tx, DocumentKind kind, Document document) {
        Map<String, Object> properties = new HashMap<>();
        document.attributes().forEach((name, value) -> properties.put(ATTRIBUTE_PREFIX + checked(name), value));
        properties.put("_documentId", documentId(kind, document.id()));
        properties.put("_kind", kind.name());
        properties.put("_documentKey", document.id());
        properties.put("_order", document.order());
        properties.put("_body", document.body());
        tx.run(
                        "MERGE (d:_Document {_documentId: $id}) SET d:" + kind.label() + ", d = $properties",
                        Map.of("id", documentId(kind, document.id()), "properties", properties))
                .consume();
    }

    public Optional<Document> get(DocumentKind kind, String id) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> tx
                    .run("MATCH (d:_Document {_documentId: $id})" + RETURN, Map.of("id", documentId(kind, id)))
                    .list(DocumentStore::document)
                    .stream()
                    .findFirst());
        }
    }

    /**
     * A part of the documents of a kind, last in order first.
     *
     * @param filter attributes that must be equal
     * @param cursor where an earlier part ended; null for the first
     * @param limit how many at most
     */
    public Page<Document> list(DocumentKind kind, Map<String, String> filter, @Nullable String cursor, int limit) {
        StringBuilder query = new StringBuilder("MATCH (d:_Document) WHERE d._kind = $kind AND d._order < $cursor");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("kind", kind.name());
        parameters.put("cursor", cursor == null ? "\uffff" : cursor);
        parameters.put("limit", limit + 1);
        filter.forEach((name, value) -> {
            query.append(" AND d.")
                    .append(ATTRIBUTE_PREFIX)
                    .append(checked(name))
                    .append(" = $filter_")
                    .append(name);
            parameters.put("filter_" + name, value);
        });
        query.append(RETURN).append(" ORDER BY d._order DESC LIMIT $limit");
        try (Session session = graph.readSession()) {
            List<Document> found = session.executeRead(
                    tx -> tx.run(query.toString(), parameters).list(DocumentStore::document));
            boolean more = found.size() > limit;
            List<Document> items = more ? found.subList(0, limit) : found;
            return new Page<>(items, more ? items.getLast().order() : null);
        }
    }

    /** Removes a document; says whether it was there. */
    public boolean delete(DocumentKind kind, String id) {
        try (Session session = graph.writeSession()) {
            return session.executeWrite(tx -> delete(tx, kind, id));
        }
    }

    private static boolean delete(SimpleQueryRunner tx, DocumentKind kind, String id) {
        return tx.run("MATCH (d:_Document {_documentId: $id}) DELETE d", Map.of("id", documentId(kind, id)))
                        .consume()
                        .counters()
                        .nodesDeleted()
                > 0;
    }

    private static Document document(Record row) {
        Map<String, String> attributes = new HashMap<>();
        row.get("properties").asMap().forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTE_PREFIX)) {
                attributes.put(name.substring(ATTRIBUTE_PREFIX.length()), String.valueOf(value));
            }
        });
        return new Document(
                row.get("id").asString(),
                row.get("order").asString(),
                attributes,
                row.get("properties").get("_body").asString());
    }

    private static String documentId(DocumentKind kind, String id) {
        return kind.name() + ":" + id;
    }

    private static String checked(String attribute) {
        if (!ATTRIBUTE.matcher(attribute).matches()) {
            throw new IllegalArgumentException("Not an attribute name: " + attribute);
        }
        return attribute;
    }
}
