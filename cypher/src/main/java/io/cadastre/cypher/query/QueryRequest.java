package io.cadastre.cypher.query;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query from outside.
 *
 * @param cypher the text as it arrived
 * @param parameters by name, without the dollar sign; always data, never text
 * @param limit how many rows to give out at most
 * @param timeout how long the query may take, from planning to the last row
 */
public record QueryRequest(String cypher, Map<String, @Nullable Object> parameters, int limit, Duration timeout) {
    public QueryRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        if (limit < 1) {
            throw new IllegalArgumentException("The limit of a query is at least 1, not " + limit + ".");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("The timeout of a query is positive, not " + timeout + ".");
        }
    }
}
