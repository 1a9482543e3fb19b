package io.cadastre.cypher.query;

import java.util.List;

/**
 * How a query ended.
 *
 * @param rowCount how many rows were given out
 * @param truncated whether there was more than the limit let through or the receiver took
 * @param timeMs from the arrival of the query to its last row
 * @param graphVersion the version of the graph when the query began
 * @param notifications what the server remarks, for example an unknown label
 */
public record QuerySummary(
        long rowCount, boolean truncated, long timeMs, long graphVersion, List<Notification> notifications) {
    public QuerySummary {
        notifications = List.copyOf(notifications);
    }
}
