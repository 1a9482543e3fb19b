package io.cadastre.spi.model;

import java.util.Map;

/**
 * A relationship as a connector emits it. Made by {@link Link#between}; the raw form exists for data that arrives by
 * name. The host checks it against the declared schema when it is emitted (I11).
 *
 * @param verb the name of the verb
 * @param from the entity it leaves
 * @param to the entity it enters
 * @param discriminator tells parallel relationships of one verb between the same two entities apart; mostly empty
 * @param properties the relationship's own properties
 */
public record RelationshipInput(
        String verb, RawRef from, RawRef to, String discriminator, Map<String, Object> properties) {
    public RelationshipInput {
        properties = Map.copyOf(properties);
    }

    /** The same relationship, told apart from parallel ones. */
    public RelationshipInput discriminatedBy(String value) {
        return new RelationshipInput(verb, from, to, value, properties);
    }

    @Override
    public String toString() {
        return from + " " + verb + " " + to;
    }
}
