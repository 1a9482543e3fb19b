package io.cadastre.connectors.conformance;

import io.cadastre.spi.model.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a connector reads in its tests: a fake of its source or a real one. A new one has at least one entity of each of
 * {@link #types}. Each test has its own.
 */
public interface Backend extends AutoCloseable {
    /** With what an installation is configured to read it. */
    Map<String, Object> config();

    /** As {@link #config}, reading only what changed where that is known. Asked of those with such a mode only. */
    default Map<String, Object> incrementalConfig() {
        return config();
    }

    /** With what secrets it is read, by the names of the connector's credentials; a text or an object of texts. */
    default Map<String, Object> credentials() {
        return Map.of();
    }

    /** What it lists; each of these is tried with every fault. */
    List<Listing> listings();

    /** What entities a new backend has at least one of. */
    default Set<EntityType<?>> types() {
        return listings().stream().map(Listing::type).collect(Collectors.toUnmodifiableSet());
    }

    /** The steps that cannot see everything here even if nothing goes wrong. */
    default Set<String> neverComplete() {
        return Set.of();
    }

    /** How many items a page has. Asked of those with pages only. */
    default int pageSize() {
        return 1;
    }

    /**
     * Gives a listing exactly this many items. Those that it keeps stay as they are; all are in one page sequence, below
     * one parent if the listing has parents.
     */
    void populate(Listing listing, int items);

    /** What can go wrong with a listing. */
    Set<Fault> faults();

    /** Makes a listing go wrong until {@link #repair}. */
    void fail(Listing listing, Fault fault, When when);

    /** Makes everything go wrong until {@link #repair}. */
    void failEverything(Fault fault);

    /** Lets everything go well again; what hangs ends somehow. */
    void repair();

    /** Waits until a call hangs. Asked only after {@link Fault#HANGING}. */
    void awaitHanging() throws InterruptedException;

    @Override
    void close();
}
