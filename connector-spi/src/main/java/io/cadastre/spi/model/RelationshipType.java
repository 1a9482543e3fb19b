package io.cadastre.spi.model;

/**
 * A kind of relationship in the graph: which type of entity does what to which.
 *
 * @param from the name of the entity type the relationship leaves
 * @param verb what it says
 * @param to the name of the entity type it enters
 */
public record RelationshipType(String from, Verb verb, String to) {
    @Override
    public String toString() {
        return from + " " + verb + " " + to;
    }
}
