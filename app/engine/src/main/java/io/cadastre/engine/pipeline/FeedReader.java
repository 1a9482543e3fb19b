package io.cadastre.engine.pipeline;

import io.cadastre.cypher.ingest.PriorGraph.PriorEntity;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.LinkTarget;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.pipeline.Change;
import io.cadastre.spi.pipeline.ChangeFeed;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a change feed since the position of the last published sync. What the feed does not name stands as seen; what it
 * calls deleted is deleted, on the source's own word.
 *
 * <p>Used for one sync.
 */
public final class FeedReader {
    private static final String KEY = "feed/position";
    private static final String FULL_AT = "feed/fullAt";
    private static final int AT_ONCE = 16;

    private final Pipeline pipeline;
    private final HostStep step;
    private final Reach reach;

    FeedReader(Pipeline pipeline, HostStep step) {
        this.pipeline = pipeline;
        this.step = step;
        this.reach = new Reach(step);
    }

    /** Whether the next sync can do with what changed. */
    public static boolean suffices(
            Pipeline pipeline, io.cadastre.engine.checkpoint.Checkpoint checkpoint, Instant now) {
        Optional<Instant> fullAt = checkpoint.before(FULL_AT).map(Instant::parse);
        Duration age = fullAt.map(at -> Duration.between(at, now)).orElse(pipeline.fullEvery());
        return pipeline.changeFeed().isPresent()
                && checkpoint.before(KEY).isPresent()
                && age.compareTo(pipeline.fullEvery()) < 0;
    }

    /** The keys under which positions are kept; only a sync that saw everything leaves them. */
    public static Set<String> positions() {
        return Set.of(KEY, FULL_AT);
    }

    /** Notes where the feed stands, before everything is read. */
    void begin() throws Exception {
        step.checkpoint().keep(KEY, feed().head(step));
        step.checkpoint().keep(FULL_AT, step.syncStartedAt().toString());
    }

    void read() throws Exception {
        String position = step.checkpoint()
                .before(KEY)
                .orElseThrow(() -> new ConnectorException.PositionLost("No sync left a position in the change feed."));
        PageFollower.End end =
                PageFollower.follow(position, Optional.empty(), request -> feed().changes(step, request), this::apply);
        switch (end) {
            case PageFollower.Whole whole -> {
                // Only now: the rest of a feed may name the parents of what the first pages named.
                reach.settle();
                step.checkpoint().keep(KEY, whole.position() == null ? position : whole.position());
                step.checkpoint().keepAsBefore(FULL_AT);
                step.standsAsSeen("the change feed since " + position);
            }
            case PageFollower.Unchanged unchanged -> step.standsAsSeen(unchanged.validator());
            case PageFollower.Broken broken -> step.partial(broken.reason());
        }
    }

    private ChangeFeed feed() throws ConnectorException.PositionLost {
        return pipeline.changeFeed()
                .orElseThrow(() -> new ConnectorException.PositionLost("The connector has no change feed."));
    }

    /** What a page says about one entity, in the end. */
    private static final class Verdict {
        private final EntityRef<?> ref;
        private final List<EntityInput> inputs = new ArrayList<>();
        private boolean reload;
        private boolean wasThere;
        private boolean deleted;

        Verdict(EntityRef<?> ref) {
            this.ref = ref;
        }

        void add(Change change) {
            switch (change) {
                case Change.Stored(EntityInput input) -> {
                    deleted = false;
                    inputs.add(input);
                }
                case Change.Reload reloaded -> {
                    deleted = false;
                    reload = true;
                    wasThere |= reloaded.wasThere() && inputs.isEmpty();
                }
                case Change.Deleted gone -> {
                    inputs.clear();
                    reload = false;
                    wasThere = false;
                    deleted = true;
                }
            }
        }
    }

    private void apply(List<Change> changes) throws Exception {
        Map<List<String>, Verdict> verdicts = new LinkedHashMap<>();
        for (Change change : changes) {
            EntityRef<?> ref = switch (change) {
                case Change.Stored(EntityInput input) -> ref(input);
                case Change.Reload reload -> reload.ref();
                case Change.Deleted(EntityRef<?> gone) -> gone;
            };
            verdicts.computeIfAbsent(List.of(ref.type().name(), ref.key()), key -> new Verdict(ref))
                    .add(change);
        }
        Map<String, Map<String, PriorEntity>> before = before(verdicts.values());
        Concurrently.forEach(
                verdicts.values().stream(),
                AT_ONCE,
                verdict -> apply(
                        verdict,
                        before.getOrDefault(verdict.ref.type().name(), Map.of()).get(verdict.ref.key())));
    }

    private EntityRef<?> ref(EntityInput input) throws ConnectorException.BadData {
        return type(input.type())
                .orElseThrow(() -> new ConnectorException.BadData(
                        "The change feed names the entity type '" + input.type() + "', for which nothing is declared.",
                        null))
                .ref(input.key());
    }

