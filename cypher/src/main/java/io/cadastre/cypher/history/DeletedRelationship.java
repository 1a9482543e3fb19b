package io.cadastre.cypher.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A relationship that is gone, as one of several that a node keeps together: a deletion of many entities takes several
 * times as many relationships along, and a node for each would be most of its work.
 *
 * @param id its id
 * @param from the id of the entity that it left
 * @param to the id of the entity that it entered
 * @param type {@code from VERB to}, of types
 * @param name the same of what people call its ends
 * @param last its last fields, by name
 */
public record DeletedRelationship(
        String id, String from, String to, String type, String name, Map<String, @Nullable Object> last) {
    /** How many a node keeps at most. */
    public static final int TOGETHER = 100;

    /** Writes it as one line of JSON. */
    public String write() {
        List<String> parts = new ArrayList<>(List.of(id, from, to, type, name));
        if (!last.isEmpty()) {
            parts.add(ChangeValues.write(last));
        }
        return ChangeValues.json(parts);
    }

    /** Reads what was written. */
    static DeletedRelationship read(String line) {
        List<String> parts = ChangeValues.texts(line);
        return new DeletedRelationship(
                parts.get(0),
                parts.get(1),
                parts.get(2),
                parts.get(3),
                parts.get(4),
                parts.size() > 5 ? ChangeValues.read(parts.get(5)) : Map.of());
    }
}
