package io.cadastre.cypher.ingest;

import java.time.Instant;

/**
 * Whose changes are published, and when.
 *
 * @param installation the installation's id
 * @param connector the connector's name
 * @param syncId the sync
 * @param at the time that the changes bear
 */
public record Publication(String installation, String connector, String syncId, Instant at) {
    /**
     * The same after an earlier one of the installation: a clock that was set back would turn its history around.
     *
     * @param last when the last change of the installation was published
     */
    Publication after(Instant last) {
        return at.isAfter(last) ? this : new Publication(installation, connector, syncId, last.plusNanos(1));
    }
}
