package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.Change.Operation;
import io.cadastre.cypher.ingest.CurrentGraph.CurrentEntity;
import io.cadastre.cypher.ingest.CurrentGraph.CurrentRelationship;
import io.cadastre.cypher.ingest.CurrentGraph.Description;
import io.cadastre.cypher.ingest.DeletionSpool.GoneRelationship;
import io.cadastre.cypher.ingest.PriorGraph.PriorEntity;
import io.cadastre.cypher.ingest.RangeState.Kind;
import io.cadastre.cypher.ingest.RangeState.Stored;
import io.cadastre.cypher.ingest.StagedGraph.EntityKey;
import io.cadastre.cypher.ingest.StagedGraph.RelationshipKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a sync collected with what its installation has in the graph (I2), by merging two streams in the same
 * order: memory is bounded whatever the size. Entities first, since a relationship whose end goes cannot stay (I3).
 *
 * <p>Used for one comparison, by one thread.
 */
final class Differ {
    /** How many rows are looked up in one query. */
    private static final int LOOKUP = 1_000;

    private final CurrentGraph current;
    private final StagedGraph staged;
    private final Evidence evidence;
    private final ChangeSpool spool;
    private final Proof proof;
    private final Changes changes;
    private final MatchedDiff matched;
    private final PendingDiff pending;

    private final Tally entities = new Tally();
    private final Tally relationships = new Tally();
    private final EntityDeletions entityDeletions;
    private final RelationshipDeletions relationshipDeletions;
    private final PriorGraph prior;
    private final boolean inFull;

    /** What the graph holds, by range: read where it was read, else as collected, since that is equal. */
    private final DigestTable entityDigests = new DigestTable();

    private final DigestTable relationshipDigests = new DigestTable();

    private final Set<String> unseenEntities = new LinkedHashSet<>();
    private final Map<String, Pair<CurrentEntity, EntityKey>> changedEntities = new LinkedHashMap<>();
    private final Map<String, Pair<CurrentRelationship, RelationshipKey>> changedRelationships = new LinkedHashMap<>();
    private final Map<String, Boolean> going = new HashMap<>();
    private long incomplete;
    private final Map<String, CurrentRelationship> unseenRelationships = new LinkedHashMap<>();
    private final List<RelationshipKey> unresolved = new ArrayList<>();

    /** Something as the graph has it and as it was collected. */
    private record Pair<O, S>(O old, S seen) {}

    /**
     * A comparison.
     *
     * @param inFull whether everything is read, also where digests say that it is as it was collected
     * @param budget how much may be deleted without asking a person
     */
    Differ(
            Neo4jGraph graph,
            String installation,
            StagedGraph staged,
            Evidence evidence,
            ChangeSpool spool,
            boolean inFull,
            DeletionBudget budget) {
        this.current = new CurrentGraph(graph, installation);
        this.prior = new PriorGraph(graph, installation);
        this.staged = staged;
        this.evidence = evidence;
        this.spool = spool;
        this.inFull = inFull;
        this.entityDeletions = new EntityDeletions(spool.deletions(), budget, current);
        this.relationshipDeletions = new RelationshipDeletions(spool.deletions(), budget, current);
        this.proof = new Proof(evidence, spool);
        this.changes = new Changes(spool);
        MatchResolution resolution = new MatchResolution(graph, installation);
        Readiness readiness = new Readiness(new Ends(current, staged, spool), resolution);
        this.matched = new MatchedDiff(
                new CurrentMatches(graph, installation), staged, spool, proof, readiness, changes, relationships);
        this.pending = new PendingDiff(
                installation,
                new PendingGraph(graph),
                staged,
                spool,
                proof,
                readiness,
                resolution,
                changes,
                relationships,
                new EachMatchDiff(graph, installation, resolution, staged, changes, relationships));
    }

    /** Compares only what waits for an end: for when another installation changed. */
    Diff waiting() {
        return diff(Diff.Basis.unread(current.state()));
    }

