package io.cadastre.cypher.ingest;

import io.cadastre.cypher.identity.CanonicalHash;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RawRef;
import java.util.Map;

/**
 * A relationship as a sync collected it. One that leads into another installation has no id for its end there until it
 * was matched: an empty text.
 *
 * @param id see {@link io.cadastre.cypher.identity.GraphIds#relationship} and
 *     {@link io.cadastre.cypher.identity.GraphIds#matched}
 * @param from the id of the entity it leaves
 * @param verb its type in the graph
 * @param to the id of the entity it enters
 * @param fromRef the same for people, or what it is matched by
 * @param toRef the same for people, or what it is matched by
 * @param scope the enumerations that found it, see {@link Scopes}
 * @param properties by name; no nulls
 * @param hash see {@link CanonicalHash#relationship} and {@link CanonicalHash#matched}
 */
public record StagedRelationship(
        String id,
        String from,
        String verb,
        String to,
        RawRef fromRef,
        RawRef toRef,
        String scope,
        Map<String, Object> properties,
        String hash) {
    /** With the hash that follows from the rest. */
    public static StagedRelationship of(
            String id,
            String from,
            String verb,
            String to,
            RawRef fromRef,
            RawRef toRef,
            String scope,
            Map<String, Object> properties) {
        String target = target(from, to, fromRef, toRef);
        return new StagedRelationship(
                id,
                from,
                verb,
                to,
                fromRef,
                toRef,
                scope,
                properties,
                target.isEmpty()
                        ? CanonicalHash.relationship(scope, properties)
                        : CanonicalHash.matched(scope, properties, target));
    }

    /** The id of the end in another installation; empty if there is none or it is not known. */
    private static String target(String from, String to, RawRef fromRef, RawRef toRef) {
        if (toRef.match().isPresent()) {
            return to;
        }
        return fromRef.match().isPresent() ? from : "";
    }

    /** Whether one end is in another installation. */
    public boolean matched() {
        return fromRef.match().isPresent() || toRef.match().isPresent();
    }

    /** For a matched one, whether it leaves the installation's own entity. */
    boolean outgoing() {
        return toRef.match().isPresent();
    }

    /** For a matched one, what its other end is known by: the name of the match and the value. */
    RawRef wanted() {
        return outgoing() ? toRef : fromRef;
    }

    /** For a matched one, by what its other end is known. */
    Match match() {
        return wanted().match().orElseThrow();
    }

    /** For a matched one, the id of the installation's own entity. */
    public String anchor() {
        return outgoing() ? from : to;
    }

    /** For a matched one, the same relationship with the entity it leads to. */
    StagedRelationship to(String target) {
        return outgoing()
                ? of(id, from, verb, target, fromRef, toRef, scope, properties)
                : of(id, target, verb, to, fromRef, toRef, scope, properties);
    }

    /** For what is asserted of each installation, the relationship with the entity that one of them has. */
    StagedRelationship in(String other, String target) {
        StagedRelationship there = to(target);
        return of(GraphIds.matchedIn(id, other), there.from, verb, there.to, fromRef, toRef, scope, properties);
    }

    /** Found by other enumerations, too. */
    StagedRelationship alsoFoundIn(String scopes) {
        return scopes.isEmpty() ? this : of(id, from, verb, to, fromRef, toRef, Scopes.join(scope, scopes), properties);
    }

    /** The name under which evidence about it is kept. */
    String output() {
        return Output.between(fromRef, verb, toRef);
    }

    /** The relationship for people. */
    public String describe() {
        return fromRef + " " + verb + " " + toRef;
    }
}
