package io.cadastre.cypher.ingest;

import io.cadastre.cypher.identity.CanonicalHash;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.RawRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What a sync collected, in memory. */
class MemoryStaging implements StagedGraph, ChangeSpool {
    private final String installation;
    private final TreeMap<String, StagedEntity> entities = new TreeMap<>();
    private final TreeMap<String, StagedRelationship> relationships = new TreeMap<>();
    private final TreeMap<String, StagedRelationship> matches = new TreeMap<>();
    private final TreeMap<String, Pending> pending = new TreeMap<>();
    private final Set<MatchField<?>> links = new LinkedHashSet<>();
    private final List<Change> changes = new ArrayList<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<Parked> parked = new LinkedHashSet<>();
    private final Set<String> gone = new HashSet<>();
    private MemoryDeletions deletions = new MemoryDeletions();

    MemoryStaging(String installation) {
        this.installation = installation;
    }

    MemoryStaging entity(String type, String key, Map<String, Object> fields) {
        return entity(type, "Resource", key, fields);
    }

    MemoryStaging entity(String type, String entityClass, String key, Map<String, Object> fields) {
        return entity(Scopes.ROOT, type, entityClass, key, key, fields);
    }

    MemoryStaging entity(String type, String entityClass, String key, String displayName, Map<String, Object> fields) {
        return entity(Scopes.ROOT, type, entityClass, key, displayName, fields);
    }

    /** Found under a parent. */
    MemoryStaging entityIn(String scope, String type, String key, Map<String, Object> fields) {
        return entity(scope, type, "Resource", key, key, fields);
    }

    private MemoryStaging entity(
            String scope, String type, String entityClass, String key, String displayName, Map<String, Object> fields) {
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
                        displayName,
                        scope,
                        fields,
                        CanonicalHash.entity(List.of(entityClass, label), displayName, scope, fields)));
        return this;
    }

    MemoryStaging relationship(RawRef from, String verb, RawRef to, Map<String, Object> properties) {
        String fromId = GraphIds.entity(installation, from.type(), from.key());
        String toId = GraphIds.entity(installation, to.type(), to.key());
        String id = GraphIds.relationship(installation, fromId, verb, toId, "");
        relationships.put(
                fromId + id, StagedRelationship.of(id, fromId, verb, toId, from, to, Scopes.ROOT, properties));
        return this;
    }

    /** A relationship from one's own entity into other installations. */
    MemoryStaging match(MatchField<?> link, String key, String value) {
        return match(link, key, value, Map.of());
    }

    MemoryStaging match(MatchField<?> link, String key, String value, Map<String, Object> properties) {
        boolean outgoing = link.direction() == Direction.OUTGOING;
        String anchor = GraphIds.entity(installation, link.owner().name(), key);
        String verb = link.verb().name();
        String known = link.match().canonical(value);
        String id = GraphIds.matched(
                installation, anchor, outgoing, verb, link.match().name(), known, "");
        RawRef own = new RawRef(link.owner().name(), key);
        RawRef wanted = new RawRef(link.match().name(), known);
        links.add(link);
        matches.put(
                anchor + id,
                StagedRelationship.of(
                        id,
                        outgoing ? anchor : "",
                        verb,
                        outgoing ? "" : anchor,
                        outgoing ? own : wanted,
                        outgoing ? wanted : own,
                        Scopes.ROOT,
                        properties));
        return this;
    }

    /** A link of which nothing was collected. */
    MemoryStaging declares(MatchField<?> link) {
        links.add(link);
        return this;
    }

    @Override
    public Collection<MatchField<?>> matchFields() {
        return links;
    }

    @Override
    public Iterator<StagedRelationship> matches() {
        return List.copyOf(matches.values()).iterator();
    }

    @Override
    public boolean asserts(StagedRelationship relationship) {
        return relationship.matched()
                ? matches.containsKey(relationship.anchor() + relationship.id())
                : relationships.containsKey(relationship.from() + relationship.id());
    }

    @Override
    public void put(StagedRelationship relationship) {
        relationships.put(relationship.from() + relationship.id(), relationship);
    }

    @Override
    public void pend(Pending relationship) {
        pending.put(relationship.id(), relationship);
    }

    @Override
    public Iterator<Pending> pending() {
        return List.copyOf(pending.values()).iterator();
    }

    @Override
    public Pending pending(String id) {
        return Objects.requireNonNull(pending.get(id));
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
                .map(entity -> new EntityKey(entity.id(), entity.hash(), size(entity.fields())))
                .iterator();
    }

    @Override
    public Iterator<RelationshipKey> relationships(String low, String high) {
        return relationships.subMap(low, high).values().stream()
                .map(relationship -> new RelationshipKey(
                        relationship.from(),
                        relationship.id(),
                        relationship.to(),
                        relationship.hash(),
                        size(relationship.properties())))
                .iterator();
    }

    @Override
    public boolean contains(String entityId) {
        return entities.containsKey(entityId);
    }

    /** Takes back that an entity was collected; what leads to it stays collected. */
    MemoryStaging forget(String type, String key) {
        entities.remove(GraphIds.entity(installation, type, key));
        return this;
    }

    /** Takes back what a comparison left. */
    MemoryStaging withoutChanges() {
        changes.clear();
        deleted.clear();
        parked.clear();
        pending.clear();
        deletions = new MemoryDeletions();
        return this;
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
        return new EntityKey(whole.id(), whole.hash(), size(whole.fields()));
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

    /** About what it would take on disk. */
    private static long size(Map<String, Object> content) {
        return 60L + content.toString().length();
    }
}