    private Diff diff(Diff.Basis basis) {
        Diff.Waiting waiting = pending.diff();
        List<HeldCount> held = new ArrayList<>(entityDeletions.held());
        held.addAll(relationshipDeletions.held());
        return new Diff(
                entities.counts(), relationships.counts(), waiting, changes.count(), changes.sizeBytes(), basis, held);
    }

    Diff diff() {
        RangeState state = current.state();
        Stored stored = state.stored();
        compareEntities(inFull ? null : stored);
        compareRelationships(inFull ? null : stored);
        matched.diff();
        return diff(new Diff.Basis(state, entityDigests, relationshipDigests, drift(state), inFull || stored == null));
    }

    /** In how many ranges the graph is not what was last published. */
    private int drift(RangeState state) {
        Stored stored = state.stored();
        // Unless another installation took relationships along while they were read.
        if (stored == null || current.state().version() != state.version()) {
            return 0;
        }
        return RangeState.differing(stored.entities(), entityDigests, stored.width())
                        .size()
                + RangeState.differing(stored.relationships(), relationshipDigests, stored.width())
                        .size();
    }

    private void compareEntities(@Nullable Stored stored) {
        DigestTable collected = staged.entityDigests();
        entityDigests.addAll(collected);
        List<IdRange> toRead = stored == null
                ? List.of(IdRange.ALL)
                : current.differing(stored, Kind.ENTITIES, new DigestTable(), collected);
        entities.unchanged += collected.count();
        toRead.forEach(range -> entities.unchanged -= entityDigests.clear(range));
        current.readEntities(
                toRead,
                graph -> mergeEntities(
                        graph, new InRanges<>(toRead, range -> staged.entities(range.low(), range.high()))));
        decideChangedEntities();
        decideUnseenEntities();
        decideParked();
        entityDeletions.settle(
                (entity, goes) -> staged.gone(entity.id()) || allGone(entity.type(), entity.scope(), goes),
                this::delete);
    }

    private void compareRelationships(@Nullable Stored stored) {
        DigestTable collected = staged.relationshipDigests();
        DigestTable along = goingAlong();
        relationshipDigests.addAll(collected);
        relationshipDigests.addAll(along);
        List<IdRange> toRead =
                stored == null ? List.of(IdRange.ALL) : current.differing(stored, Kind.RELATIONSHIPS, along, collected);
        relationships.unchanged += collected.count();
        for (IdRange range : toRead) {
            relationships.unchanged -= collected.over(range).count();
            relationshipDigests.clear(range);
        }
        current.readRelationships(
                toRead,
                graph -> mergeRelationships(
                        graph, new InRanges<>(toRead, range -> staged.relationships(range.low(), range.high()))));
        decideChangedRelationships();
        decideUnseenRelationships();
        relationshipDeletions.settle(this::delete);
        resolveEnds();
    }

    /**
     * What has an entity at an end that goes, goes with it (I3), and needs no change of its own: not even reading the
     * range where it lies, if nothing else is different there.
     */
    private DigestTable goingAlong() {
        DigestTable along = new DigestTable();
        List<String> batch = new ArrayList<>();
        for (Iterator<Change> gone = spool.changes(Operation.DELETE_ENTITY); gone.hasNext(); ) {
            batch.add(gone.next().id());
            if (batch.size() == LOOKUP || !gone.hasNext()) {
                current.readRelationshipsAt(batch, (relationship, outgoing) -> {
                    if (outgoing || !spool.deletes(relationship.from())) {
                        relationships.deleted++;
                        along.add(relationship.from(), relationship.id(), relationship.hash());
                    }
                });
                batch.clear();
            }
        }
        return along;
    }

