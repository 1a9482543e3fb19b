package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Change.Operation;
import io.cadastre.cypher.ingest.Pending.Reason;
import io.cadastre.cypher.ingest.Readiness.Verdict;
import io.cadastre.spi.model.RawRef;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the relationships that have to wait with those that waited before, by merging two streams in the same order.
 * Evidence decides over what waits as it does over what is in the graph (I7): what a sync did not see goes on waiting, and
 * becomes a relationship as soon as it can.
 *
 * <p>Used for one comparison, by one thread, last.
 */
final class PendingDiff {
    /** How many are looked up in one query. */
    private static final int LOOKUP = 1_000;

    private static final int SAMPLE = 20;

    private final String installation;
    private final PendingGraph graph;
    private final StagedGraph staged;
    private final ChangeSpool spool;
    private final Proof proof;
    private final Readiness readiness;
    private final MatchResolution resolution;
    private final Changes changes;
    private final Tally relationships;
    private final EachMatchDiff inEach;

    private final List<Pending> unseen = new ArrayList<>();
    private final List<String> sample = new ArrayList<>();
    private final Findings findings = new Findings();
    private long waiting;
    private boolean follows;
    private long changed;

    PendingDiff(
            String installation,
            PendingGraph graph,
            StagedGraph staged,
            ChangeSpool spool,
            Proof proof,
            Readiness readiness,
            MatchResolution resolution,
            Changes changes,
            Tally relationships,
            EachMatchDiff inEach) {
        this.installation = installation;
        this.graph = graph;
        this.staged = staged;
        this.spool = spool;
        this.proof = proof;
        this.readiness = readiness;
        this.resolution = resolution;
        this.changes = changes;
        this.relationships = relationships;
        this.inEach = inEach;
    }

    Diff.Waiting diff() {
        graph.read(installation, this::merge);
        inEach.flush();
        return new Diff.Waiting(waiting, follows, changed, sample, findings.all());
    }

    private void merge(Iterator<Pending> before) {
        Iterator<Pending> now = spool.pending();
        Pending old = Differ.next(before);
        Pending seen = Differ.next(now);
        while (old != null || seen != null) {
            int order = Differ.order(old == null ? null : old.id(), seen == null ? null : seen.id());
            if (order < 0 && old != null) {
                unseen.add(old);
                if (unseen.size() == LOOKUP) {
                    decideUnseen();
                }
            } else if (seen != null) {
                waits(order == 0 ? old : null, seen, true);
            }
            if (order <= 0) {
                old = Differ.next(before);
            }
            if (order >= 0) {
                seen = Differ.next(now);
            }
        }
        decideUnseen();
    }

    private void waits(@Nullable Pending old, Pending pending, boolean fresh) {
        Pending now = old == null
                        || old.relationship()
                                .scope()
                                .equals(pending.relationship().scope())
                ? pending
                // It cannot leave an enumeration that somebody did not look at (I7).
                : pending.alsoFoundIn(proof.unproven(
                        pending.relationship().output(), old.relationship().scope()));
        if (old == null || !old.hash().equals(now.hash())) {
            spool.pend(now);
            changed++;
            changes.add(Operation.PUT_PENDING, now.id(), "", "", MatchedDiff.size(now.relationship()));
        }
        if (now.leadsSomewhere()) {
            follows = true;
            inEach.holds(now.relationship(), fresh);
        } else if (old != null && old.leadsSomewhere()) {
            inEach.isOver(now.relationship());
        }
        if (now.misses()) {
            waiting++;
            if (sample.size() < SAMPLE) {
                sample.add(now.relationship().describe());
            }
            report(now);
        }
    }

    private void report(Pending pending) {
        StagedRelationship relationship = pending.relationship();
        if (pending.reason() == Reason.AMBIGUOUS) {
            findings.add("ambiguous-match", relationship.output(), () -> {
                Map<String, String> names = resolution.names(pending.candidates());
                List<String> some = pending.candidates().stream()
                        .map(id -> names.getOrDefault(id, id))
                        .toList();
                return relationship.describe() + ": " + pending.matches() + " entities of other installations match, "
                        + String.join(" and ", some)
                        + (pending.matches() > some.size() ? " among them" : "")
                        + (relationship.match().each()
                                ? ". None of these is linked until its installation has only one."
                                : ". None is linked until only one is left.");
            });
        } else if (pending.reason() == Reason.VALUE_TOO_LONG) {
            findings.add(
                    "match-value-too-long",
                    relationship.output(),
                    () -> relationship.fromRef().match().isPresent()
                            ? tooLong(relationship.toRef(), relationship.fromRef())
                            : tooLong(relationship.fromRef(), relationship.toRef()));
        }
    }

    private static String tooLong(RawRef own, RawRef wanted) {
        return own + " is to match " + wanted.type() + " by a value of "
                + wanted.key().length() + " characters; only values of up to " + MatchResolution.LONGEST_VALUE
                + " are matched.";
    }

    private void decideUnseen() {
        List<Pending> left = new ArrayList<>();
        for (Pending pending : unseen) {
            StagedRelationship relationship = pending.relationship();
            boolean over = staged.asserts(relationship)
                    || staged.gone(relationship.id())
                    || proof.allGone(relationship.output(), relationship.scope())
                    || spool.deletes(relationship.from())
                    || spool.deletes(relationship.to());
            if (over) {
                forget(pending);
            } else {
                left.add(pending);
            }
        }
        Map<String, Verdict> verdicts =
                readiness.decide(left.stream().map(Pending::relationship).toList());
        for (Pending pending : left) {
            switch (verdicts.get(pending.id())) {
                case Verdict.Ready(StagedRelationship relationship) -> {
                    forget(pending);
                    staged.put(relationship);
                    relationships.created++;
                    changes.add(
                            Operation.CREATE_RELATIONSHIP,
                            relationship.id(),
                            relationship.from(),
                            "",
                            MatchedDiff.size(relationship));
                }
                case Verdict.Waits(Pending now) ->
                    waits(
                            pending,
                            now,
                            proof.stands(
                                    pending.relationship().output(),
                                    pending.relationship().scope()));
                case null -> throw new IllegalStateException("Each relationship has its verdict.");
            }
        }
        unseen.clear();
    }

    private void forget(Pending pending) {
        changed++;
        if (pending.leadsSomewhere()) {
            inEach.isOver(pending.relationship());
        }
        changes.add(Operation.DELETE_PENDING, pending.id(), "", "", 0);
    }
}
