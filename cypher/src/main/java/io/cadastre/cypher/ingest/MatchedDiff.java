package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Change.Operation;
import io.cadastre.cypher.ingest.CurrentMatches.MatchedEdge;
import io.cadastre.cypher.ingest.Readiness.Verdict;
import io.cadastre.spi.model.MatchField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the relationships into other installations that a sync asserts with those in the graph, by merging two streams
 * in the same order. Each is looked up anew, also one that the sync did not see and that stands: what it matched may have
 * changed since.
 *
 * <p>Used for one comparison, by one thread, after the entities are decided.
 */
final class MatchedDiff {
    /** How many are looked up in one query. */
    private static final int LOOKUP = 5_000;

    private final CurrentMatches current;
    private final StagedGraph staged;
    private final ChangeSpool spool;
    private final Proof proof;
    private final Readiness readiness;
    private final Changes changes;
    private final Tally tally;
    private final List<Pair> pairs = new ArrayList<>();

    /**
     * A relationship as the graph has it and as it was collected; one of the two may not be there.
     *
     * @param standing whether the source says that what was not seen is as it was
     */
    private record Pair(@Nullable MatchedEdge old, StagedRelationship now, boolean seen, boolean standing) {}

    MatchedDiff(
            CurrentMatches current,
            StagedGraph staged,
            ChangeSpool spool,
            Proof proof,
            Readiness readiness,
            Changes changes,
            Tally tally) {
        this.current = current;
        this.staged = staged;
        this.spool = spool;
        this.proof = proof;
        this.readiness = readiness;
        this.changes = changes;
        this.tally = tally;
    }

    void diff() {
        Collection<MatchField<?>> links = staged.matchFields();
        if (!links.isEmpty()) {
            current.read(links, this::merge);
        }
    }

    private void merge(Iterator<MatchedEdge> graph) {
        Iterator<StagedRelationship> collected = staged.matches();
        MatchedEdge old = Differ.next(graph);
        StagedRelationship seen = Differ.next(collected);
        while (old != null || seen != null) {
            int order =
                    Differ.order(old == null ? null : old.position(), seen == null ? null : seen.anchor() + seen.id());
            if (order < 0 && old != null) {
                unseen(old);
            } else if (seen != null) {
                MatchedEdge before = order == 0 ? old : null;
                pair(new Pair(before, before == null ? seen : withUnproven(before, seen), true, false));
            }
            if (order <= 0) {
                old = Differ.next(graph);
            }
            if (order >= 0) {
                seen = Differ.next(collected);
            }
        }
        decide();
    }

    /** It cannot leave an enumeration that somebody did not look at (I7). */
    private StagedRelationship withUnproven(MatchedEdge before, StagedRelationship seen) {
        return seen.scope().equals(before.relationship().scope())
                ? seen
                : seen.alsoFoundIn(
                        proof.unproven(seen.output(), before.relationship().scope()));
    }

    private void unseen(MatchedEdge old) {
        StagedRelationship relationship = old.relationship();
        if (spool.deletes(relationship.anchor())
                || staged.gone(relationship.id())
                || proof.allGone(relationship.output(), relationship.scope())) {
            delete(old);
        } else {
            pair(new Pair(old, relationship, false, proof.stands(relationship.output(), relationship.scope())));
        }
    }

    private void pair(Pair pair) {
        pairs.add(pair);
        if (pairs.size() == LOOKUP) {
            decide();
        }
    }

    private void decide() {
        Map<String, Verdict> verdicts =
                readiness.decide(pairs.stream().map(Pair::now).toList());
        for (Pair pair : pairs) {
            switch (verdicts.get(pair.now().id())) {
                case Verdict.Ready(StagedRelationship relationship) -> ready(pair, relationship);
                case Verdict.Waits(Pending pending) -> {
                    if (pair.old() != null) {
                        delete(pair.old());
                    }
                    spool.pend(pending);
                }
                case null -> throw new IllegalStateException("Each relationship has its verdict.");
            }
        }
        pairs.clear();
    }

    private void ready(Pair pair, StagedRelationship now) {
        MatchedEdge old = pair.old();
        if (old != null && old.relationship().equals(now)) {
            if (pair.seen() || pair.standing()) {
                tally.unchanged++;
            } else {
                tally.kept++;
            }
            return;
        }
        staged.put(now);
        boolean sameEnds = old != null
                && old.relationship().from().equals(now.from())
                && old.relationship().to().equals(now.to());
        if (old != null && sameEnds) {
            tally.updated++;
            changes.add(Operation.UPDATE_RELATIONSHIP, now.id(), now.from(), old.elementId(), size(now));
            return;
        }
        if (old != null) {
            // An edge cannot move.
            delete(old);
        }
        tally.created++;
        changes.add(Operation.CREATE_RELATIONSHIP, now.id(), now.from(), "", size(now));
    }

    private void delete(MatchedEdge old) {
        tally.deleted++;
        changes.add(
                Operation.DELETE_RELATIONSHIP,
                old.relationship().id(),
                old.relationship().from(),
                old.elementId(),
                0);
    }

    /** About how long it is in staging. */
    static long size(StagedRelationship relationship) {
        return 200L
                + relationship.fromRef().key().length()
                + relationship.toRef().key().length()
                + relationship.properties().toString().length();
    }
}
