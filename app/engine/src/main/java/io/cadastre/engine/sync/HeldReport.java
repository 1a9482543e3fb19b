package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.HeldCount;
import io.cadastre.cypher.ingest.HeldCount.Kind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a sync did not delete without asking a person, and what became of it. Of a plan: what it would not.
 *
 * @param counts by kind; empty if nothing is held
 * @param sawAll whether the sync saw all that it was to look at
 * @param unseenReason why not, for people; empty if it did
 * @param decision what a person decided; null while nobody has
 */
public record HeldReport(
        List<HeldCount> counts,
        boolean sawAll,
        String unseenReason,
        @Nullable Decision decision) {
    /** Nothing is held. */
    public static final HeldReport NONE = new HeldReport(List.of(), true, "", null);

    /** What can be decided. */
    public enum Choice {
        /** Everything on the list is deleted. */
        APPROVE,
        /** Everything on the list stays. */
        REJECT
    }

    /**
     * What a person decided.
     *
     * @param decision what becomes of the list
     * @param by who decided, for people
     * @param at when
     */
    public record Decision(Choice decision, String by, Instant at) {}

    public HeldReport {
        counts = List.copyOf(counts);
    }

    static HeldReport of(List<HeldCount> counts) {
        return new HeldReport(counts, true, "", null);
    }

    HeldReport seen(boolean all, String reason) {
        return new HeldReport(counts, all, reason, decision);
    }

    HeldReport decided(Decision taken) {
        return new HeldReport(counts, sawAll, unseenReason, taken);
    }

    /** Whether nothing is held. */
    public boolean none() {
        return counts.isEmpty();
    }

    long total(Kind kind) {
        return counts.stream()
                .filter(count -> count.kind() == kind)
                .mapToLong(HeldCount::total)
                .sum();
    }

    /** The whole in a sentence or two, for people. */
    String reason() {
        String what = counts.stream().map(HeldReport::words).collect(Collectors.joining(", "));
        Decision taken = decision;
        String held = taken == null
                ? "Deletions wait for approval: " + what + "."
                : switch (taken.decision()) {
                    case APPROVE -> "The deletions were approved by " + taken.by() + ": " + what + ".";
                    case REJECT -> "The deletions were rejected by " + taken.by() + ": " + what + ".";
                };
        return (held + " " + unseenReason).strip();
    }

    private static String words(HeldCount count) {
        return count.total() + " of " + count.there() + " " + count.type();
    }
}
