package io.cadastre.cypher.query;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.summary.Plan;
import org.neo4j.driver.summary.QueryType;
import org.neo4j.driver.summary.ResultSummary;

/**
 * Lets a query pass only if it reads the inventory and does nothing else (I13). A session in read mode is no sandbox: it
 * loads files, opens connections and shows the server's settings. So a query has to pass twice, and both times what is
 * not listed is refused: once by its words, because a plan does not show everything, and once by its plan, because the
 * server alone knows what words mean.
 *
 * <p>The state of the platform lives in the same graph. It is kept from queries by three rules:
 *
 * <ul>
 *   <li>a name that begins with an underscore and a capital, as those of the platform's labels do, is refused;
 *   <li>so is a property with an underscore, unless it is one that entities have;
 *   <li>a query whose plan may come upon nodes of which it says nothing, such as {@code MATCH (n)}, has to name the
 *       properties it reads. Nodes of the platform in an answer become null.
 * </ul>
 *
 * It follows that the platform may keep what must not be read in any property with an underscore that entities lack, on
 * nodes without relationships.
 */
public final class QueryGuard {
    /** More takes the server long to plan, and nobody writes it by hand. */
    private static final int MOST_CHARACTERS = 100_000;

    /**
     * Reads the words of a query. Nothing is sent anywhere.
     *
     * @throws QueryException of kind {@code NOT_ALLOWED}, with what to change
     */
    public void check(String cypher) {
        if (cypher.length() > MOST_CHARACTERS) {
            throw refused(String.format(
                    Locale.ROOT,
                    "A query may have at most %,d characters, this one has %,d. Pass what is data in it as a parameter.",
                    MOST_CHARACTERS,
                    cypher.length()));
        }
        CypherReading.of(cypher);
    }

    /**
     * Reads the words of a query and the plan that the server made of it.
     *
     * @throws QueryException of kind {@code NOT_ALLOWED}, with what to change
     */
    void check(String cypher, ResultSummary explained) {
        CypherReading reading = CypherReading.of(cypher);
        Plan plan = explained
                .queryPlan()
                .orElseThrow(() -> refused("The server does not tell how it would execute the query."));
        if (explained.queryType() != QueryType.READ_ONLY) {
            throw refused("The query would change the graph. A query may only read the inventory.");
        }
        boolean scansAnything = checkPlan(plan);
        if (reading.readsAnyProperty() && (scansAnything || reading.plansOutOfSight())) {
            throw refused(
                    "properties(), {.*} and [key] need to know what they read. Give each node a label, for example"
                            + " (n:Entity), and keep them out of queries with EXISTS, COUNT or COLLECT subqueries; or return"
                            + " the node itself; or name the properties.");
        }
    }

    /** Refuses a plan that does more than read, and tells whether it may come upon any node. */
    private static boolean checkPlan(Plan plan) {
        String operator = PlanNode.operator(plan);
        if (!AllowedNames.operator(operator)) {
            throw refused("The query needs " + operator + ", which is not allowed.");
        }
        if (operator.equals("ProcedureCall")) {
            String procedure = procedure(plan.arguments().get("Details"));
            if (!AllowedNames.procedure(procedure)) {
                throw refused("The procedure " + procedure + " is not allowed.");
            }
        }
        boolean scansAnything = AllowedNames.scansAnything(operator);
        for (Plan child : plan.children()) {
            scansAnything |= checkPlan(child);
        }
        return scansAnything;
    }

    /** The name out of a signature such as {@code db.labels() :: (label :: STRING)}. */
    private static String procedure(@Nullable Value details) {
        String signature = details == null || details.isNull() ? "" : details.asString();
        int end = signature.indexOf('(');
        return end < 0 ? signature : signature.substring(0, end).strip();
    }

    private static QueryException refused(String message) {
        return new QueryException(QueryException.Kind.NOT_ALLOWED, message);
    }
}
