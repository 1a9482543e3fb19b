package io.cadastre.cypher.ingest;

import io.cadastre.cypher.lease.Fence;
import java.time.Instant;

/**
 * Whose changes are published, and when.
 *
 * @param installation the installation's id
 * @param connector the connector's name
 * @param syncId the sync
 * @param at the time that the changes bear
 * @param fence refuses the changes if the installation is another process's by now
 */
public record Publication(String installation, String connector, String syncId, Instant at, Fence fence) {}
