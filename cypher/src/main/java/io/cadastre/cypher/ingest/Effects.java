package io.cadastre.cypher.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;

/**
 * What the statements of one transaction did: how the digests of ranges change, and what went beyond what was to be done.
 * Thrown away if the transaction is not committed.
 */
final class Effects {
    private static final int SAMPLE = 20;

    private final DigestTable entities = new DigestTable();
    private final DigestTable relationships = new DigestTable();

    /** For each other installation what went of its relationships. */
    private final Map<String, DigestTable> tookAlong = new LinkedHashMap<>();

    private final List<String> tookAlongSample = new ArrayList<>();
    private long tookAlongCount;
    private long lost;

    void created(StagedEntity entity) {
        entities.add(entity.id(), entity.id(), entity.hash());
    }

    void updated(StagedEntity entity, String hashBefore) {
        entities.remove(entity.id(), entity.id(), hashBefore);
        entities.add(entity.id(), entity.id(), entity.hash());
    }

    void deletedEntity(String id, String hash) {
        entities.remove(id, id, hash);
    }

    void created(StagedRelationship relationship) {
        relationships.add(relationship.from(), relationship.id(), relationship.hash());
    }

    void updated(StagedRelationship relationship, String hashBefore) {
        relationships.remove(relationship.from(), relationship.id(), hashBefore);
        relationships.add(relationship.from(), relationship.id(), relationship.hash());
    }

    void deletedRelationship(String from, String id, String hash) {
        relationships.remove(from, id, hash);
    }

    /** A relationship of another installation goes with its end (I2). */
    void tookAlong(Record row) {
        tookAlong
                .computeIfAbsent(row.get("installation").asString(), installation -> new DigestTable())
                .remove(
                        row.get("from").asString(),
                        row.get("id").asString(),
                        row.get("hash").asString());
        tookAlongCount++;
        if (tookAlongSample.size() < SAMPLE) {
            tookAlongSample.add(row.get("source").asString("") + " "
                    + row.get("verb").asString() + " " + row.get("target").asString(""));
        }
    }

    /** Relationships were not written, since an end went meanwhile (I3). */
    void lost(long count) {
        lost += count;
    }

    /** Adds how the digests change by another transaction. */
    void addDigests(Effects other) {
        entities.addAll(other.entities);
        relationships.addAll(other.relationships);
    }

    DigestTable entities() {
        return entities;
    }

    DigestTable relationships() {
        return relationships;
    }

    Map<String, DigestTable> tookAlong() {
        return tookAlong;
    }

    /** The effects in numbers, as those of one transaction. */
    Published published(long graphVersion) {
        return new Published(graphVersion, 1, tookAlongCount, tookAlongSample, lost);
    }
}
