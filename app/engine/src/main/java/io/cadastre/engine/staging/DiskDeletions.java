package io.cadastre.engine.staging;

import io.cadastre.cypher.ingest.ChangeSpool.Parked;
import io.cadastre.cypher.ingest.DeletionSpool;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.StringDataType;

/** What is proven gone, beside what was collected. */
final class DiskDeletions implements DeletionSpool {
    private final DiskMap proven;
    private final DiskMap held;
    private final MVMap<Long, String> provenRelationships;
    private final MVMap<Long, String> heldRelationships;

    DiskDeletions(DiskStore store) {
        proven = store.map("deletions.proven");
        held = store.map("deletions.held");
        provenRelationships = relationships(store, "deletions.proven.relationships");
        heldRelationships = relationships(store, "deletions.held.relationships");
    }

    private static MVMap<Long, String> relationships(DiskStore store, String name) {
        return store.ordered(name, new MVMap.Builder<Long, String>().valueType(StringDataType.INSTANCE));
    }

    /** All but the id, which is the key. */
    static byte[] encode(Parked entity) {
        // Type names hold no spaces, scopes may.
        return (entity.type() + ' ' + entity.degree() + ' ' + entity.scope()).getBytes(StandardCharsets.UTF_8);
    }

    static Parked decode(String id, byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ", 3);
        return new Parked(id, parts[0], parts[2], Long.parseLong(parts[1]));
    }

    @Override
    public void prove(Parked entity) {
        proven.put(entity.id(), encode(entity));
    }

    @Override
    public boolean proves(String entityId) {
        return proven.containsKey(entityId);
    }

    @Override
    public Parked proven(String entityId) {
        byte[] bytes = proven.get(entityId);
        if (bytes == null) {
            throw new IllegalArgumentException("Not proven gone: " + entityId);
        }
        return decode(entityId, bytes);
    }

    @Override
    public Iterator<Parked> provenEntities() {
        return entities(proven);
    }

    @Override
    public void hold(Parked entity) {
        held.put(entity.id(), encode(entity));
    }

    @Override
    public boolean holds(String entityId) {
        return held.containsKey(entityId);
    }

    @Override
    public Iterator<Parked> heldEntities() {
        return entities(held);
    }

    private static Iterator<Parked> entities(DiskMap map) {
        Iterator<Map.Entry<String, byte[]>> entries = map.entries();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Parked next() {
                Map.Entry<String, byte[]> entry = entries.next();
                return decode(entry.getKey(), entry.getValue());
            }
        };
    }

    @Override
    public void prove(GoneRelationship relationship) {
        append(provenRelationships, relationship);
    }

    @Override
    public Iterator<GoneRelationship> provenRelationships() {
        return relationships(provenRelationships);
    }

    @Override
    public void hold(GoneRelationship relationship) {
        append(heldRelationships, relationship);
    }

    @Override
    public Iterator<GoneRelationship> heldRelationships() {
        return relationships(heldRelationships);
    }

    private static void append(MVMap<Long, String> map, GoneRelationship gone) {
        // Only the scope, which comes last, may hold line breaks or anything else.
        map.append(
                map.sizeAsLong(),
                String.join("\n", gone.id(), gone.from(), gone.elementId(), gone.output(), gone.scope()));
    }

    private static Iterator<GoneRelationship> relationships(MVMap<Long, String> map) {
        Cursor<Long, String> cursor = map.cursor(null);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public GoneRelationship next() {
                cursor.next();
                String[] parts = cursor.getValue().split("\n", 5);
                return new GoneRelationship(parts[0], parts[1], parts[2], parts[3], parts[4]);
            }
        };
    }
}
