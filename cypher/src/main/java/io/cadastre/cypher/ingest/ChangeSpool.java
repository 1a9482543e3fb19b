package io.cadastre.cypher.ingest;

import java.util.Iterator;

/**
 * Where one comparison leaves the changes until they are published; on disk, since there may be as many as entities.
 */
public interface ChangeSpool {
    void append(Change change);

    /** The changes of one kind, as often as asked. */
    Iterator<Change> changes(Change.Operation operation);

    /** Sets aside something that was not seen, until it is known whether all that found it goes. */
    void park(Parked parked);

    /** What is proven gone, until it is known whether it goes or is held. */
    DeletionSpool deletions();

    /** What is set aside, as often as asked. */
    Iterator<Parked> parked();

    /** Takes back what was set aside: it is decided. */
    void unpark(Parked parked);

    /**
     * An entity that was not seen.
     *
     * @param id its id
     * @param type its type
     * @param scope the enumerations that found it
     * @param degree how many relationships it has, whoever asserts them
     */
    record Parked(String id, String type, String scope, long degree) {}

    /** Notes that a relationship has to wait; once more, if it was noted before. */
    void pend(Pending pending);

    /** The relationships that have to wait, ascending by id. */
    Iterator<Pending> pending();

    /** The relationship of that id, which has to wait. */
    Pending pending(String id);

    /** Whether the entity is among those to be deleted. */
    boolean deletes(String entityId);
}
