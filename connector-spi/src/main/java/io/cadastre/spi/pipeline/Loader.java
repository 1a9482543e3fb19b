package io.cadastre.spi.pipeline;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Fetches something from the source and says what it fills. Each call to the outside goes through the {@link LoadEnv}. The
 * host calls loaders by many threads, within the limits of their operations; it follows pages, tries again, and keeps
 * evidence. Immutable.
 */
public sealed interface Loader {
    /** Unique within the pipeline; reports name it. */
    String name();

    /** How it is run. */
    LoadPolicy policy();

    /**
     * Loads one entity.
     *
     * @param <E> the holder class of the entity type
     */
    @FunctionalInterface
    interface LoadsOne<E> {
        /** What the source says about the entity. */
        EntityInput load(LoadEnv env, EntityRef<E> ref) throws Exception;
    }

    /**
     * Loads several entities with one call.
     *
     * @param <E> the holder class of the entity type
     */
    @FunctionalInterface
    interface LoadsBatch<E> {
        /** What the source says about the entities, in any order. Those that are not in the answer are reported. */
        Collection<EntityInput> load(LoadEnv env, List<EntityRef<E>> refs) throws Exception;
    }

    /**
     * Fetches a page of a parent's listing.
     *
     * @param <P> the holder class of the parent's entity type
     * @param <R> what is listed
     */
    @FunctionalInterface
    interface LoadsPage<P, R> {
        Page<R> load(LoadEnv env, EntityRef<P> parent, PageRequest request) throws Exception;
    }

    /**
     * Fetches something whole.
     *
     * @param <P> the holder class of the parent's entity type
     * @param <R> what it is
     */
    @FunctionalInterface
    interface LoadsWhole<P, R> {
        R load(LoadEnv env, EntityRef<P> parent) throws Exception;
    }

    /**
     * Makes something out of what a source gave. Pure: it calls nobody.
     *
     * @param <R> what the source gives
     * @param <X> what comes out
     */
    @FunctionalInterface
    interface Extract<R, X> {
        List<X> from(R raw) throws Exception;
    }

