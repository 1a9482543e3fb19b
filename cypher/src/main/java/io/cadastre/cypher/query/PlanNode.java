package io.cadastre.cypher.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.summary.Plan;

/**
 * A step of an execution plan.
 *
 * @param operator the step's name, for example {@code NodeByLabelScan}
 * @param details what the server says about it, for example {@code Details} and {@code EstimatedRows}
 * @param children where its rows come from
 */
public record PlanNode(String operator, Map<String, @Nullable Object> details, List<PlanNode> children) {
    public PlanNode {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        children = List.copyOf(children);
    }

    static PlanNode of(Plan plan) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        for (String name : List.of("Details", "EstimatedRows", "Order")) {
            Value value = plan.arguments().get(name);
            if (value != null) {
                details.put(name, value.asObject());
            }
        }
        return new PlanNode(
                operator(plan),
                details,
                plan.children().stream().map(PlanNode::of).toList());
    }

    /** The name without the database that the server appends. */
    static String operator(Plan plan) {
        String name = plan.operatorType();
        int database = name.lastIndexOf('@');
        return database < 0 ? name : name.substring(0, database);
    }
}
