package io.cadastre.cypher.ingest;

import io.cadastre.spi.model.RawRef;
import java.util.Map;

/**
 * A relationship as a sync collected it.
 *
 * @param id see {@link io.cadastre.cypher.identity.GraphIds#relationship}
 * @param from the id of the entity it leaves
 * @param verb its type in the graph
 * @param to the id of the entity it enters
 * @param fromRef the same for people
 * @param toRef the same for people
 * @param scope the enumerations that found it, see {@link Scopes}
 * @param properties by name; no nulls
 * @param hash see {@link io.cadastre.cypher.identity.CanonicalHash#relationship}
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
    /** The relationship for people. */
    public String describe() {
        return fromRef + " " + verb + " " + toRef;
    }
}
