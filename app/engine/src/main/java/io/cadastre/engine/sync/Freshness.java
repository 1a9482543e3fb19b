package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.Evidence;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.Json;
import io.cadastre.engine.sync.EvidenceRecord.Entry;
import io.cadastre.spi.step.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** When what is in the graph was last looked at in full, and why not since. */
public final class Freshness {
    private static final String NOBODY_LOOKS = "No sync looks at this any more.";

    private final DocumentStore documents;
    private final Map<String, Map<Enumeration, Entry>> entries = new ConcurrentHashMap<>();
    private final Map<String, Instant> syncedAt = new ConcurrentHashMap<>();

    public Freshness(DocumentStore documents) {
        this.documents = documents;
    }

    /**
     * How fresh something is.
     *
     * @param lastSeenAt the end of the last sync that looked at all of its kind; null if there was none
     * @param stale whether a later sync did not see all of its kind
     * @param reason why, for people; empty if it is not stale
     */
    public record Seen(@Nullable Instant lastSeenAt, boolean stale, String reason) {}

    /**
     * How fresh something in the graph is.
     *
     * @param output an entity type's name or {@code from VERB to}
     * @param scopes the enumerations that found it, see {@link Scopes}
     */
    public Seen of(String installation, String output, String scopes) {
        Map<Enumeration, Entry> known = entriesOf(installation);
        Instant oldest = syncedAt.get(installation);
        for (String scope : Scopes.split(scopes)) {
            Entry entry = known.get(new Enumeration(output, scope));
            if (entry == null) {
                entry = known.get(new Enumeration(output, Scopes.ROOT));
            }
            if (entry == null) {
                return new Seen(null, true, NOBODY_LOOKS);
            }
            if (!entry.outcome().equals("COMPLETE") && !entry.outcome().equals("UNCHANGED")) {
                return new Seen(entry.completeAt(), true, entry.reason());
            }
        }
        return new Seen(oldest, false, "");
    }

    /** Keeps the evidence of a published sync. */
    void keep(String installation, Evidence evidence, Instant at) {
        Map<Enumeration, Entry> before = entriesOf(installation);
        List<Entry> now = new ArrayList<>();
        evidence.forEach((enumeration, outcome) -> {
            boolean seen = outcome.complete() || outcome instanceof Outcome.Unchanged;
            if (enumeration.scope().equals(Scopes.ROOT) || !seen) {
                Instant completeAt = seen
                        ? at
                        : Optional.ofNullable(before.get(enumeration))
                                .map(Entry::completeAt)
                                .orElse(syncedAt.get(installation));
                now.add(new Entry(
                        enumeration.output(), enumeration.scope(), outcome.label(), outcome.reason(), completeAt));
            }
        });
        before.forEach((enumeration, entry) -> notLookedAt(entry, evidence).ifPresent(now::add));
        EvidenceRecord evidenceRecord = new EvidenceRecord(at, now);
        documents.put(
                DocumentKind.EVIDENCE, new Document(installation, installation, Map.of(), Json.write(evidenceRecord)));
        remember(installation, evidenceRecord);
    }

    /** What an earlier sync did not see and this one did not even look at keeps the time of its last complete look. */
    private static Optional<Entry> notLookedAt(Entry entry, Evidence evidence) {
        if (evidence.outcome(entry.output(), entry.scope()).isPresent()) {
            return Optional.empty();
        }
        Optional<Outcome> root = evidence.outcome(entry.output(), Scopes.ROOT);
        if (root.isEmpty()) {
            return Optional.of(entry.because(new Outcome.Skipped(NOBODY_LOOKS)));
        }
        return root.filter(outcome -> !outcome.complete() && !(outcome instanceof Outcome.Unchanged))
                .map(entry::because);
    }

    void forget(String installation) {
        documents.delete(DocumentKind.EVIDENCE, installation);
        entries.remove(installation);
        syncedAt.remove(installation);
    }

    private Map<Enumeration, Entry> entriesOf(String installation) {
        Map<Enumeration, Entry> known = entries.get(installation);
        return known == null
                ? remember(
                        installation,
                        documents
                                .get(DocumentKind.EVIDENCE, installation)
                                .map(document -> Json.read(document.body(), EvidenceRecord.class))
                                .orElse(EvidenceRecord.NONE))
                : known;
    }

    private Map<Enumeration, Entry> remember(String installation, EvidenceRecord evidenceRecord) {
        Map<Enumeration, Entry> byEnumeration = new HashMap<>();
        evidenceRecord
                .enumerations()
                .forEach(entry -> byEnumeration.put(new Enumeration(entry.output(), entry.scope()), entry));
        if (!evidenceRecord.equals(EvidenceRecord.NONE)) {
            syncedAt.put(installation, evidenceRecord.at());
        }
        entries.put(installation, byEnumeration);
        return byEnumeration;
    }
}
