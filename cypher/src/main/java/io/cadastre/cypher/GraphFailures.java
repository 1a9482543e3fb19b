package io.cadastre.cypher;

import java.util.function.Supplier;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.Neo4jException;

/** Says what a failure of the driver means, to those who do not know the driver. */
public final class GraphFailures {
    private GraphFailures() {}

    /**
     * Does something with the graph.
     *
     * @param doing what it is, to follow "while", for people
     * @throws GraphUnavailableException if the graph cannot be reached, or has failed; the same may succeed later
     * @throws GraphRefusedException if the graph does not do it
     */
    public static <T> T told(String doing, Supplier<T> work) {
        try {
            return work.get();
        } catch (Neo4jException e) {
            throw meaning(doing, e);
        }
    }

    /** The database's own words may hold data; they are in the log. */
    private static RuntimeException meaning(String doing, Neo4jException e) {
        String what = " while " + doing + " (" + kind(e) + "). ";
        return switch (Remedy.of(e)) {
            case RETRY ->
                new GraphUnavailableException(
                        "The connection to Neo4j was lost" + what
                                + "See that it runs and can be reached, then try again.",
                        e);
            case HALVE ->
                new GraphRefusedException("Neo4j ran out of memory" + what + "Give it more memory, then try again.", e);
            case GIVE_UP ->
                e instanceof DatabaseException
                        ? new GraphUnavailableException(
                                "Neo4j failed" + what
                                        + "Its disk may be full: see its log, make room, and start it again (Cadastre"
                                        + " itself, where Neo4j is embedded).",
                                e)
                        : new GraphRefusedException(
                                "Neo4j refused what was asked of it" + what + "The log has its words.", e);
        };
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
