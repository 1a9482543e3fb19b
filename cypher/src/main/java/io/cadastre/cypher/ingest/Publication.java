package io.cadastre.cypher.ingest;

import io.cadastre.cypher.platform.DocumentChange;
import java.time.Instant;
import java.util.List;

/**
 * Whose changes are published, and when.
 *
 * @param installation the installation's id
 * @param connector the connector's name
 * @param syncId the sync
 * @param at the time that the changes bear
 * @param along platform state that is written in the transaction in which the graph's version advances: what is known
 *     about the published state is as durable as the state
 */
public record Publication(
        String installation, String connector, String syncId, Instant at, List<DocumentChange> along) {
    public Publication {
        along = List.copyOf(along);
    }

    /** Tells it from every other publish: what a person approves later is published for the same sync. */
    String key() {
        return syncId + '@' + at;
    }
}
