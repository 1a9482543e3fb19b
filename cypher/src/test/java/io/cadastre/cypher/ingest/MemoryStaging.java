package io.cadastre.cypher.ingest;

import io.cadastre.cypher.identity.CanonicalHash;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.spi.model.RawRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What a sync collected, in memory. */
final class MemoryStaging implements StagedGraph, ChangeSpool {
    private final String installation;
    private final TreeMap<String, StagedEntity> entities = new TreeMap<>();
    private final TreeMap<String, StagedRelationship> relationships = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<Parked> parked = new LinkedHashSet<>();
    private final Set<String> gone = new HashSet<>();
    private final MemoryDeletions deletions = new MemoryDeletions();

    MemoryStaging(String installation) {
        this.installation = installation;
    }

    MemoryStaging entity(String type, String key, Map<String, Object> fields) {
        return entity(type, "Resource", key, fields);
    }

    MemoryStaging entity(String type, String entityClass, String key, Map<String, Object> fields) {
        return entity(Scopes.ROOT, type, entityClass, key, fields);
    }

    /** Found under a parent. */
    MemoryStaging entityIn(String scope, String type, String key, Map<String, Object> fields) {
        return entity(scope, type, "Resource", key, fields);
    }

    private MemoryStaging entity(
            String scope, String type, String entityClass, String key, Map<String, Object> fields) {
        String id = GraphIds.entity(installation, type, key);
        String label = type.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + type.substring(1);
        entities.put(
                id,
                new StagedEntity(
                        id,
                        type,
                        label,
                        List.of(entityClass),
                        key,
                        key,
                        scope,
                        fields,
                        CanonicalHash.entity(List.of(entityClass, label), key, scope, fields)));
        return this;
    }

    MemoryStaging relationship(RawRef from, String verb, RawRef to, Map<String, Object> properties) {
        String fromId = GraphIds.entity(installation, from.type(), from.key());
        String toId = GraphIds.entity(installation, to.type(), to.key());
        String id = GraphIds.relationship(installation, fromId, verb, toId, "");
        relationships.put(
                fromId + id,
                new StagedRelationship(
                        id,
                        fromId,
                        verb,
                        toId,
                        from,
                        to,
                        Scopes.ROOT,
                        properties,
                        CanonicalHash.relationship(Scopes.ROOT, properties)));
        return this;
    }

    @Override
    public DigestTable entityDigests() {
        DigestTable digests = new DigestTable();
        entities.values().forEach(entity -> digests.add(entity.id(), entity.id(), entity.hash()));
        return digests;
    }

    @Override
    public DigestTable relationshipDigests() {
        DigestTable digests = new DigestTable();
        relationships
                .values()
                .forEach(relationship -> digests.add(relationship.from(), relationship.id(), relationship.hash()));
        return digests;
    }

    @Override
    public Iterator<EntityKey> entities(String low, String high) {
        return entities.subMap(low, high).values().stream()
                .map(entity -> new EntityKey(entity.id(), entity.hash(), 100))
                .iterator();
    }

    @Override
    public Iterator<RelationshipKey> relationships(String low, String high) {
        return relationships.subMap(low, high).values().stream()
                .map(relationship -> new RelationshipKey(
                        relationship.from(), relationship.id(), relationship.to(), relationship.hash(), 100))
                .iterator();
    }

    @Override
    public boolean contains(String entityId) {
        return entities.containsKey(entityId);
    }

    MemoryStaging gone(String type, String key) {
        gone.add(GraphIds.entity(installation, type, key));
        return this;
    }

    @Override
    public boolean gone(String id) {
        return gone.contains(id);
    }

    @Override
    public EntityKey carryOver(PriorGraph.PriorEntity prior) {
        StagedEntity part = entity(prior.id());
        Map<String, Object> fields = new TreeMap<>(prior.values());
        fields.putAll(part.fields());
        entity(part.scope(), part.type(), part.classes().getFirst(), part.key(), fields);
        StagedEntity whole = entity(prior.id());
        return new EntityKey(whole.id(), whole.hash(), 100);
    }

    @Override
    public boolean incomplete(String entityId) {
        return false;
    }

    /** All is found at the root here. */
    @Override
    public EntityKey alsoFoundIn(EntityKey entity, String scopes) {
        return entity;
    }

    @Override
    public RelationshipKey alsoFoundIn(RelationshipKey relationship, String scopes) {
        return relationship;
    }

    @Override
    public DeletionSpool deletions() {
        return deletions;
    }

    @Override
    public void park(Parked unseen) {
        parked.add(unseen);
    }

    @Override
    public Iterator<Parked> parked() {
        return List.copyOf(parked).iterator();
    }

    @Override
    public void unpark(Parked decided) {
        parked.remove(decided);
    }

    @Override
    public StagedEntity entity(String id) {
        return Objects.requireNonNull(entities.get(id));
    }

    @Override
    public StagedRelationship relationship(String from, String id) {
        return Objects.requireNonNull(relationships.get(from + id));
    }

    @Override
    public void append(Change change) {
        changes.add(change);
        if (change.operation() == Change.Operation.DELETE_ENTITY) {
            deleted.add(change.id());
        }
    }

    @Override
    public Iterator<Change> changes(Change.Operation operation) {
        return changes.stream()
                .filter(change -> change.operation() == operation)
                .iterator();
    }

    @Override
    public boolean deletes(String entityId) {
        return deleted.contains(entityId);
    }
}
