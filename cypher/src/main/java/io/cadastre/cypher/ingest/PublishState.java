package io.cadastre.cypher.ingest;

/**
 * A publish in more than one transaction that is under way or was cut off: until it ends, readers see a part of it (I9).
 *
 * @param publish the key of the publication
 * @param sync the sync's id
 * @param done how many changes are in the graph
 * @param total how many there are
 */
public record PublishState(String publish, String sync, long done, long total) {}
