package io.cadastre.web.api;

import io.cadastre.cypher.query.QuerySummary;
import io.cadastre.cypher.query.RowSink;
import io.cadastre.web.http.Problem;
import io.javalin.http.Context;
import java.io.IOException;

/** Writes the answer to a query while it arrives. */
interface QueryOutput extends RowSink {
    /** Writes what comes after the last row. */
    void end(QuerySummary summary) throws IOException;

    /** Whether the status has been sent, so that a problem can no longer be a status of its own. */
    boolean committed();

    /** Says in the stream that the query failed after its first rows. */
    void fail(Context ctx, Problem problem) throws IOException;
}
