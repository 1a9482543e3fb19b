package io.cadastre.cypher.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives the answer to a query while it is computed. {@link #columns} is called once and first, then {@link #row} for
 * each row. All calls come one after the other, from another thread than the one that waits in {@link QueryRunner#run};
 * a call that waits for a slow receiver holds the query back. An exception ends the query and leaves {@code run}.
 */
public interface RowSink {
    void columns(List<String> names);

    /**
     * Takes a row.
     *
     * @param values in the order of the columns: what JSON can say, graph values as maps with {@code $type}
     * @return false when the receiver has gone; the server's transaction then ends
     */
    boolean row(List<@Nullable Object> values);
}
