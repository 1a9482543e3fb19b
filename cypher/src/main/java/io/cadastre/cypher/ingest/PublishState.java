package io.cadastre.cypher.ingest;

/**
 * A publish in more than one transaction that is under way or was cut off: until it ends, readers see a part of it (I9).
 *
 * @param sync the sync's id
 * @param done how many changes are in the graph
 * @param total how many there are
 */
public record PublishState(String sync, long done, long total) {}
