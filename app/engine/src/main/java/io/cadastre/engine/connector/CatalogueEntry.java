package io.cadastre.engine.connector;

import io.cadastre.spi.ConnectorDefinition;
import java.util.List;
import java.util.Optional;

/**
 * A connector as found.
 *
 * @param name its name; for one that does not load, that of its provider
 * @param status whether it can be used
 * @param problems why it cannot, for people; empty if it can
 * @param definition what it is, if it could say so
 */
public record CatalogueEntry(
        String name, Status status, List<String> problems, Optional<ConnectorDefinition> definition) {
    /** Whether a connector can be used. */
    public enum Status {
        AVAILABLE,
        /** It does not load, or its definition is wrong. */
        BROKEN,
        /** Another connector has its name; that one is used. */
        DUPLICATE
    }

    public CatalogueEntry {
        problems = List.copyOf(problems);
    }
}
