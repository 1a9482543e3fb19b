package io.cadastre.cypher.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * Creates nodes with the same labels. Names stand in the statement, once, and rows are lists: with maps, each row would
 * bring all its names along. What a row lacks is a null, which creates nothing; what is the same for all does not come
 * with each row.
 */
final class NodeCreation {
    private NodeCreation() {}

    /**
     * Creates a node for each content. Labels and names must be checked, not data.
     *
     * @param labels with colons between them
     * @param same what all of them have beside their content
     */
    static void run(SimpleQueryRunner tx, String labels, List<Map<String, Object>> contents, Map<String, Object> same) {
        if (contents.isEmpty()) {
            return;
        }
        Set<String> names = new TreeSet<>();
        contents.forEach(content -> names.addAll(content.keySet()));
        List<String> properties = new ArrayList<>();
        for (String name : names) {
            properties.add("`" + name + "`: row[" + properties.size() + "]");
        }
        same.keySet().stream().sorted().forEach(name -> properties.add("`" + name + "`: $" + name));
        List<List<@Nullable Object>> rows = new ArrayList<>(contents.size());
        for (Map<String, Object> content : contents) {
            List<@Nullable Object> row = new ArrayList<>(names.size());
            names.forEach(name -> row.add(content.get(name)));
            rows.add(row);
        }
        Map<String, Object> parameters = new HashMap<>(same);
        parameters.put("rows", rows);
        tx.run("UNWIND $rows AS row CREATE (:" + labels + " {" + String.join(", ", properties) + "})", parameters)
                .consume();
    }
}
