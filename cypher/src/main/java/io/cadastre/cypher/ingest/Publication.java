package io.cadastre.cypher.ingest;

import io.cadastre.cypher.lease.Fence;
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
 * @param fence refuses every transaction of the publish if the installation is another process's by now
 */
public record Publication(
        String installation, String connector, String syncId, Instant at, List<DocumentChange> along, Fence fence) {
    public Publication {
        along = List.copyOf(along);
    }

    /**
     * The same after an earlier one of the installation: a clock that was set back would turn its history around.
     *
     * @param last when the last change of the installation was published
     */
    Publication after(Instant last) {
        return at.isAfter(last)
                ? this
                : new Publication(installation, connector, syncId, last.plusNanos(1), along, fence);
    }

    /** The same, gone on with under another lease. */
    Publication under(Fence other) {
        return new Publication(installation, connector, syncId, at, along, other);
    }

    /** Tells it from every other publish: what a person approves later is published for the same sync. */
    String key() {
        return syncId + '@' + at;
    }

    /** The sync of a publication with that key. */
    static String syncOf(String key) {
        return key.substring(0, key.indexOf('@'));
    }
}
