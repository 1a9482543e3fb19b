package io.cadastre.cypher.ingest;

import io.cadastre.cypher.TestGraph;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Syncs of several installations, one after the other, a second apart. */
final class Syncs {
    private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

    final Ingest ingest;
    private final TestGraph graph;
    private int count;

    Syncs(TestGraph graph) {
        this.graph = graph;
        this.ingest = new Ingest(graph.graph(), IngestLimits.DEFAULT, Path.of("never-used"));
    }

    /** Compares, and publishes what is different. */
    Diff sync(String installation, MemoryStaging staging, Evidence evidence) {
        Diff diff = compare(installation, staging, evidence);
        publish(installation, staging, diff);
        return diff;
    }

    Diff compare(String installation, MemoryStaging staging, Evidence evidence) {
        return ingest.diff(installation, staging, evidence, staging, Comparison.BY_RANGE, DeletionBudget.OFF);
    }

    Published publish(String installation, MemoryStaging staging, Diff diff) {
        count++;
        return ingest.publish(publication(installation, BEGIN.plusSeconds(count)), staging, diff, staging);
    }

    Publication publication(String installation, Instant at) {
        return new Publication(installation, "test", "sync" + count, at, List.of(), graph.fence(installation));
    }

    /** Looks at what an installation waits for, as after another one's sync. */
    Diff wake(String installation) {
        MemoryStaging nothing = new MemoryStaging(installation);
        Diff diff = ingest.waiting(installation, nothing, nothing);
        publish(installation, nothing, diff);
        return diff;
    }
}
