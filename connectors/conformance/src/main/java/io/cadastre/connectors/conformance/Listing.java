package io.cadastre.connectors.conformance;

import io.cadastre.spi.model.EntityType;

/**
 * Something a source lists.
 *
 * @param type what is listed
 * @param route finds the listing's requests by their path and query: a regular expression, looked for anywhere in them.
 *     Means nothing to a backend without HTTP
 */
public record Listing(EntityType<?> type, String route) {
    /** A listing that is not asked for over HTTP. */
    public static Listing of(EntityType<?> type) {
        return new Listing(type, "");
    }

    @Override
    public String toString() {
        return type.name();
    }
}
