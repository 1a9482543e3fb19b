package io.cadastre.cypher.history;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.MapAccessor;

/**
 * A change as the graph keeps it: a node labelled {@link #LABEL}, which may keep further ones beside it. Each name begins
 * with an underscore and is none that entities have, so no query from outside can read it (I13). What the order tells is
 * not kept twice.
 */
public final class ChangeNode {
    public static final String LABEL = "_Change";
    public static final String ORDER = "_order";
    public static final String SYNC = "_sync";
    public static final String SUBJECT = "_subject";
    public static final String OPERATION = "_operation";

    /** The installation. */
    public static final String OWNER = "_owner";

    public static final String TYPE = "_subjectType";
    public static final String NAME = "_subjectName";
    public static final String VERSION = "_subjectVersion";
    public static final String SINCE = "_subjectSince";

    /** Only relationships have it. */
    public static final String FROM = "_from";

    public static final String TO = "_to";
    public static final String BEFORE = "_before";
    public static final String AFTER = "_after";

    /** Further relationships that the same publish deleted, see {@link DeletedRelationship}. */
    public static final String BESIDE = "_beside";

    private ChangeNode() {}

    /** An operation as it is kept. */
    public static String text(ChangeOperation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    /** Reads all changes that a node keeps, in their order. */
    public static List<ChangeRecord> readAll(MapAccessor node) {
        ChangeRecord own = read(node);
        Value beside = node.get(BESIDE);
        if (beside.isNull()) {
            return List.of(own);
        }
        List<ChangeRecord> changes = new ArrayList<>(List.of(own));
        for (String line : beside.asList(Value::asString)) {
            DeletedRelationship deleted = DeletedRelationship.read(line);
            changes.add(new ChangeRecord(
                    ChangeOrder.beside(own.order(), changes.size() - 1),
                    own.sync(),
                    own.installation(),
                    own.kind(),
                    own.operation(),
                    deleted.id(),
                    deleted.type(),
                    deleted.name(),
                    null,
                    null,
                    deleted.from(),
                    deleted.to(),
                    deleted.last(),
                    Map.of()));
        }
        return changes;
    }

    /** Reads the change that a node is named after. */
    public static ChangeRecord read(MapAccessor node) {
        Value from = node.get(FROM);
        return new ChangeRecord(
                node.get(ORDER).asString(),
                node.get(SYNC).asString(),
                node.get(OWNER).asString(),
                from.isNull() ? ChangeKind.ENTITY : ChangeKind.RELATIONSHIP,
                ChangeOperation.valueOf(node.get(OPERATION).asString().toUpperCase(Locale.ROOT)),
                node.get(SUBJECT).asString(),
                node.get(TYPE).asString(),
                node.get(NAME).asString(),
                node.get(VERSION).isNull() ? null : node.get(VERSION).asLong(),
                node.get(SINCE).asObject() instanceof ZonedDateTime since ? since.toInstant() : null,
                from.isNull() ? null : from.asString(),
                node.get(TO).isNull() ? null : node.get(TO).asString(),
                values(node.get(BEFORE)),
                values(node.get(AFTER)));
    }

    private static Map<String, @Nullable Object> values(Value json) {
        return json.isNull() ? Map.of() : ChangeValues.read(json.asString());
    }
}