    private Optional<EntityType<?>> type(String name) {
        Set<EntityType<?>> types = new LinkedHashSet<>();
        pipeline.resolvers().forEach(resolver -> {
            types.add(resolver.type());
            resolver.collections().forEach(loader -> types.add(loader.field().target()));
        });
        return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    private Map<String, Map<String, PriorEntity>> before(Iterable<Verdict> verdicts) {
        Map<EntityType<?>, List<String>> keys = new HashMap<>();
        verdicts.forEach(verdict -> keys.computeIfAbsent(verdict.ref.type(), type -> new ArrayList<>())
                .add(verdict.ref.key()));
        Map<String, Map<String, PriorEntity>> before = new HashMap<>();
        keys.forEach((type, wanted) -> before.put(type.name(), step.before(type, wanted)));
        return before;
    }

    private void apply(Verdict verdict, @Nullable PriorEntity prior) throws Exception {
        if (verdict.deleted) {
            gone(verdict.ref);
            return;
        }
        try {
            for (EntityInput input : verdict.inputs) {
                change(input, prior, false);
            }
            if (verdict.reload) {
                reload(verdict.ref, prior, verdict.wasThere);
            }
        } catch (InterruptedException | ConnectorException.PositionLost e) {
            throw e;
        } catch (Exception e) {
            // One bad entity fails alone; the position stays, so that it is tried again.
            String why = verdict.ref.type() + " '" + verdict.ref.key() + "': " + step.explain(e);
            step.problem("change-failed", verdict.ref.type(), why);
            step.partial(why);
            reach.unread(verdict.ref);
        }
    }

    private <E> void reload(EntityRef<E> ref, @Nullable PriorEntity prior, boolean wasThere) throws Exception {
        Set<Loader.OneByOne<E>> loaders = loaders(ref.type());
        if (loaders.isEmpty()) {
            throw new ConnectorException.BadData("No loader can reload a single '" + ref.type() + "'.", null);
        }
        for (Loader.OneByOne<E> loader : loaders) {
            try {
                change(clearingAbsent(loader, loader.load().load(step, ref)), prior, wasThere);
            } catch (ConnectorException.NotFound e) {
                gone(ref);
                return;
            }
        }
    }

    @SuppressWarnings("unchecked")
    private <E> Set<Loader.OneByOne<E>> loaders(EntityType<E> type) {
        Set<Loader.OneByOne<E>> loaders = new LinkedHashSet<>();
        for (Resolver<?> resolver : pipeline.resolvers()) {
            if (resolver.type().equals(type)) {
                ((Resolver<E>) resolver).fields().values().forEach(loader -> {
                    if (loader instanceof Loader.OneByOne<E> single) {
                        loaders.add(single);
                    }
                });
            }
        }
        return loaders;
    }

    /** What a loader fills and does not give has no value: here nothing else will supply it. */
    private static <E> EntityInput clearingAbsent(Loader.OneByOne<E> loader, EntityInput input) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(input.values());
        Map<String, @Nullable LinkTarget> refs = new LinkedHashMap<>(input.refs());
        for (Loadable<E> member : loader.fills()) {
            switch (member) {
                case Field<E, ?> field -> values.putIfAbsent(field.name(), null);
                case RefField<E, ?> link -> refs.putIfAbsent(link.name(), null);
                case MatchField<E> link -> refs.putIfAbsent(link.name(), null);
            }
        }
        return new EntityInput(input.type(), input.key(), input.displayName(), values, refs);
    }

    private void gone(EntityRef<?> ref) {
        step.gone(ref);
        reach.gone(ref);
    }

    private void change(EntityInput input, @Nullable PriorEntity prior, boolean wasThere)
            throws ConnectorException.BadData {
        String scope = scope(input).orElseGet(() -> prior == null ? Scopes.ROOT : prior.scope());
        if (step.change(input, prior, scope)) {
            reach.changed(ref(input), scope, wasThere && prior == null);
        } else {
            reach.unread(ref(input));
        }
    }

    /** The parent whose listing would find the entity: where a link of it is the way back of a collection. */
    private Optional<String> scope(EntityInput input) throws ConnectorException.BadData {
        EntityType<?> type = ref(input).type();
        for (Map.Entry<String, @Nullable LinkTarget> ref : input.refs().entrySet()) {
            LinkTarget target = ref.getValue();
            Optional<? extends RefField<?, ?>> link = type.refField(ref.getKey());
            if (target != null && link.isPresent() && listedBy(link.get())) {
                return Optional.of(step.idOf(link.get().target(), target.key()));
            }
        }
        return Optional.empty();
    }

    private boolean listedBy(RefField<?, ?> link) {
        return pipeline.resolvers().stream()
                .flatMap(resolver -> resolver.collections().stream())
                .anyMatch(loader -> loader.field().target().equals(link.owner())
                        && loader.field().relationshipType().equals(link.relationshipType()));
    }
}
