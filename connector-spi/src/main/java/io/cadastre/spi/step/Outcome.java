package io.cadastre.spi.step;

/**
 * How the enumeration of one output within one scope ended. Only {@link Complete} lets anything be deleted (I7).
 */
public sealed interface Outcome {
    /** The host saw the enumeration through to its end. */
    record Complete() implements Outcome {}

    /**
     * The source says that nothing changed.
     *
     * @param validator what it said it by, for example an ETag
     */
    record Unchanged(String validator) implements Outcome {}

    /**
     * Something was not seen.
     *
     * @param reason for people
     */
    record Partial(String reason) implements Outcome {}

    /**
     * Something may not be read.
     *
     * @param permission what would have to be granted
     */
    record Denied(String permission) implements Outcome {}

    /**
     * The step ended with an error, ran out of time, or was cancelled.
     *
     * @param error for people
     */
    record Failed(String error) implements Outcome {}

    /**
     * The step did not run.
     *
     * @param reason for people
     */
    record Skipped(String reason) implements Outcome {}

    /** Whether what was not seen may be deleted (I7). */
    default boolean complete() {
        return this instanceof Complete;
    }

    /** The name as reports show it. */
    default String label() {
        return switch (this) {
            case Complete() -> "COMPLETE";
            case Unchanged(String validator) -> "UNCHANGED";
            case Partial(String reason) -> "PARTIAL";
            case Denied(String permission) -> "DENIED";
            case Failed(String error) -> "FAILED";
            case Skipped(String reason) -> "SKIPPED";
        };
    }

    /** Why, for people; empty for complete. */
    default String reason() {
        return switch (this) {
            case Complete() -> "";
            case Unchanged(String validator) -> "The source says that nothing changed (" + validator + ").";
            case Partial(String reason) -> reason;
            case Denied(String permission) -> "Not permitted: needs " + permission + ".";
            case Failed(String error) -> error;
            case Skipped(String reason) -> reason;
        };
    }

    /** The one of two that proves less: what several enumerations say together. */
    default Outcome and(Outcome other) {
        return other.weight() > weight() ? other : this;
    }

    private int weight() {
        return switch (this) {
            case Complete() -> 0;
            case Unchanged(String validator) -> 1;
            case Skipped(String reason) -> 2;
            case Partial(String reason) -> 3;
            case Denied(String permission) -> 4;
            case Failed(String error) -> 5;
        };
    }
}
