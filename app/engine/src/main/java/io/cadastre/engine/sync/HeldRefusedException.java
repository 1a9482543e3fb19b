package io.cadastre.engine.sync;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nobody can decide about the deletions of this sync. The message is safe to show. */
public final class HeldRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final @Nullable String newerSync;

    /** Why not. */
    public enum Reason {
        /** The sync holds nothing. */
        NOT_HELD,
        /** A person has decided. */
        DECIDED,
        /** A newer sync looked again: its list counts. */
        SUPERSEDED
    }

    private HeldRefusedException(Reason reason, String message, @Nullable String newerSync) {
        super(message);
        this.reason = reason;
        this.newerSync = newerSync;
    }

    static HeldRefusedException notHeld(SyncReport sync) {
        return new HeldRefusedException(
                Reason.NOT_HELD,
                sync.mode() == SyncMode.PLAN
                        ? "Sync " + sync.id() + " is a plan: it deletes nothing and holds nothing."
                        : "Sync " + sync.id() + " holds no deletions; it is " + sync.state() + ".",
                null);
    }

    static HeldRefusedException decided(SyncReport sync, HeldReport.Decision decision) {
        return new HeldRefusedException(
                Reason.DECIDED,
                "The decision about sync " + sync.id() + " was taken by " + decision.by() + ": "
                        + decision.decision().name().toLowerCase(Locale.ROOT) + ".",
                null);
    }

    static HeldRefusedException superseded(SyncReport sync, String newerSync) {
        return new HeldRefusedException(
                Reason.SUPERSEDED,
                "Sync " + newerSync + " looked again after sync " + sync.id()
                        + ". Only its own list can be approved; see what it holds.",
                newerSync);
    }

    public Reason reason() {
        return reason;
    }

    /** The sync whose list counts, if it is another. */
    public Optional<String> newerSync() {
        return Optional.ofNullable(newerSync);
    }
}
