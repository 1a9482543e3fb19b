package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Change.Operation;

/** One thing to do to the graph, with all that it takes to do it. */
sealed interface Mutation {
    Operation operation();

    /** About how much memory a transaction takes to do it. */
    long sizeBytes();

    /**
     * Deletes a relationship.
     *
     * @param elementId the database's own handle, valid for as long as the relationship is there
     */
    record DeleteRelationship(String id, String elementId, long sizeBytes) implements Mutation {
        @Override
        public Operation operation() {
            return Operation.DELETE_RELATIONSHIP;
        }
    }

    /** Deletes an entity, and the relationships of other installations that lead to it. */
    record DeleteEntity(String id, long sizeBytes) implements Mutation {
        @Override
        public Operation operation() {
            return Operation.DELETE_ENTITY;
        }
    }

    /** Creates an entity that is not there. */
    record CreateEntity(StagedEntity entity, long sizeBytes) implements Mutation {
        @Override
        public Operation operation() {
            return Operation.CREATE_ENTITY;
        }
    }

    /** Changes an entity to what was collected. */
    record UpdateEntity(StagedEntity entity, long sizeBytes) implements Mutation {
        @Override
        public Operation operation() {
            return Operation.UPDATE_ENTITY;
        }
    }

    /** Creates a relationship that is not there. */
    record CreateRelationship(StagedRelationship relationship, long sizeBytes) implements Mutation {
        @Override
        public Operation operation() {
            return Operation.CREATE_RELATIONSHIP;
        }
    }

    /** Keeps a relationship that has to wait, whether or not it waited before. */
    record PutPending(Pending pending, long sizeBytes) implements Mutation {
        @Override
        public Operation operation() {
            return Operation.PUT_PENDING;
        }
    }

    /** Forgets a relationship that waited. */
    record DeletePending(String id, long sizeBytes) implements Mutation {
        @Override
        public Operation operation() {
            return Operation.DELETE_PENDING;
        }
    }

    /**
     * Changes a relationship to what was collected.
     *
     * @param elementId the database's own handle, valid for as long as the relationship is there
     */
    record UpdateRelationship(StagedRelationship relationship, String elementId, long sizeBytes) implements Mutation {
        @Override
        public Operation operation() {
            return Operation.UPDATE_RELATIONSHIP;
        }
    }
}
