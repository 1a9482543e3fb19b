package io.cadastre.connectors.acme.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant holds, with its change feed and the history of its tasks. The same calls give the same data: ids come
 * from a seed, and each edit happens a second after the one before. Safe for use by several threads.
 */
public final class AcmeData {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Random random;
    private final Map<String, Held> all = new LinkedHashMap<>();
    private final Map<String, List<Map<String, @Nullable Object>>> histories = new HashMap<>();
    private final List<AcmeChange> changes = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-05T08:00:00Z");
    private long sequence;
    private long fieldChanges;

    public AcmeData(long seed) {
        random = new Random(seed);
    }

    /** An object; what is deleted stays, but is no longer answered. */
    private static final class Held {
        private final Kind kind;
        private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        private final Set<String> hidden = new LinkedHashSet<>();
        private final Map<String, @Nullable Object> faked = new LinkedHashMap<>();
        private boolean deleted;

        Held(Kind kind) {
            this.kind = kind;
        }

        Map<String, @Nullable Object> answered() {
            Map<String, @Nullable Object> answered = new LinkedHashMap<>(fields);
            answered.putAll(faked);
            answered.keySet().removeAll(hidden);
            return answered;
        }
    }

    /** Creates an object, with the fields that the API would take from a caller; says its id. */
    public synchronized String create(Kind kind, Map<String, ? extends @Nullable Object> fields) {
        String id = newId(kind);
        Held held = new Held(kind);
        String time = tick();
        held.fields.put("id", id);
        held.fields.putAll(fields);
        held.fields.put("createdAt", time);
        held.fields.put("updatedAt", time);
        if (kind == Kind.TASK || kind == Kind.FILE) {
            held.fields.putIfAbsent("lastModifiedById", held.fields.get("createdById"));
        }
        complete(held, time);
        all.put(id, held);
        log(kind.singular(), id, "create", held.answered(), time);
        return id;
    }

    /** Changes an object as a user does who sends a patch. */
    public synchronized void update(String id, Map<String, ? extends @Nullable Object> patch) {
        update(id, patch, null);
    }

    /** Changes an object as this user. */
    public synchronized void update(String id, Map<String, ? extends @Nullable Object> patch, @Nullable String userId) {
        Held held = held(id);
        String time = tick();
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        patch.forEach((field, value) -> {
            if (!Objects.equals(held.fields.get(field), value)) {
                changed.put(field, value);
                remember(id, field, held.fields.get(field), value, time);
            }
        });
        held.fields.putAll(patch);
        held.fields.put("updatedAt", time);
        if (userId != null && (held.kind == Kind.TASK || held.kind == Kind.FILE)) {
            held.fields.put("lastModifiedById", userId);
        }
        complete(held, time);
        Map<String, @Nullable Object> payload = switch (held.kind) {
            case TASK -> changed;
            case FILE -> null;
            case WORKSPACE, USER, PROJECT -> new LinkedHashMap<>(patch);
        };
        log(held.kind.singular(), id, "update", payload, time);
    }

    /** Deletes an object, softly: what hangs below it is still listed. */
    public synchronized void delete(String id) {
        Held held = held(id);
        held.deleted = true;
        log(held.kind.singular(), id, "delete", null, tick());
    }

    /** Answers an object without this field from now on, as a source with a mistake would. */
    public synchronized void hide(String id, String field) {
        held(id).hidden.add(field);
    }

    /** Answers this for a field from now on, whatever it is, and tells nobody. */
    public synchronized void fake(String id, String field, @Nullable Object value) {
        held(id).faked.put(field, value);
    }

    /** Answers an object as it is again. */
    public synchronized void honest(String id) {
        held(id).hidden.clear();
        held(id).faked.clear();
    }

    /** Adds an entry to the change feed, about anything. */
    public synchronized void announce(
            String entityType, String entityId, String action, @Nullable Map<String, @Nullable Object> payload) {
        log(entityType, entityId, action, payload, tick());
    }

    /** Forgets all but the last entries of the change feed. */
    public synchronized void truncateChanges(int keep) {
        changes.subList(0, Math.max(0, changes.size() - keep)).clear();
    }

    /** Begins a new change feed with sequence 1, as after a restore of the source. */
    public synchronized void resetChanges() {
        changes.clear();
        sequence = 0;
    }

    /** What is not deleted, in the order of creation. */
    public synchronized List<Map<String, @Nullable Object>> list(Kind kind) {
        return all.values().stream()
                .filter(held -> held.kind == kind && !held.deleted)
                .map(Held::answered)
                .toList();
    }

    /** What is not deleted and says that it belongs to a parent, be that deleted. */
    public synchronized List<Map<String, @Nullable Object>> list(Kind kind, String parentId) {
        String field = kind.parentField().orElseThrow();
        return all.values().stream()
                .filter(held -> held.kind == kind && !held.deleted && parentId.equals(held.fields.get(field)))
                .map(Held::answered)
                .toList();
    }

    /** The ids of what is not deleted, in the order of creation. */
    public synchronized List<String> ids(Kind kind) {
        List<String> ids = new ArrayList<>();
        all.forEach((id, held) -> {
            if (held.kind == kind && !held.deleted) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** One object, unless it is deleted or was never there. */
    public synchronized Optional<Map<String, @Nullable Object>> find(Kind kind, String id) {
        Held held = all.get(id);
        return held == null || held.kind != kind || held.deleted ? Optional.empty() : Optional.of(held.answered());
    }

    /** One object. */
    public Map<String, @Nullable Object> get(Kind kind, String id) {
        return find(kind, id).orElseThrow(() -> new NoSuchElementException("There is no " + kind + " " + id + "."));
    }

    /** Entries of the change feed after a sequence. */
    public synchronized List<AcmeChange> changes(long since, int limit) {
        return changes.stream()
                .filter(change -> change.sequence() > since)
                .limit(limit)
                .toList();
    }

    /** The last sequence that was given. */
    public synchronized long sequence() {
        return sequence;
    }

    /** What became of a task's fields, newest first. */
    synchronized List<Map<String, @Nullable Object>> history(String taskId, long before, int limit) {
        List<Map<String, @Nullable Object>> newestFirst = new ArrayList<>(histories.getOrDefault(taskId, List.of()));
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(entry -> entry.get("id") instanceof Long id && id < before)
                .limit(limit)
                .toList();
    }

    private void complete(Held held, String time) {
        if (held.kind != Kind.TASK) {
            return;
        }
        if (!"done".equals(held.fields.get("status"))) {
            held.fields.remove("completedAt");
        } else {
            held.fields.putIfAbsent("completedAt", time);
        }
    }

    private void remember(String id, String field, @Nullable Object before, @Nullable Object after, String time) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("id", ++fieldChanges);
        entry.put("field", field);
        entry.put("from", before);
        entry.put("to", after);
        entry.put("changedAt", time);
        histories.computeIfAbsent(id, ignored -> new ArrayList<>()).add(entry);
    }

    private void log(
            String type, String id, String action, @Nullable Map<String, @Nullable Object> payload, String time) {
        changes.add(new AcmeChange(++sequence, type, id, action, payload, time));
    }

    private Held held(String id) {
        Held held = all.get(id);
        if (held == null) {
            throw new NoSuchElementException("There never was a " + id + ".");
        }
        return held;
    }

    private String newId(Kind kind) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return kind.prefix() + HexFormat.of().formatHex(bytes);
    }

    private String tick() {
        now = now.plusSeconds(1);
        return MILLIS.format(now);
    }
}
