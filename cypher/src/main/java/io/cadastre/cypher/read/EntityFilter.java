package io.cadastre.cypher.read;

import org.jspecify.annotations.Nullable;

/**
 * Which entities a list holds. Null leaves a condition out; all others must hold.
 *
 * @param text words to search for
 * @param entityClass a class in the shared vocabulary, for example {@code Host}
 * @param type a type's name, for example {@code github_repo}
 * @param installation an installation's id
 */
public record EntityFilter(
        @Nullable String text,
        @Nullable String entityClass,
        @Nullable String type,
        @Nullable String installation) {
    /** Holds for every entity. */
    public static final EntityFilter NONE = new EntityFilter(null, null, null, null);
}
