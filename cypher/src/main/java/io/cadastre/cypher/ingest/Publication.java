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
public record Publication(String installation, String connector, String syncId, Instant at) {}