    private void mergeEntities(Iterator<CurrentEntity> graph, Iterator<EntityKey> collected) {
        CurrentEntity old = nextEntity(graph);
        EntityKey seen = next(collected);
        while (old != null || seen != null) {
            int order = order(old == null ? null : old.id(), seen == null ? null : seen.id());
            if (order < 0 && old != null) {
                unseenEntities.add(old.id());
                if (unseenEntities.size() == LOOKUP) {
                    decideUnseenEntities();
                }
            } else if (order > 0 && seen != null) {
                entities.created++;
                change(Operation.CREATE_ENTITY, seen.id(), "", "", seen.sizeBytes());
            } else if (old != null && seen != null) {
                keepOrUpdate(old, seen);
            }
            if (order <= 0) {
                old = nextEntity(graph);
            }
            if (order >= 0) {
                seen = next(collected);
            }
        }
    }

    private @Nullable CurrentEntity nextEntity(Iterator<CurrentEntity> graph) {
        CurrentEntity entity = next(graph);
        if (entity != null) {
            entityDigests.add(entity.id(), entity.id(), entity.hash());
        }
        return entity;
    }

    private @Nullable CurrentRelationship nextRelationship(Iterator<CurrentRelationship> graph) {
        CurrentRelationship relationship = next(graph);
        if (relationship != null) {
            relationshipDigests.add(relationship.from(), relationship.id(), relationship.hash());
        }
        return relationship;
    }

    private void keepOrUpdate(CurrentEntity old, EntityKey seen) {
        if (old.hash().equals(seen.hash())) {
            entities.unchanged++;
        } else {
            changedEntities.put(old.id(), new Pair<>(old, seen));
            if (changedEntities.size() == LOOKUP) {
                decideChangedEntities();
            }
        }
    }

    /** What somebody did not look at cannot clear a value, nor can it take an entity out of an enumeration (I7). */
    private void decideChangedEntities() {
        Map<String, Description> before = current.describeEntities(changedEntities.keySet());
        Set<String> notWhole = new LinkedHashSet<>();
        before.forEach((id, description) -> {
            if (!evidence.whole(description.output())) {
                notWhole.add(id);
            }
        });
        Map<String, PriorEntity> contents = prior.entities(notWhole);
        changedEntities.forEach((id, pair) -> {
            Description description = before.get(id);
            EntityKey now = pair.seen();
            if (description != null) {
                String scopes = unproven(description, this::goes);
                PriorEntity content = contents.get(id);
                if (content != null) {
                    now = staged.carryOver(content.foundIn(scopes));
                } else if (!scopes.isEmpty()) {
                    now = staged.alsoFoundIn(now, scopes);
                }
            }
            if (pair.old().hash().equals(now.hash())) {
                entities.unchanged++;
            } else {
                update(now);
            }
        });
        changedEntities.clear();
        going.clear();
    }

    /** The enumerations that found something before and do not prove that they no longer contain it. */
    private String unproven(Description before, Predicate<String> goes) {
        return proof.unproven(before.output(), before.scope(), goes);
    }

    /** Whether an enumeration ends because its parent goes or went; asked before all deletions are decided. */
    private boolean goes(String scope) {
        if (scope.equals(Scopes.ROOT) || staged.contains(scope)) {
            return false;
        }
        Boolean known = going.get(scope);
        if (known != null) {
            return known;
        }
        // Those that are found only under each other are held by nobody.
        going.put(scope, true);
        Description parent = current.describeEntities(List.of(scope)).get(scope);
        boolean answer = parent == null
                || staged.gone(scope)
                || (!staged.incomplete(scope)
                        && Scopes.split(parent.scope()).stream()
                                .allMatch(outer -> evidence.complete(parent.output(), outer) || goes(outer)));
        going.put(scope, answer);
        return answer;
    }

    private void update(EntityKey seen) {
        entities.updated++;
        change(Operation.UPDATE_ENTITY, seen.id(), "", "", seen.sizeBytes());
    }

