package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.ChangeSpool.Parked;
import java.util.Iterator;

/**
 * Where the comparison keeps what is proven gone until it is known whether that goes or is held; on disk, since there
 * may be as many as entities.
 */
public interface DeletionSpool {
    /** Notes an entity that is proven gone. */
    void prove(Parked entity);

    /** Whether the entity is proven gone, held or not. */
    boolean proves(String entityId);

    /** The entity of that id, which is proven gone. */
    Parked proven(String entityId);

    /** The entities that are proven gone, as often as asked. */
    Iterator<Parked> provenEntities();

    /** Holds an entity that is proven gone. */
    void hold(Parked entity);

    /** Whether the entity's deletion is held. */
    boolean holds(String entityId);

    /** The entities whose deletion is held, as often as asked. */
    Iterator<Parked> heldEntities();

    /** Notes a relationship that is proven gone. */
    void prove(GoneRelationship relationship);

    /** The relationships that are proven gone, as often as asked. */
    Iterator<GoneRelationship> provenRelationships();

    /** Holds a relationship. */
    void hold(GoneRelationship relationship);

    /** The relationships whose deletion is held, as often as asked. */
    Iterator<GoneRelationship> heldRelationships();

    /**
     * A relationship that was not seen.
     *
     * @param id its id
     * @param from the id of the entity it leaves
     * @param elementId the database's own handle, valid until the publish ends
     * @param output its {@code from VERB to}
     * @param scope the enumerations that found it
     */
    record GoneRelationship(String id, String from, String elementId, String output, String scope) {}
}
