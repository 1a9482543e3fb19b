package io.cadastre.server.bench;

import io.cadastre.server.bench.data.Estate;

/** What is measured, in this order: each case finds what the one before left. */
public enum IngestCase {
    /** Everything is new. */
    COLD("cold"),
    /** Nothing is. */
    UNCHANGED("unchanged"),
    /** Every hundredth asset has changed. */
    CHANGED_1_PERCENT("changed-1-percent"),
    /** One asset has changed. */
    CHANGED_1("changed-1"),
    /** Every tenth asset is gone, and the relationships at it. */
    DELETE_10_PERCENT("delete-10-percent");

    private final String label;

    IngestCase(String label) {
        this.label = label;
    }

    /** What it is called in results. */
    public String label() {
        return label;
    }

    /** Whether it can be measured again on what it left behind. */
    boolean repeatable() {
        return this == UNCHANGED || this == CHANGED_1;
    }

    /** What the source holds after what happened to it. */
    Estate apply(Estate before) {
        return switch (this) {
            case COLD, UNCHANGED -> before;
            case CHANGED_1_PERCENT -> before.withOnePercentChanged();
            case CHANGED_1 -> before.withOneChanged();
            case DELETE_10_PERCENT -> before.withTenPercentGone();
        };
    }
}
