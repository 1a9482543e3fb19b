package io.cadastre.engine.sync;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.cadastre.cypher.ingest.Evidence;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentChange;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.Json;
import io.cadastre.engine.sync.EvidenceRecord.Entry;
import io.cadastre.spi.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When what is in the graph was last looked at in full, and why not since. */
public final class Freshness {
    /** A page of entities asks many times over; another process's sync is seen after this long. */
    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    private static final String NOBODY_LOOKS = "No sync looks at this any more.";

    private final DocumentStore documents;
    private final LoadingCache<String, Known> known;

    /** What the last published sync of an installation found out; without a time if there was none. */
    private record Known(@Nullable Instant syncedAt, Map<Enumeration, Entry> entries) {}

    public Freshness(DocumentStore documents) {
        this(documents, Ticker.systemTicker());
    }

    /**
     * Forgets what it read by a clock of the caller's.
     *
     * @param ticker nanoseconds, never backwards
     */
    public Freshness(DocumentStore documents, Ticker ticker) {
        this.documents = documents;
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .build(this::read);
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
        Known now = known.get(installation);
        for (String scope : Scopes.split(scopes)) {
            Entry entry = now.entries().get(new Enumeration(output, scope));
            if (entry == null) {
                entry = now.entries().get(new Enumeration(output, Scopes.ROOT));
            }
            if (entry == null) {
                return new Seen(null, true, NOBODY_LOOKS);
            }
            if (!entry.outcome().equals("COMPLETE") && !entry.outcome().equals("UNCHANGED")) {
                return new Seen(entry.completeAt(), true, entry.reason());
            }
        }
        return new Seen(now.syncedAt(), false, "");
    }

    /** What keeps the evidence of a sync, to go along with its publish. */
    DocumentChange kept(String installation, Evidence evidence, Instant at) {
        // Not what is remembered: another process may have synced last.
        Known before = read(installation);
        List<Entry> now = new ArrayList<>();
        evidence.forEach((enumeration, outcome) -> {
            boolean seen = outcome.complete() || outcome instanceof Outcome.Unchanged;
            if (enumeration.scope().equals(Scopes.ROOT) || !seen) {
                Instant completeAt = seen
                        ? at
                        : Optional.ofNullable(before.entries().get(enumeration))
                                .map(Entry::completeAt)
                                .orElse(before.syncedAt());
                now.add(new Entry(
                        enumeration.output(), enumeration.scope(), outcome.label(), outcome.reason(), completeAt));
            }
        });
        before.entries()
                .forEach((enumeration, entry) -> notLookedAt(entry, evidence).ifPresent(now::add));
        EvidenceRecord evidenceRecord = new EvidenceRecord(at, now);
        return new DocumentChange.Put(
                DocumentKind.EVIDENCE, new Document(installation, installation, Map.of(), Json.write(evidenceRecord)));
    }

    /** Lets the next question read what was published. */
    void published(String installation) {
        known.invalidate(installation);
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
        known.invalidate(installation);
    }

    private Known read(String installation) {
        return documents
                .get(DocumentKind.EVIDENCE, installation)
                .map(document -> known(Json.read(document.body(), EvidenceRecord.class)))
                .orElse(new Known(null, Map.of()));
    }

    private static Known known(EvidenceRecord evidenceRecord) {
        Map<Enumeration, Entry> byEnumeration = new HashMap<>();
        evidenceRecord
                .enumerations()
                .forEach(entry -> byEnumeration.put(new Enumeration(entry.output(), entry.scope()), entry));
        return new Known(evidenceRecord.at(), byEnumeration);
    }
}
