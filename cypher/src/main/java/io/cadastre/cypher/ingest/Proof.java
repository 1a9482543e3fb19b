package io.cadastre.cypher.ingest;

import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a sync proves about something that the graph has, by the enumerations that found it (I7).
 *
 * @param evidence how the enumerations of this sync ended
 * @param spool which entities go
 */
record Proof(Evidence evidence, ChangeSpool spool) {
    /** Whether no enumeration that found it can contain it any more: seen whole without it, or under a parent that goes. */
    boolean allGone(String output, String scopes) {
        return allGone(output, scopes, spool::deletes);
    }

    /**
     * Whether no enumeration that found it can contain it any more.
     *
     * @param parentGoes whether an entity goes whose collections were listed
     */
    boolean allGone(String output, String scopes, Predicate<String> parentGoes) {
        return Scopes.split(scopes).stream()
                .allMatch(scope -> evidence.complete(output, scope) || parentGoes.test(scope));
    }

    /** Whether the source says that it is as it was. */
    boolean stands(String output, String scopes) {
        return Scopes.split(scopes).stream().allMatch(scope -> evidence.stands(output, scope));
    }

    /** The enumerations that found something before and do not prove that they no longer contain it. */
    String unproven(String output, String scopes, Predicate<String> goes) {
        return Scopes.split(scopes).stream()
                .filter(scope -> !evidence.complete(output, scope))
                // Where the source told what changed, it told where things are found.
                .filter(scope -> evidence.outcome(output, scope).isPresent() || !evidence.stands(output, scope))
                .filter(scope -> !goes.test(scope))
                .collect(Collectors.joining(" "));
    }

    /** The same of a relationship; its entities are decided already. */
    String unproven(String output, String scopes) {
        return unproven(output, scopes, scope -> spool.deletes(parentOf(scope)));
    }

    /** What a loader adds to an entity is known by both of them. */
    static String parentOf(String scope) {
        int colon = scope.indexOf(':');
        return colon < 0 ? scope : scope.substring(0, colon);
    }
}
