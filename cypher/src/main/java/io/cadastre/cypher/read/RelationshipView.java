package io.cadastre.cypher.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A relationship of an entity.
 *
 * @param id its id in Cadastre
 * @param verb its type
 * @param direction seen from the entity that was asked for
 * @param properties what the connector says about it, as JSON can say it
 * @param entity at the other end
 * @param installation the installation that found it
 * @param scope the enumerations that found it
 */
public record RelationshipView(
        String id,
        String verb,
        Direction direction,
        Map<String, Object> properties,
        EntitySummary entity,
        String installation,
        String scope) {
    public RelationshipView {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
