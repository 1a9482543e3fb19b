package io.cadastre.spi.http;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;

/** Sends requests. Safe for use by several threads. */
public interface Http {
    /**
     * Sends a request behind limits, timeouts and retries, and follows redirects within the origin.
     *
     * @throws ConnectorException for every answer that is not success: 401 is Authentication, 403 Permission, 404
     *     NotFound, 429 (and 403 that says the limit is used up) RateLimited, 408 and 5xx Unavailable, any other BadData
     */
    HttpAnswer send(HttpCall call) throws ConnectorException, InterruptedException;

    /** Sends a request and reads its answer as JSON. */
    default Json json(HttpCall call) throws ConnectorException, InterruptedException {
        return send(call).json();
    }
}
