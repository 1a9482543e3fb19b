package io.cadastre.engine.staging;

import io.cadastre.cypher.ingest.Evidence;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.spi.step.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * How the enumerations of a sync ended, on disk: there may be one for each entity. Safe for use by several threads.
 */
public final class EvidenceBook implements Evidence {
    private static final char SEPARATOR = '\n';

    private final DiskMap outcomes;
    private final Set<String> notWhole = ConcurrentHashMap.newKeySet();
    private final Set<String> unprovable = ConcurrentHashMap.newKeySet();

    EvidenceBook(DiskMap outcomes) {
        this.outcomes = outcomes;
    }

    /** Notes how an enumeration ended; of several outcomes the one that proves least stays. */
    public void note(String output, String scope, Outcome outcome) {
        if (!outcome.complete() && !(outcome instanceof Outcome.Unchanged)) {
            notWhole.add(output);
        }
        String key = output + SEPARATOR + scope;
        synchronized (outcomes) {
            byte[] before = outcomes.get(key);
            outcomes.put(key, encode(before == null ? outcome : decode(before).and(outcome)));
        }
    }

    /** Notes that something about this output was left out, although what enumerates it may be complete. */
    public void noteNotWhole(String output) {
        notWhole.add(output);
    }

    /** Notes that some step that finds this output did not do its work: no scope proves anything about it. */
    public void noteUnprovable(String output) {
        unprovable.add(output);
    }

    @Override
    public boolean complete(String output, String scope) {
        return !unprovable.contains(output)
                && outcome(output, scope).map(Outcome::complete).orElse(false);
    }

    @Override
    public Optional<Outcome> outcome(String output, String scope) {
        return Optional.ofNullable(outcomes.get(output + SEPARATOR + scope)).map(EvidenceBook::decode);
    }

    @Override
    public boolean whole(String output) {
        return !notWhole.contains(output);
    }

    @Override
    public void forEach(BiConsumer<Enumeration, Outcome> consumer) {
        for (Iterator<Map.Entry<String, byte[]>> all = outcomes.entries(); all.hasNext(); ) {
            Map.Entry<String, byte[]> entry = all.next();
            String key = entry.getKey();
            int end = key.indexOf(SEPARATOR);
            String scope = key.substring(end + 1);
            Outcome outcome = decode(entry.getValue());
            if (scope.equals(Scopes.ROOT) || !outcome.complete()) {
                consumer.accept(new Enumeration(key.substring(0, end), scope), outcome);
            }
        }
    }

    private static byte[] encode(Outcome outcome) {
        String text = switch (outcome) {
            case Outcome.Complete() -> "C";
            case Outcome.Unchanged(String validator) -> "U" + validator;
            case Outcome.Partial(String reason) -> "P" + reason;
            case Outcome.Denied(String permission) -> "D" + permission;
            case Outcome.Failed(String error) -> "F" + error;
            case Outcome.Skipped(String reason) -> "S" + reason;
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Outcome decode(byte[] bytes) {
        String detail = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
        return switch (bytes[0]) {
            case 'C' -> new Outcome.Complete();
            case 'U' -> new Outcome.Unchanged(detail);
            case 'P' -> new Outcome.Partial(detail);
            case 'D' -> new Outcome.Denied(detail);
            case 'F' -> new Outcome.Failed(detail);
            case 'S' -> new Outcome.Skipped(detail);
            default -> throw new IllegalStateException("Staging is damaged: unknown outcome " + bytes[0] + ".");
        };
    }
}