    /** What was not seen goes on complete evidence (I7), or because the source itself calls it gone. */
    private void decideUnseenEntities() {
        current.describeEntities(unseenEntities).forEach((id, description) -> {
            if (staged.incomplete(id)) {
                // It was seen, if not well enough to be published.
                incomplete++;
                return;
            }
            ChangeSpool.Parked unseen =
                    new ChangeSpool.Parked(id, description.output(), description.scope(), description.degree());
            if (staged.gone(id) || allGone(unseen.type(), unseen.scope(), entityDeletions::proves)) {
                entityDeletions.prove(unseen);
            } else {
                spool.park(unseen);
            }
        });
        unseenEntities.clear();
    }

    /** What was only ever enumerated under a parent that goes, goes with it; so on down to the last child. */
    private void decideParked() {
        long before;
        long stood;
        do {
            before = entityDeletions.count();
            entities.kept = 0;
            long standing = 0;
            for (Iterator<ChangeSpool.Parked> parked = spool.parked(); parked.hasNext(); ) {
                ChangeSpool.Parked unseen = parked.next();
                if (allGone(unseen.type(), unseen.scope(), entityDeletions::proves)) {
                    entityDeletions.prove(unseen);
                    spool.unpark(unseen);
                } else if (stands(unseen.type(), unseen.scope())) {
                    standing++;
                } else {
                    entities.kept++;
                }
            }
            stood = standing;
        } while (entityDeletions.count() > before);
        entities.unchanged += stood;
        entities.kept += incomplete;
    }

    /** Whether no enumeration that found it can contain it any more: seen whole without it, or under a parent that goes. */
    private boolean allGone(String output, String scopes, Predicate<String> parentGoes) {
        return proof.allGone(output, scopes, parentGoes);
    }

    private boolean stands(String output, String scopes) {
        return proof.stands(output, scopes);
    }

    private void delete(ChangeSpool.Parked gone) {
        entities.deleted++;
        // What leads to it from elsewhere goes in the same transaction.
        change(Operation.DELETE_ENTITY, gone.id(), "", "", gone.degree() * Changes.DEGREE_BYTES);
    }

    private void mergeRelationships(Iterator<CurrentRelationship> graph, Iterator<RelationshipKey> collected) {
        CurrentRelationship old = nextRelationship(graph);
        RelationshipKey seen = next(collected);
        while (old != null || seen != null) {
            int order =
                    order(old == null ? null : old.from() + old.id(), seen == null ? null : seen.from() + seen.id());
            if (order < 0 && old != null) {
                unseenRelationships.put(old.elementId(), old);
                if (unseenRelationships.size() == LOOKUP) {
                    decideUnseenRelationships();
                }
            } else if (order > 0 && seen != null) {
                createOrPend(seen);
            } else if (old != null && seen != null) {
                keepOrUpdate(old, seen);
            }
            if (order <= 0) {
                old = nextRelationship(graph);
            }
            if (order >= 0) {
                seen = next(collected);
            }
        }
    }

    private void keepOrUpdate(CurrentRelationship old, RelationshipKey seen) {
        if (endGoes(seen.from(), seen.to())) {
            pend(seen);
        } else if (old.hash().equals(seen.hash())) {
            relationships.unchanged++;
        } else {
            changedRelationships.put(old.elementId(), new Pair<>(old, seen));
            if (changedRelationships.size() == LOOKUP) {
                decideChangedRelationships();
            }
        }
    }

    private void decideChangedRelationships() {
        Map<String, Description> before = current.describeRelationships(changedRelationships.keySet());
        changedRelationships.forEach((elementId, pair) -> {
            Description description = before.get(elementId);
            RelationshipKey now = pair.seen();
            if (description != null) {
                String scopes = proof.unproven(
                        description.output(),
                        description.scope(),
                        scope -> entityDeletions.proves(Proof.parentOf(scope)));
                if (!scopes.isEmpty()) {
                    now = staged.alsoFoundIn(now, scopes);
                }
            }
            if (pair.old().hash().equals(now.hash())) {
                relationships.unchanged++;
            } else {
                relationships.updated++;
                change(Operation.UPDATE_RELATIONSHIP, now.id(), now.from(), elementId, now.sizeBytes());
            }
        });
        changedRelationships.clear();
    }

