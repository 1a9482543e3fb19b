package io.cadastre.cypher.ingest;

/**
 * One thing to do to the graph. The content stays in staging.
 *
 * @param operation what to do
 * @param id the id of the entity or relationship
 * @param from for relationships the id of the entity it leaves, else empty
 * @param elementId for relationships that exist the database's own handle, valid until the publish ends; else empty
 * @param sizeBytes about how much memory a transaction takes to write it
 */
public record Change(Operation operation, String id, String from, String elementId, long sizeBytes) {
    /** What can be done, in the order in which it is published: a relationship goes before its ends and comes after. */
    public enum Operation {
        DELETE_RELATIONSHIP,
        DELETE_ENTITY,
        CREATE_ENTITY,
        UPDATE_ENTITY,
        CREATE_RELATIONSHIP,
        UPDATE_RELATIONSHIP,
        /** Keeps a relationship that has to wait, whether or not it waited before. */
        PUT_PENDING,
        /** Forgets a relationship that waited. */
        DELETE_PENDING
    }
}
