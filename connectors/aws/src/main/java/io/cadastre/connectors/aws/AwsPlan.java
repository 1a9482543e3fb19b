package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.model.AwsAccount;
import io.cadastre.connectors.aws.model.AwsRegion;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.Seeder;
import io.cadastre.spi.pipeline.SyncPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a sync is going to load. The services add what they list; each listing of an account, or of a region of one, is a
 * scope of its own.
 */
final class AwsPlan {
    private final AwsSettings settings;
    private final AwsSessions sessions;
    private final Map<Stage, List<SyncPlan.Instruction>> stages = new EnumMap<>(Stage.class);
    private final Map<EntityType<?>, Resolver<?>> resolvers = new LinkedHashMap<>();

    /** When something is loaded: each stage needs what those before it found. */
    enum Stage {
        /** Of accounts. */
        FIRST,
        /** Of what accounts have, such as regions. */
        SECOND,
        /** Of what regions have. */
        THIRD,
        /** Of what those have, or say of themselves when they are asked one by one. */
        FOURTH
    }

    /** Makes an entity of something that was found somewhere. */
    @FunctionalInterface
    interface Describing<W> {
        EntityInput describe(W where, Json json) throws ConnectorException.BadData;
    }

    /** Asks for a page of what a parent has. */
    @FunctionalInterface
    interface Asking<W> {
        Page<Json> page(Env env, W where, PageRequest request) throws Exception;
    }

    /** Where a parent is. */
    @FunctionalInterface
    interface Locating<P, W> {
        W where(LoadEnv env, EntityRef<P> parent);
    }

    /** Something that was found with a parent. */
    record Found<W>(W where, Json json) {}

    AwsPlan(AwsSettings settings, AwsSessions sessions) {
        this.settings = settings;
        this.sessions = sessions;
    }

    Pipeline pipeline(Seeder seeder) {
        return Pipeline.of(
                seeder,
                new SyncPlan(stages.values().stream().map(SyncPlan::concurrent).toList()),
                resolvers.values().toArray(Resolver<?>[]::new));
    }

    boolean reads(Part part) {
        return settings.reads(part);
    }

    /** Asks in an account, of what has no region. */
    Json ask(Env env, String account, AwsRequest request) throws ConnectorException, InterruptedException {
        return sessions.ask(env, account, settings.region(), request);
    }

    Json ask(Env env, Place place, AwsRequest request) throws ConnectorException, InterruptedException {
        return sessions.ask(env, place.account(), place.region(), request);
    }

    /** Fields and links that a loader fills. */
    <E> void fields(Stage stage, Loader.OfEntity<E> loader) {
        List<Loadable<E>> filled = loader.type().loadables().stream()
                .filter(loader.fills()::contains)
                .toList();
        add(stage, new SyncPlan.LoadFields<>(every(loader.type()), filled));
        wire(loader.type(), wiring -> wiring.fields(loader));
    }

    /** A collection; several of one source are fetched in one pass. */
    <P, T> void collection(Stage stage, Loader.OfCollection<P, T> loader) {
        add(stage, every(loader.field().owner()).loadCollection(loader.field()));
        wire(loader.field().owner(), wiring -> wiring.collection(loader.field(), loader));
    }

    private static <E> SyncPlan.Selection<E> every(EntityType<E> type) {
        return type.equals(AwsAccount.TYPE) ? SyncPlan.forRoot(type) : SyncPlan.forAll(type);
    }

    private void add(Stage stage, SyncPlan.Instruction instruction) {
        stages.computeIfAbsent(stage, key -> new ArrayList<>()).add(instruction);
    }

    /** A type has one resolver only. */
    @SuppressWarnings("unchecked") // The resolver of a type is put there for it.
    private <E> void wire(EntityType<E> type, UnaryOperator<Resolver<E>> change) {
        resolvers.compute(
                type, (key, before) -> change.apply(before == null ? Resolver.of(type) : (Resolver<E>) before));
    }

    /** What an account has at a service that has no regions. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    final <T> void ofAccount(
            Part part,
            String name,
            CollectionField<AwsAccount, T> field,
            Paged listing,
            Describing<String> describing,
            Loadable<T>... untold) {
        if (reads(part)) {
            ofAccount(
                    name,
                    field,
                    (env, number, request) -> listing.page(ask(env, number, listing.at(request))),
                    describing,
                    untold);
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    final <T> void ofAccount(
            String name,
            CollectionField<AwsAccount, T> field,
            Asking<String> asking,
            Describing<String> describing,
            Loadable<T>... untold) {
        collection(
                Stage.FIRST,
                new Loader.DerivedCollection<>(
                        source(name, AwsAccount.TYPE, (env, ref) -> ref.key(), asking),
                        field,
                        field.target().loadablesExcept(untold),
                        found -> List.of(Item.of(describing.describe(found.where(), found.json())))));
    }

    /** What an account has in a region, if the listing tells all of it. */
    <T> void ofRegion(
            Part part, String name, CollectionField<AwsRegion, T> field, Paged listing, Describing<Place> describing) {
        ofRegion(part, name, field, listing, describing, field.target().loadables());
    }

    /** What an account has in a region. */
    <T> void ofRegion(
            Part part,
            String name,
            CollectionField<AwsRegion, T> field,
            Paged listing,
            Describing<Place> describing,
            Set<Loadable<T>> told) {
        if (!reads(part)) {
            return;
        }
        collection(
                Stage.SECOND,
                new Loader.DerivedCollection<>(
                        source(
                                name,
                                AwsRegion.TYPE,
                                (env, ref) -> Place.of(env, ref, AwsRegion.ACCOUNT_ID, AwsRegion.NAME),
                                (env, place, request) -> listing.page(ask(env, place, listing.at(request)))),
                        field,
                        told,
                        found -> elements(found, describing)));
    }

    private static <T> List<Item<T>> elements(Found<Place> found, Describing<Place> describing)
            throws ConnectorException.BadData {
        if (shadow(found)) {
            return List.of();
        }
        EntityInput input = describing.describe(found.where(), found.json());
        // What another account shares is described there: here its tags are not shown.
        boolean own = found.where().account().equals(input.values().get("accountId"));
        return List.of(own ? Item.of(input) : Item.pointer(input.key()));
    }

    /** A trail is shown in each region for which it works; it is in one. */
    private static boolean shadow(Found<Place> found) throws ConnectorException.BadData {
        Optional<String> home = AwsAnswers.text(found.json(), "HomeRegion");
        return home.isPresent() && !home.get().equals(found.where().region());
    }

    /** Nobody is asked: the entity itself says to whom it points, if it is known this time (I7). */
    <P, T> void pointing(Stage stage, String name, CollectionField<P, T> field, Field<P, List<String>> ids) {
        collection(stage, Loader.collection(name, field, (env, ref, request) -> {
            List<String> known = env.collected(ref)
                    .value(ids)
                    .orElseThrow(() -> new ConnectorException.Unavailable("'" + ids.name() + "' is not known.", null));
            return Page.last(known.stream().map(Item::<T>pointer).toList());
        }));
    }

    /** What a parent has, with where it was found. */
    static <P, W> Loader.Source<P, Found<W>> source(
            String name, EntityType<P> type, Locating<P, W> locating, Asking<W> asking) {
        return Loader.paginatedSource(name, type, (env, ref, request) -> {
            W where = locating.where(env, ref);
            Page<Json> page = asking.page(env, where, request);
            return Page.of(
                    page.items().stream().map(json -> new Found<>(where, json)).toList(),
                    page.hasMore(),
                    page.nextCursor());
        });
    }
}
