package io.cadastre.connectors.ldap;

import io.cadastre.connectors.ldap.Profile.Kind;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.Standing;
import io.cadastre.spi.step.StepContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists all entries of a kind, and reads whole those that are not as the graph has them: first what is light of all, then
 * the rest of the others. Used once, by one thread.
 *
 * @param <E> the holder class of the entity type
 */
final class Listing<E> {
    /** Rights of the reader, and what a directory computes for attributes, change without a change of the entry. */
    private static final Duration WHOLE_EVERY = Duration.ofDays(1);

    private static final String LIGHT = "numbers of ";

    private final StepContext context;
    private final LdapServer server;
    private final LdapSettings settings;
    private final EntryMapping mapping;
    private final Taking<E> taking;
    private final KeyedSearch keyed;
    private boolean whole = true;

    /**
     * Makes entities of entries.
     *
     * @param <E> the holder class of the entity type
     */
    interface Taking<E> {
        Kind kind();

        EntityType<E> type();

        /** Whether an entry of the kind belongs to the type. */
        default boolean counts(EntryValues entry) throws ConnectorException.BadData {
            return true;
        }

        /** What the light listing tells of an entry. */
        EntityInput listed(EntryValues entry, String key) throws ConnectorException.BadData;

        /** The whole entity. */
        EntityInput whole(EntryValues entry, String key) throws ConnectorException.BadData;

        /**
         * Takes what an entry says about others.
         *
         * @param entry of a standing one, what the light listing shows
         * @param standing the entity as it is in the graph; null if it was read whole
         */
        void around(EntryValues entry, EntityRef<E> ref, @Nullable CollectedEntity<E> standing)
                throws ConnectorException.BadData;
    }

    /** Takes an entry of a search. */
    @FunctionalInterface
    private interface Reading {
        void read(EntryValues entry, String key) throws ConnectorException.BadData;
    }

    Listing(StepContext context, LdapServer server, LdapSettings settings, EntryMapping mapping, Taking<E> taking) {
        this.context = context;
        this.server = server;
        this.settings = settings;
        this.mapping = mapping;
        this.taking = taking;
        this.keyed = new KeyedSearch(server, settings);
    }

    /**
     * Reads them.
     *
     * @param numbered whether entries show numbers of changes
     * @return whether all were seen
     */
    boolean read(boolean numbered) throws Exception {
        Optional<Standing<E>> standing = numbered ? context.standing(taking.type(), WHOLE_EVERY) : Optional.empty();
        if (standing.isPresent()) {
            readChanged(standing.get());
        } else {
            search(taking.kind().words(), mapping.attributes(), page -> each(page, this::take));
        }
        return whole;
    }

    private void readChanged(Standing<E> standing) throws Exception {
        int[] all = {0};
        Set<String> changed = new LinkedHashSet<>();
        search(LIGHT + taking.kind().words(), mapping.attributes(taking.kind()), page -> {
            all[0] += page.size();
            changed.addAll(changed(page, standing));
        });
        Set<String> missing = new LinkedHashSet<>(changed);
        Reading wanted = (entry, key) -> {
            if (changed.contains(key)) {
                missing.remove(key);
                take(entry, key);
            }
        };
        if (!keyed.pays(changed.size(), all[0])) {
            search(taking.kind().words(), mapping.attributes(), page -> each(page, wanted));
        } else {
            List<String> keys = List.copyOf(changed);
            for (int from = 0; from < keys.size(); from += keyed.batch()) {
                List<String> batch = keys.subList(from, Math.min(from + keyed.batch(), keys.size()));
                each(keyed.read(context, taking.kind(), batch, mapping.attributes()), wanted);
            }
        }
        if (!missing.isEmpty()) {
            odd(missing.size() + " of the " + taking.kind().words()
                    + " were renamed, moved or deleted while they were read. The next sync reads them.");
        }
    }

    /** The keys of those that do not stand. */
    private List<String> changed(List<EntryValues> page, Standing<E> standing) {
        List<String> changed = new ArrayList<>();
        Map<String, EntryValues> numbered = new LinkedHashMap<>();
        List<EntityInput> listed = new ArrayList<>();
        each(page, (entry, key) -> {
            EntityInput input = taking.listed(entry, key);
            if (entry.changeNumber().isEmpty() || numbered.putIfAbsent(key, entry) != null) {
                changed.add(key);
            } else {
                listed.add(input);
            }
        });
        Map<String, CollectedEntity<E>> still = standing.among(listed);
        numbered.forEach((key, entry) -> {
            CollectedEntity<E> entity = still.get(key);
            if (entity == null) {
                changed.add(key);
            } else {
                reported(() -> taking.around(entry, entity.ref(), entity));
            }
        });
        return changed;
    }

    private void take(EntryValues entry, String key) throws ConnectorException.BadData {
        context.emit(taking.whole(entry, key));
        taking.around(entry, taking.type().ref(key), null);
    }

    private void search(String name, List<String> attributes, Emitter.Items<EntryValues> items) throws Exception {
        Kind kind = taking.kind();
        try (PagedSearch search = new PagedSearch(
                server,
                settings.profile(),
                context,
                settings.search(kind),
                settings.pageSize(),
                attributes,
                context::partial)) {
            context.follow(name, search, items);
            whole &= search.whole();
        }
    }

    private void each(List<EntryValues> page, Reading reading) {
        for (EntryValues entry : page) {
            reported(() -> {
                String key = entry.key(settings.profile().key());
                if (taking.counts(entry)) {
                    reading.read(entry, key);
                }
            });
        }
    }

    /** Reads something of an entry. */
    @FunctionalInterface
    private interface OfEntry {
        void read() throws ConnectorException.BadData;
    }

    /** One that is odd fails alone, but then not all were seen. */
    private void reported(OfEntry reading) {
        try {
            reading.read();
        } catch (ConnectorException.BadData e) {
            odd(String.valueOf(e.getMessage()));
        }
    }

    private void odd(String why) {
        whole = false;
        context.partial(taking.type(), why);
        context.log().warn(why);
    }
}
