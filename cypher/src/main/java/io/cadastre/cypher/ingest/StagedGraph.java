package io.cadastre.cypher.ingest;

import io.cadastre.spi.model.MatchField;
import java.util.Collection;
import java.util.Iterator;

/** What a sync collected, in the order in which the graph is read. Not changed while it is compared and published. */
public interface StagedGraph {
    /**
     * What the comparison needs of an entity.
     *
     * @param id its id
     * @param hash the hash of its content
     * @param sizeBytes how long it is in staging
     */
    record EntityKey(String id, String hash, long sizeBytes) {}

    /**
     * What the comparison needs of a relationship.
     *
     * @param from the id of the entity it leaves
     * @param id its id
     * @param to the id of the entity it enters
     * @param hash the hash of its content
     * @param sizeBytes how long it is in staging
     */
    record RelationshipKey(String from, String id, String to, String hash, long sizeBytes) {}

    /** Digests over all entities. */
    DigestTable entityDigests();

    /** Digests over all relationships, by the entity they leave. */
    DigestTable relationshipDigests();

    /**
     * Entities, ascending by id.
     *
     * @param low the first id that may be among them
     * @param high the first id after them
     */
    Iterator<EntityKey> entities(String low, String high);

    /**
     * Relationships, ascending by the id of the entity they leave, then by their own.
     *
     * @param low the first id of an entity they may leave
     * @param high the first id after those
     */
    Iterator<RelationshipKey> relationships(String low, String high);

    /** The links into other installations that there can be. */
    Collection<MatchField<?>> matchFields();

    /**
     * All relationships into other installations, ascending by the id of the installation's own entity, then by their
     * own; without the id of the other end.
     */
    Iterator<StagedRelationship> matches();

    /** Whether the sync collected this relationship. */
    boolean asserts(StagedRelationship relationship);

    /** Takes a relationship for collected whose both ends are known, so that it can be published. */
    void put(StagedRelationship relationship);

    /** Whether the sync collected this entity. */
    boolean contains(String entityId);

    /** Whether the source itself said that this entity or relationship is gone. */
    boolean gone(String id);

    /** Whether the sync saw this entity, but too little of it to publish it. */
    boolean incomplete(String entityId);

    /**
     * Adds enumerations to those that found an entity, which is there.
     *
     * @return the entity as it now is
     */
    EntityKey alsoFoundIn(EntityKey entity, String scopes);

    /**
     * Adds enumerations to those that found a relationship, which is there.
     *
     * @return the relationship as it now is
     */
    RelationshipKey alsoFoundIn(RelationshipKey relationship, String scopes);

    /**
     * Fills what was not collected of an entity with what the graph has, and adds the enumerations.
     *
     * @return the entity as it now is
     */
    EntityKey carryOver(PriorGraph.PriorEntity prior);

    /** The entity of that id, which is there. */
    StagedEntity entity(String id);

    /** The relationship of that id, which is there. */
    StagedRelationship relationship(String from, String id);
}
