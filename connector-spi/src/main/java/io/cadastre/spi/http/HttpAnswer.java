package io.cadastre.spi.http;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.util.Optional;

/** An answer with a status of success, or that nothing changed. */
public interface HttpAnswer {
    /** 200 to 299, or 304. */
    int status();

    /** The first header of that name, whatever its case. */
    Optional<String> header(String name);

    /** Where the {@code Link} header of that relation leads (RFC 8288), as a whole URL. */
    Optional<String> link(String relation);

    /** The ETag. */
    default Optional<String> validator() {
        return header("ETag");
    }

    /** Whether nothing changed since the call's validator; there is no body then. */
    default boolean notModified() {
        return status() == 304;
    }

    /** The body as text, in the encoding it says, else UTF-8. */
    String text();

    /**
     * The body as JSON.
     *
     * @throws ConnectorException.BadData if it is not JSON, or ends early
     */
    Json json() throws ConnectorException.BadData;
}
