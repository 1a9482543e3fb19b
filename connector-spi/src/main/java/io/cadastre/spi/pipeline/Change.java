package io.cadastre.spi.pipeline;

import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;

/** One entry of a change feed. */
public sealed interface Change {
    /**
     * An entity is new or changed, and the feed says how. What the input leaves absent stays as it is.
     *
     * @param input what the feed says
     */
    record Stored(EntityInput input) implements Change {}

    /**
     * An entity is new or changed, but the feed does not say enough: its loader is asked.
     *
     * @param ref which
     * @param wasThere whether the feed says that the entity was there before the change. If no sync has seen it, it is
     *     back, with children and relationships of which the feed says nothing: everything is read again
     */
    record Reload(EntityRef<?> ref, boolean wasThere) implements Change {
        /** A change that may also be the first of its entity. */
        public Reload(EntityRef<?> ref) {
            this(ref, false);
        }
    }

    /**
     * An entity is gone: the source says so by name, which proves it for this entity alone.
     *
     * @param ref which
     */
    record Deleted(EntityRef<?> ref) implements Change {}
}
