package io.cadastre.cypher.ingest;

import java.util.Iterator;

/** Where the comparison leaves the changes until they are published; on disk, since there may be as many as entities. */
public interface ChangeSpool {
    void append(Change change);

    /** The changes of one kind, as often as asked. */
    Iterator<Change> changes(Change.Operation operation);

    /** Whether the entity is among those to be deleted. */
    boolean deletes(String entityId);
}
