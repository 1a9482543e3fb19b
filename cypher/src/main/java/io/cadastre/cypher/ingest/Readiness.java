package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.MatchResolution.Candidates;
import io.cadastre.cypher.ingest.Pending.Reason;
import io.cadastre.spi.model.RawRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether relationships can be in the graph: both ends are there, and of an end elsewhere there is just one. One
 * that leads into each installation always waits for more.
 */
final class Readiness {
    private final Ends ends;
    private final MatchResolution resolution;

    Readiness(Ends ends, MatchResolution resolution) {
        this.ends = ends;
        this.resolution = resolution;
    }

    /** What becomes of a relationship. */
    sealed interface Verdict {
        /**
         * It can be in the graph.
         *
         * @param relationship with both ends
         */
        record Ready(StagedRelationship relationship) implements Verdict {}

        /**
         * It has to wait.
         *
         * @param pending why
         */
        record Waits(Pending pending) implements Verdict {}
    }

    /** Decides over each, by its id. Three look-ups at most, however many there are. */
    Map<String, Verdict> decide(List<StagedRelationship> relationships) {
        List<String> own = new ArrayList<>();
        List<RawRef> wanted = new ArrayList<>();
        for (StagedRelationship relationship : relationships) {
            if (relationship.matched()) {
                own.add(relationship.anchor());
                wanted.add(relationship.wanted());
            } else {
                own.add(relationship.from());
                own.add(relationship.to());
            }
        }
        Set<String> there = ends.there(own);
        Map<RawRef, Candidates> candidates = resolution.resolve(wanted);
        Map<String, Verdict> verdicts = new HashMap<>();
        for (StagedRelationship relationship : relationships) {
            verdicts.put(
                    relationship.id(),
                    relationship.matched()
                            ? decide(relationship, there, candidates)
                            : there.contains(relationship.from()) && there.contains(relationship.to())
                                    ? new Verdict.Ready(relationship)
                                    : new Verdict.Waits(Pending.endMissing(relationship)));
        }
        return verdicts;
    }

    private static Verdict decide(
            StagedRelationship relationship, Set<String> there, Map<RawRef, Candidates> candidates) {
        StagedRelationship open = relationship.to("");
        if (!there.contains(open.anchor())) {
            return new Verdict.Waits(Pending.endMissing(open));
        }
        if (MatchResolution.tooLong(open.wanted())) {
            return new Verdict.Waits(new Pending(open, Reason.VALUE_TOO_LONG, List.of(), 0));
        }
        Candidates found = candidates.get(open.wanted());
        if (found == null) {
            return new Verdict.Waits(Pending.unmatched(open));
        }
        if (open.match().each()) {
            return new Verdict.Waits(
                    found.matches() == 0 ? new Pending(open, Reason.LINKED, List.of(), 0) : ambiguous(open, found));
        }
        return found.matches() == 1
                ? new Verdict.Ready(open.to(found.first()))
                : new Verdict.Waits(ambiguous(open, found));
    }

    private static Pending ambiguous(StagedRelationship open, Candidates found) {
        return new Pending(open, Reason.AMBIGUOUS, List.of(found.first(), found.last()), found.matches());
    }
}