    /**
     * Loads single entities.
     *
     * @param type their type
     * @param fills the fields and links it fills
     * @param load the call
     * @param <E> the holder class of the entity type
     */
    record OneByOne<E>(String name, EntityType<E> type, Set<Loadable<E>> fills, LoadsOne<E> load, LoadPolicy policy)
            implements Loader, OfEntity<E> {
        public OneByOne {
            fills = Set.copyOf(fills);
        }

        /** The same loader, run in another way. */
        public OneByOne<E> policy(LoadPolicy value) {
            return new OneByOne<>(name, type, fills, load, value);
        }

        /** Says what it fills. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final OneByOne<E> fills(Loadable<E>... members) {
            return new OneByOne<>(name, type, Set.of(members), load, policy);
        }
    }

    /**
     * Loads entities by the batch.
     *
     * @param type their type
     * @param fills the fields and links it fills
     * @param size how many at most in one call
     * @param load the call
     * @param <E> the holder class of the entity type
     */
    record Batched<E>(
            String name, EntityType<E> type, Set<Loadable<E>> fills, int size, LoadsBatch<E> load, LoadPolicy policy)
            implements Loader, OfEntity<E> {
        public Batched {
            fills = Set.copyOf(fills);
        }

        public Batched<E> policy(LoadPolicy value) {
            return new Batched<>(name, type, fills, size, load, value);
        }

        /** Says what it fills. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final Batched<E> fills(Loadable<E>... members) {
            return new Batched<>(name, type, Set.of(members), size, load, policy);
        }
    }

    /**
     * Lists a parent's collection.
     *
     * @param field the collection
     * @param fills what the listing tells about each element
     * @param load fetches a page
     * @param <P> the holder class of the parent's entity type
     * @param <T> the holder class of the elements' entity type
     */
    record Listing<P, T>(
            String name,
            CollectionField<P, T> field,
            Set<Loadable<T>> fills,
            LoadsPage<P, Item<T>> load,
            LoadPolicy policy)
            implements Loader, OfCollection<P, T> {
        public Listing {
            fills = Set.copyOf(fills);
        }

        public Listing<P, T> policy(LoadPolicy value) {
            return new Listing<>(name, field, fills, load, value);
        }

        /** Says what the listing tells about each element. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final Listing<P, T> fills(Loadable<T>... members) {
            return new Listing<>(name, field, Set.of(members), load, policy);
        }
    }

    /**
     * Fetches raw data of a parent, once, page by page; {@link Derivation}s make entities out of it.
     *
     * @param parent the parent's type
     * @param load fetches a page
     * @param <P> the holder class of the parent's entity type
     * @param <R> what is listed
     */
    record Source<P, R>(String name, EntityType<P> parent, LoadsPage<P, R> load, LoadPolicy policy) implements Loader {
        public Source<P, R> policy(LoadPolicy value) {
            return new Source<>(name, parent, load, value);
        }

        /** The elements of a parent's collection, out of each raw item. */
        public <T> DerivedCollection<P, T, R> derive(CollectionField<P, T> field, Extract<R, Item<T>> extract) {
            return new DerivedCollection<>(this, field, Set.of(), extract);
        }
    }

    /**
     * What is made out of a source's raw data. All derivations of a source run on each of its pages: one pass.
     *
     * @param <R> what the source gives
     */
    sealed interface Derivation<R> {
        /** Where the raw data comes from. */
        Source<?, R> source();
    }

    /**
     * A parent's collection, made out of raw data.
     *
     * @param source where the raw data comes from
     * @param field the collection
     * @param fills what it tells about each element
     * @param extract makes the elements out of one raw item
     * @param <P> the holder class of the parent's entity type
     * @param <T> the holder class of the elements' entity type
     * @param <R> what the source gives
     */
    record DerivedCollection<P, T, R>(
            Source<P, R> source, CollectionField<P, T> field, Set<Loadable<T>> fills, Extract<R, Item<T>> extract)
            implements Derivation<R>, OfCollection<P, T> {
        public DerivedCollection {
            fills = Set.copyOf(fills);
        }

        /** Says what it tells about each element. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final DerivedCollection<P, T, R> fills(Loadable<T>... members) {
            return new DerivedCollection<>(source, field, Set.of(members), extract);
        }
    }

    /**
     * Entities that are in nobody's collection, made out of raw data.
     *
     * @param source where the raw data comes from
     * @param type their type
     * @param fills what it tells about each
     * @param extract makes the entities out of one raw item
     * @param <T> the holder class of the entity type
     * @param <R> what the source gives
     */
    record DerivedEntities<T, R>(
            Source<?, R> source, EntityType<T> type, Set<Loadable<T>> fills, Extract<R, EntityInput> extract)
            implements Derivation<R> {
        public DerivedEntities {
            fills = Set.copyOf(fills);
        }

        /** Says what it tells about each entity. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final DerivedEntities<T, R> fills(Loadable<T>... members) {
            return new DerivedEntities<>(source, type, Set.of(members), extract);
        }
    }

    /**
     * What can fill fields of single entities.
     *
     * @param <E> the holder class of the entity type
     */
    sealed interface OfEntity<E> {
        String name();

        EntityType<E> type();

        Set<Loadable<E>> fills();

        LoadPolicy policy();
    }

    /**
     * What can fill a collection.
     *
     * @param <P> the holder class of the parent's entity type
     * @param <T> the holder class of the elements' entity type
     */
    sealed interface OfCollection<P, T> {
        CollectionField<P, T> field();

        Set<Loadable<T>> fills();
    }

    /** Loads single entities, one call for each, however many fields it fills. */
    static <E> OneByOne<E> entity(String name, EntityType<E> type, LoadsOne<E> load) {
        return new OneByOne<>(name, type, Set.of(), load, LoadPolicy.DEFAULT);
    }

    /** Loads entities, so many with one call. */
    static <E> Batched<E> entityBatched(String name, EntityType<E> type, int size, LoadsBatch<E> load) {
        return new Batched<>(name, type, Set.of(), size, load, LoadPolicy.DEFAULT);
    }

    /** Lists a parent's collection; the host follows the pages. */
    static <P, T> Listing<P, T> collection(String name, CollectionField<P, T> field, LoadsPage<P, Item<T>> load) {
        return new Listing<>(name, field, Set.of(), load, LoadPolicy.DEFAULT);
    }

    /** Fetches raw data in pages; the host follows them. */
    static <P, R> Source<P, R> paginatedSource(String name, EntityType<P> parent, LoadsPage<P, R> load) {
        return new Source<>(name, parent, load, LoadPolicy.DEFAULT);
    }

    /** Fetches raw data with one call. */
    static <P, R> Source<P, R> singleSource(String name, EntityType<P> parent, LoadsWhole<P, R> load) {
        return paginatedSource(name, parent, (env, ref, request) -> Page.last(List.of(load.load(env, ref))));
    }

    /** Entities that are in nobody's collection, out of each raw item of a source. */
    static <T, R> DerivedEntities<T, R> deriveEntities(
            Source<?, R> source, EntityType<T> type, Extract<R, EntityInput> extract) {
        return new DerivedEntities<>(source, type, Set.of(), extract);
    }
}
