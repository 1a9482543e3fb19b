package io.cadastre.cypher.ingest;

import io.cadastre.cypher.history.ChangeKind;
import io.cadastre.cypher.history.ChangeOperation;
import java.util.List;

/**
 * A change that a publish would make.
 *
 * @param operation what would happen
 * @param kind what it would happen to
 * @param id the id of the entity or relationship
 * @param type an entity type's name, or {@code from VERB to}
 * @param name what people call it; of a relationship what it leads from and to
 * @param fields the names of what would change, ascending; of updates only
 */
public record PlannedChange(
        ChangeOperation operation, ChangeKind kind, String id, String type, String name, List<String> fields) {
    public PlannedChange {
        fields = List.copyOf(fields);
    }
}
