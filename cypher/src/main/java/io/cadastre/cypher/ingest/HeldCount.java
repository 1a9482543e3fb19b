package io.cadastre.cypher.ingest;

/**
 * How much of one kind waits for a person.
 *
 * @param kind whether entities or relationships
 * @param type the entity type's name, or the relationship's {@code from VERB to}
 * @param held how many are held for themselves: these are listed
 * @param along how many relationships stay with entities that are held, and would go with them; 0 for entities
 * @param there how many there are in all
 */
public record HeldCount(Kind kind, String type, long held, long along, long there) {
    /** What can be held. */
    public enum Kind {
        ENTITY,
        RELATIONSHIP
    }

    /** All that is not deleted until somebody decides. */
    public long total() {
        return held + along;
    }
}