    private void decideUnseenRelationships() {
        current.describeRelationships(unseenRelationships.keySet()).forEach((elementId, description) -> {
            CurrentRelationship old = unseenRelationships.get(elementId);
            if (old == null) {
                return;
            }
            decideUnseen(old, description);
        });
        unseenRelationships.clear();
    }

    /** What goes with an entity is its affair, and what is at one that is held stays with it. */
    private void decideUnseen(CurrentRelationship old, Description description) {
        String output = description.output();
        String scopes = description.scope();
        if (endGoes(description.from(), description.to())) {
            return;
        }
        if (entityDeletions.holds(description.from()) || entityDeletions.holds(description.to())) {
            relationshipDeletions.staying(output);
        } else if (staged.gone(old.id()) || allGone(output, scopes, parent -> false)) {
            relationshipDeletions.prove(gone(old, description));
        } else if (allGone(output, scopes, spool::deletes)) {
            delete(old.id(), old.from(), old.elementId());
        } else if (allGone(output, scopes, entityDeletions::proves)) {
            relationshipDeletions.hold(gone(old, description));
        } else if (stands(output, scopes)) {
            relationships.unchanged++;
        } else {
            relationships.kept++;
        }
    }

    private static GoneRelationship gone(CurrentRelationship old, Description description) {
        return new GoneRelationship(old.id(), old.from(), old.elementId(), description.output(), description.scope());
    }

    private void delete(GoneRelationship gone) {
        delete(gone.id(), gone.from(), gone.elementId());
    }

    private void delete(String id, String from, String elementId) {
        relationships.deleted++;
        change(Operation.DELETE_RELATIONSHIP, id, from, elementId, 0);
    }

    private void createOrPend(RelationshipKey seen) {
        if (staged.contains(seen.from()) && staged.contains(seen.to())) {
            create(seen);
            return;
        }
        unresolved.add(seen);
        if (unresolved.size() == LOOKUP) {
            resolveEnds();
        }
    }

    /** An end that this sync did not see may still be in the graph; one that it deletes counts as missing (I3). */
    private void resolveEnds() {
        Set<String> ends = new LinkedHashSet<>();
        for (RelationshipKey relationship : unresolved) {
            ends.add(relationship.from());
            ends.add(relationship.to());
        }
        ends.removeIf(staged::contains);
        Map<String, Description> inGraph = current.describeEntities(ends);
        for (RelationshipKey relationship : unresolved) {
            if (exists(relationship.from(), inGraph) && exists(relationship.to(), inGraph)) {
                create(relationship);
            } else {
                pend(relationship);
            }
        }
        unresolved.clear();
    }

    private boolean exists(String entityId, Map<String, Description> inGraph) {
        return staged.contains(entityId) || (inGraph.containsKey(entityId) && !spool.deletes(entityId));
    }

    private boolean endGoes(String from, String to) {
        return entities.deleted > 0 && (spool.deletes(from) || spool.deletes(to));
    }

    private void create(RelationshipKey relationship) {
        relationships.created++;
        change(Operation.CREATE_RELATIONSHIP, relationship.id(), relationship.from(), "", relationship.sizeBytes());
    }

    private void pend(RelationshipKey relationship) {
        spool.pend(Pending.endMissing(staged.relationship(relationship.from(), relationship.id())));
    }

    private void change(Operation operation, String id, String from, String elementId, long contentBytes) {
        changes.add(operation, id, from, elementId, contentBytes);
    }

    static <T> @Nullable T next(Iterator<T> iterator) {
        return iterator.hasNext() ? iterator.next() : null;
    }

    /** Negative if the graph's comes first, positive if the collected one does; null comes after everything. */
    static int order(@Nullable String graph, @Nullable String collected) {
        if (graph == null || collected == null) {
            return graph == null ? 1 : -1;
        }
        return graph.compareTo(collected);
    }
}
