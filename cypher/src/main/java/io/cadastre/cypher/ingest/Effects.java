package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Published.Foreign;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Record;

/**
 * What the statements of one transaction did: how the digests of ranges change, and what went beyond what was to be done.
 * Thrown away if the transaction is not committed.
 */
final class Effects {
    private static final int SAMPLE = 20;

    private final DigestTable entities = new DigestTable();

    /** Of relationships within the installation: those into others are looked up each time, so nobody needs digests. */
    private final DigestTable relationships = new DigestTable();

    /** For each other installation what went of its relationships. */
    private final Map<String, DigestTable> tookAlong = new LinkedHashMap<>();

    /** The types and classes of the entities: a few, however many these are. */
    private final Set<String> changed = new HashSet<>();

    private final List<Foreign> tookAlongSample = new ArrayList<>();
    private long tookAlongCount;
    private long lost;

    void created(StagedEntity entity) {
        changed(entity);
        entities.add(entity.id(), entity.id(), entity.hash());
    }

    private void changed(StagedEntity entity) {
        changed.add(entity.type());
        changed.addAll(entity.classes());
    }

    void updated(StagedEntity entity, String hashBefore) {
        changed(entity);
        entities.remove(entity.id(), entity.id(), hashBefore);
        entities.add(entity.id(), entity.id(), entity.hash());
    }

    /**
     * An entity went.
     *
     * @param names its type and classes
     */
    void deletedEntity(String id, String hash, Collection<String> names) {
        changed.addAll(names);
        entities.remove(id, id, hash);
    }

    void created(StagedRelationship relationship) {
        if (relationship.matched()) {
            return;
        }
        relationships.add(relationship.from(), relationship.id(), relationship.hash());
    }

    void updated(StagedRelationship relationship, String hashBefore) {
        if (relationship.matched()) {
            return;
        }
        relationships.remove(relationship.from(), relationship.id(), hashBefore);
        relationships.add(relationship.from(), relationship.id(), relationship.hash());
    }

    void deletedRelationship(String from, String id, String hash) {
        relationships.remove(from, id, hash);
    }

    /** A relationship of another installation goes with its end (I2). */
    void tookAlong(Foreign relationship) {
        tookAlongCount++;
        if (tookAlongSample.size() < SAMPLE) {
            tookAlongSample.add(relationship);
        }
    }

    /** The same of one that counts for the digests of its installation, as nobody matched it. */
    void tookAlong(String installation, Record row) {
        boolean outgoing = row.get("outgoing").asBoolean();
        tookAlong
                .computeIfAbsent(installation, key -> new DigestTable())
                .remove(
                        row.get(outgoing ? "anchor" : "other").asString(),
                        row.get("id").asString(""),
                        row.get("properties").get("_hash").asString(""));
        tookAlong(new Foreign(
                installation,
                row.get(outgoing ? "own" : "lost").asString("") + " "
                        + row.get("verb").asString() + " "
                        + row.get(outgoing ? "lost" : "own").asString("")));
    }

    /** Whether anything of other installations went. */
    boolean tookAnything() {
        return tookAlongCount > 0;
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
        return new Published(graphVersion, 1, tookAlongCount, tookAlongSample, changed, lost);
    }
}
