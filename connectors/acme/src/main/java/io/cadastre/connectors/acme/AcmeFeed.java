package io.cadastre.connectors.acme;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Change;
import io.cadastre.spi.pipeline.ChangeFeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The change feed at {@code /api/changes}. What it says of an entity depends on what happened: a creation carries the
 * whole object, an update a part of it or what somebody sent, a deletion nothing. So only creations are taken as they
 * are; what was updated is asked for.
 *
 * <p>Every page begins with the last entry that was read: if that is not there as it was, entries may be missing, and
 * everything is read again.
 */
final class AcmeFeed implements ChangeFeed {
    /** What the API gives if it is not asked for more; more it may refuse. */
    private static final int ENTRIES = 100;

    @Override
    public String head(Env env) throws Exception {
        // There is no call for the end of the feed. Ever longer leaps go past it; halving finds it: a few dozen small
        // answers, however long the feed is.
        FeedPosition last = FeedPosition.START;
        long leap = 0;
        Optional<FeedPosition> next = firstAfter(env, 0);
        while (next.isPresent()) {
            last = next.get();
            leap = Math.max(1, leap * 2);
            next = firstAfter(env, last.sequence() + leap);
        }
        long end = last.sequence() + leap;
        while (last.sequence() < end) {
            long middle = last.sequence() + (end - last.sequence()) / 2;
            Optional<FeedPosition> found = firstAfter(env, middle);
            if (found.isPresent()) {
                last = found.get();
            } else {
                end = middle;
            }
        }
        return last.text();
    }

    @Override
    public Page<Change> changes(Env env, PageRequest request) throws Exception {
        FeedPosition from = FeedPosition.parse(
                request.position().orElseThrow(() -> new IllegalArgumentException("A feed is read from a position.")));
        List<Json> entries = entries(env, Math.max(0, from.sequence() - 1), ENTRIES);
        FeedPosition position = from;
        Map<EntityRef<?>, List<Change>> changes = new LinkedHashMap<>();
        Set<String> unknown = new TreeSet<>();
        try {
            List<Json> after = entriesAfter(from, entries);
            for (Json entry : after) {
                FeedPosition here = FeedPosition.at(entry);
                if (here.sequence() <= position.sequence()) {
                    throw new ConnectorException.PositionLost("The change feed is out of order.");
                }
                position = here;
                note(entry, changes, unknown);
            }
            unknown.forEach(kind -> env.log()
                    .warn("The change feed names something of the unknown type '" + kind + "'. It is ignored."));
            // A short page may be all that the source gives at once, so only an empty one is the end.
            return Page.of(changes.values().stream().flatMap(List::stream).toList(), !after.isEmpty(), position.text());
        } catch (ConnectorException.BadData e) {
            // Nobody can say what changed there, and it would be as unreadable next time.
            throw new ConnectorException.PositionLost("The change feed cannot be read: " + e.getMessage());
        }
    }

    /** The entries after a position, if the feed still has the entry at it. */
    private static List<Json> entriesAfter(FeedPosition from, List<Json> entries) throws ConnectorException {
        if (from.equals(FeedPosition.START)) {
            if (!entries.isEmpty() && FeedPosition.at(entries.getFirst()).sequence() != 1) {
                throw new ConnectorException.PositionLost("The change feed no longer has its first entry.");
            }
            return entries;
        }
        if (entries.isEmpty() || !FeedPosition.at(entries.getFirst()).equals(from)) {
            throw new ConnectorException.PositionLost(
                    "The change feed no longer has the entry up to which it was read: it was cut or begun anew.");
        }
        return entries.subList(1, entries.size());
    }

    /** Notes what an entry says, together with what earlier ones said about the same entity. */
    private static void note(Json entry, Map<EntityRef<?>, List<Change>> changes, Set<String> unknown)
            throws ConnectorException.BadData {
        String kind = entry.text("entityType");
        String id = entry.text("entityId");
        Optional<AcmeObject<?>> object = AcmeObject.called(kind);
        if (object.isEmpty()) {
            unknown.add(kind);
            return;
        }
        if (id.isBlank()) {
            throw new ConnectorException.BadData("The answer has an empty id at " + entry.path() + ".", null);
        }
        EntityRef<?> ref = object.get().type().ref(id);
        List<Change> before = Objects.requireNonNullElse(changes.remove(ref), List.of());
        List<Change> now = new ArrayList<>();
        switch (entry.text("action")) {
            case "delete" -> now.add(new Change.Deleted(ref));
            case "create" -> now.add(created(object.get(), ref, entry));
            default -> {
                // A creation is in the feed as well, so this was there before. That it was created is still worth
                // telling; several updates are one.
                before.stream().filter(Change.Stored.class::isInstance).forEach(now::add);
                now.add(new Change.Reload(ref, true));
            }
        }
        changes.put(ref, now);
    }

    /** A creation carries the whole object; one that does not is asked for. */
    private static Change created(AcmeObject<?> object, EntityRef<?> ref, Json entry) {
        try {
            EntityInput input = object.read(entry.get("payload"));
            return input.key().equals(ref.key()) ? new Change.Stored(input) : new Change.Reload(ref);
        } catch (ConnectorException.BadData e) {
            return new Change.Reload(ref);
        }
    }

    private static Optional<FeedPosition> firstAfter(Env env, long sequence) throws Exception {
        List<Json> found = entries(env, sequence, 1);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        FeedPosition position = FeedPosition.at(found.getFirst());
        if (position.sequence() <= sequence) {
            throw new ConnectorException.BadData("The change feed does not heed 'since'.", null);
        }
        return Optional.of(position);
    }

    private static List<Json> entries(Env env, long since, int limit) throws Exception {
        return env.http()
                .json(HttpCall.get("/api/changes")
                        .query("since", Long.toString(since))
                        .query("limit", Integer.toString(limit))
                        .needing("GET /api/changes"))
                .elements("changes");
    }
}
