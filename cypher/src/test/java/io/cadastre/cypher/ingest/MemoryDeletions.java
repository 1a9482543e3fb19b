package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.ChangeSpool.Parked;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** What is proven gone, in memory. */
final class MemoryDeletions implements DeletionSpool {
    private final TreeMap<String, Parked> proven = new TreeMap<>();
    private final TreeMap<String, Parked> held = new TreeMap<>();
    private final List<GoneRelationship> provenRelationships = new ArrayList<>();
    private final List<GoneRelationship> heldRelationships = new ArrayList<>();

    @Override
    public void prove(Parked entity) {
        proven.put(entity.id(), entity);
    }

    @Override
    public boolean proves(String entityId) {
        return proven.containsKey(entityId);
    }

    @Override
    public Parked proven(String entityId) {
        return Objects.requireNonNull(proven.get(entityId));
    }

    @Override
    public Iterator<Parked> provenEntities() {
        return proven.values().iterator();
    }

    @Override
    public void hold(Parked entity) {
        held.put(entity.id(), entity);
    }

    @Override
    public boolean holds(String entityId) {
        return held.containsKey(entityId);
    }

    @Override
    public Iterator<Parked> heldEntities() {
        return held.values().iterator();
    }

    @Override
    public void prove(GoneRelationship relationship) {
        provenRelationships.add(relationship);
    }

    @Override
    public Iterator<GoneRelationship> provenRelationships() {
        return provenRelationships.iterator();
    }

    @Override
    public void hold(GoneRelationship relationship) {
        heldRelationships.add(relationship);
    }

    @Override
    public Iterator<GoneRelationship> heldRelationships() {
        return heldRelationships.iterator();
    }
}
