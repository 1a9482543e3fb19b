package io.cadastre.cypher.ingest;

import io.cadastre.cypher.identity.CanonicalHash;
import io.cadastre.spi.model.Match;
import java.util.ArrayList;
import java.util.List;

/**
 * A relationship that a sync asserts and that cannot be in the graph, since an end is not there (I3). It is kept beside
 * the graph and becomes a relationship when it can. One that leads into each installation is kept for as long as it is
 * asserted: the relationships in the graph follow from it.
 *
 * @param relationship what waits
 * @param reason why
 * @param candidates the ids of the first and last of the entities that match, if there are too many
 * @param matches how many match
 */
public record Pending(StagedRelationship relationship, Reason reason, List<String> candidates, long matches) {
    /** Why a relationship waits. */
    public enum Reason {
        /** An entity of its own installation is not there. */
        END_MISSING,
        /** No entity of another installation has the value. */
        NO_MATCH,
        /** Several entities of other installations have the value; to choose one would be to guess. */
        AMBIGUOUS,
        /** It leads into each installation, is in the graph for those that have the value, and waits for more. */
        LINKED,
        /** The value is longer than any that is looked up. */
        VALUE_TOO_LONG
    }

    public Pending {
        candidates = List.copyOf(candidates);
    }

    static Pending endMissing(StagedRelationship relationship) {
        return new Pending(relationship, Reason.END_MISSING, List.of(), 0);
    }

    /** One whose other end is not found elsewhere. */
    static Pending unmatched(StagedRelationship relationship) {
        return new Pending(relationship, Reason.NO_MATCH, List.of(), 0);
    }

    /** Whether it leads into each installation, and into some it does by now, or may. */
    boolean leadsSomewhere() {
        return reason == Reason.LINKED
                || (reason == Reason.AMBIGUOUS && relationship.match().each());
    }

    /** Whether something is missing that people may want to know of. */
    boolean misses() {
        return reason != Reason.LINKED;
    }

    String id() {
        return relationship.id();
    }

    /** Differs if anything that is kept of it does. */
    String hash() {
        List<String> why = new ArrayList<>(List.of(reason.name(), Long.toString(matches)));
        why.addAll(candidates);
        return CanonicalHash.pending(relationship.scope(), relationship.properties(), why);
    }

    /** What might let it go on: a class or type in other installations; empty if only its own installation can. */
    String awaits() {
        return switch (reason) {
            case NO_MATCH, AMBIGUOUS, LINKED -> awaited(relationship.match());
            case END_MISSING, VALUE_TOO_LONG -> "";
        };
    }

    private static String awaited(Match match) {
        return switch (match) {
            case Match.OnProperty on -> on.entityClass().name();
            case Match.OnKey(String type) -> type;
        };
    }

    /** The same, with another scope. */
    Pending alsoFoundIn(String scopes) {
        return new Pending(relationship.alsoFoundIn(scopes), reason, candidates, matches);
    }
}
