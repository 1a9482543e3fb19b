package io.cadastre.cypher.read;

import io.cadastre.cypher.history.ChangeKind;
import io.cadastre.cypher.history.ChangeOperation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which changes a list holds. Null leaves a condition out; all others must hold.
 *
 * @param subject the id of an entity; relationships that were deleted are not found by theirs, since they share nodes
 * @param sync the sync that published them
 * @param since published then or later
 * @param until published before then
 * @param installation whose the subject is
 * @param type an entity type's name, or {@code from VERB to}
 * @param kind what the subject is
 * @param operation what happened
 */
public record ChangeFilter(
        @Nullable String subject,
        @Nullable String sync,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String installation,
        @Nullable String type,
        @Nullable ChangeKind kind,
        @Nullable ChangeOperation operation) {
    /** Holds for every change. */
    public static final ChangeFilter NONE = new ChangeFilter(null, null, null, null, null, null, null, null);

    /** The same, for changes of one entity only. */
    public ChangeFilter ofEntity(String id) {
        return new ChangeFilter(id, sync, since, until, installation, type, ChangeKind.ENTITY, operation);
    }

    /** The same, for changes of one sync only. */
    public ChangeFilter ofSync(String id) {
        return new ChangeFilter(subject, id, since, until, installation, type, kind, operation);
    }

    /** The same, for changes from a time on. */
    public ChangeFilter since(Instant time) {
        return new ChangeFilter(subject, sync, time, until, installation, type, kind, operation);
    }

    /** The same, for changes before a time. */
    public ChangeFilter until(Instant time) {
        return new ChangeFilter(subject, sync, since, time, installation, type, kind, operation);
    }
}
