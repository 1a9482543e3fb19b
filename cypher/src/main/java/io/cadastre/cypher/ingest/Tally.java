package io.cadastre.cypher.ingest;

/** Counts while the comparison runs. */
final class Tally {
    long created;
    long updated;
    long unchanged;
    long deleted;
    long kept;

    Diff.Counts counts() {
        return new Diff.Counts(created, updated, unchanged, deleted, kept);
    }
}
