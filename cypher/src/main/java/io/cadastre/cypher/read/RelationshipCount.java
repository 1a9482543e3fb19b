package io.cadastre.cypher.read;

/**
 * How many relationships of a kind an entity has.
 *
 * @param verb their type
 * @param direction seen from the entity that was asked for
 * @param type the type of the entities at the other end
 * @param entityClass the first class of those; empty if they have none
 * @param count how many there are
 */
public record RelationshipCount(String verb, Direction direction, String type, String entityClass, long count) {}
