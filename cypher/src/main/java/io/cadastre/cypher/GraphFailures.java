package io.cadastre.cypher;

import java.util.function.Supplier;
import org.neo4j.driver.exceptions.Neo4jException;

/** Says what a failure of the driver means, to those who do not know the driver. */
public final class GraphFailures {
    private GraphFailures() {}

    /**
     * Does something with the graph.
     *
     * @param doing what it is, to follow "while", for people
     * @throws GraphUnavailableException if the graph cannot be reached; the same may succeed later
     * @throws GraphRefusedException if the graph does not do it
     */
    public static <T> T told(String doing, Supplier<T> work) {
        try {
            return work.get();
        } catch (Neo4jException e) {
            // The database's own words may hold data; they are in the log.
            throw switch (Remedy.of(e)) {
                case RETRY ->
                    new GraphUnavailableException(
                            "The connection to Neo4j was lost while " + doing + " (" + kind(e)
                                    + "). See that it runs and can be reached, then try again.",
                            e);
                case HALVE ->
                    new GraphRefusedException(
                            "Neo4j ran out of memory while " + doing + " (" + kind(e)
                                    + "). Give it more memory, then try again.",
                            e);
                case GIVE_UP ->
                    new GraphRefusedException(
                            "Neo4j refused what was asked of it while " + doing + " (" + kind(e)
                                    + "). The log has its words.",
                            e);
            };
        }
    }

    /** The same for what gives nothing back. */
    public static void toldOf(String doing, Runnable work) {
        told(doing, () -> {
            work.run();
            return doing;
        });
    }

    /** The code, or the kind of failure where there is none. */
    private static String kind(Neo4jException e) {
        return e.code().startsWith("Neo.") ? e.code() : e.getClass().getSimpleName();
    }
}
