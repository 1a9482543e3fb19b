package io.cadastre.cypher.platform;

import io.cadastre.cypher.GraphFailures;
import io.cadastre.cypher.GraphUnavailableException;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.lease.Fence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.TransactionCallback;

/**
 * Keeps platform state as nodes: Neo4j is the only database. Every method throws {@link GraphUnavailableException} while
 * that is away.
 */
public final class DocumentStore {
    /** No entity has such properties, so queries from outside cannot name them. */
    private static final String ATTRIBUTE_PREFIX = "_attribute_";

    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][A-Za-z]{0,31}");

    private static final String RETURN = " RETURN d._order AS order, d._documentKey AS id, properties(d) AS properties";

    private static final String LOCK = "MATCH (d:_Document {_documentId: $id}) SET d._lock = true";

    private static final String AS_READ = """
            MATCH (d:_Document {_documentId: $id}) WHERE d._body = $body OR d._claim = $claim
            RETURN d._documentId AS id""";

    private static final String CLAIM = "MATCH (d:_Document {_documentId: $id}) SET d._claim = $claim";

    private final Neo4jGraph graph;

    public DocumentStore(Neo4jGraph graph) {
        this.graph = graph;
    }

    /** Writes a document, whether or not it is there already. */
    public void put(DocumentKind kind, Document document) {
        change(List.of(new DocumentChange.Put(kind, document)));
    }

    /** Writes a document if it is still what was read; says whether it was. */
    public boolean replace(DocumentKind kind, Document read, Document document) {
        try {
            change(List.of(new DocumentChange.Put(kind, document)), new DocumentCondition.AsRead(kind, read));
            return true;
        } catch (DocumentChangedException e) {
            return false;
        }
    }

    /**
     * Makes several changes, in their order: all of them or none.
     *
     * @param conditions what has to hold; otherwise nothing is written
     * @throws DocumentChangedException if a document is no longer what was read
     * @throws io.cadastre.cypher.lease.LeaseLostException if a lease is another process's by now
     */
    public void change(List<DocumentChange> changes, DocumentCondition... conditions) {
        // Tells a change whose commit was not answered, and which is made again, from one of somebody else.
        String claim = UUID.randomUUID().toString();
        write(tx -> {
            for (DocumentCondition condition : conditions) {
                switch (condition) {
                    case DocumentCondition.Leased(Fence fence) -> fence.check(tx);
                    case DocumentCondition.AsRead(DocumentKind kind, Document read) -> check(tx, kind, read, claim);
                }
            }
            write(tx, changes);
            for (DocumentCondition condition : conditions) {
                if (condition instanceof DocumentCondition.AsRead(DocumentKind kind, Document read)) {
                    tx.run(CLAIM, Map.of("id", documentId(kind, read.id()), "claim", claim))
                            .consume();
                }
            }
            return changes.size();
        });
    }

    private static void check(SimpleQueryRunner tx, DocumentKind kind, Document read, String claim) {
        Map<String, Object> parameters = Map.of("id", documentId(kind, read.id()), "body", read.body(), "claim", claim);
        tx.run(LOCK, parameters).consume();
        // Not before the lock is held: another body may be committed until then.
        if (tx.run(AS_READ, parameters).list().isEmpty()) {
            throw new DocumentChangedException(kind, read.id());
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
        return read(tx -> tx
                .run("MATCH (d:_Document {_documentId: $id})" + RETURN, Map.of("id", documentId(kind, id)))
                .list(DocumentStore::document)
                .stream()
                .findFirst());
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
        List<Document> found = read(tx -> tx.run(query.toString(), parameters).list(DocumentStore::document));
        boolean more = found.size() > limit;
        List<Document> items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? items.getLast().order() : null);
    }

    /** Removes a document; says whether it was there. */
    public boolean delete(DocumentKind kind, String id) {
        return write(tx -> delete(tx, kind, id));
    }

    private <T> T read(TransactionCallback<T> work) {
        return GraphFailures.told("reading what Cadastre keeps", () -> {
            try (Session session = graph.readSession()) {
                return session.executeRead(work);
            }
        });
    }

    private <T> T write(TransactionCallback<T> work) {
        return GraphFailures.told("keeping what Cadastre has to keep", () -> {
            try (Session session = graph.writeSession()) {
                return session.executeWrite(work);
            }
        });
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
