package io.cadastre.engine.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Maps in one file. What is put under random keys is gathered in memory, sorted, and written in runs, one after the
 * other: a tree on disk would be rewritten again and again (O'Neil et al., "The log-structured merge-tree", 1996). All
 * maps together hold no more than a bounded share of the heap.
 */
final class DiskStore implements AutoCloseable {
    /** An eighth of the heap, so that several syncs have room beside each other, and no more than helps. */
    private static final long GATHERED_BYTES =
            Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);

    private static final long CACHE_BYTES =
            Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 16);

    private static final int WRITE_BUFFER_BYTES = 1 << 20;

    private final Path file;
    private final Path directory;
    private final MVStore store;
    private final List<DiskMap> maps = new ArrayList<>();
    private final AtomicLong gathered = new AtomicLong();
    private final long limitBytes;
    private volatile @Nullable StagingException failure;

    /**
     * Opens an empty store.
     *
     * @param file where it lies until it is closed; replaced if it is there
     */
    DiskStore(Path file) {
        this(file, GATHERED_BYTES);
    }

    /** With another limit of what is gathered in memory. */
    DiskStore(Path file, long limitBytes) {
        this.file = file;
        this.directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        this.limitBytes = limitBytes;
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(file);
            store = open(file);
        } catch (IOException | MVStoreException e) {
            throw StagingException.at(directory, e);
        }
    }

    private static MVStore open(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(SteadyFilePath.name(file))
                .cacheSize((int) Math.max(1, CACHE_BYTES >> 20))
                .autoCommitBufferSize(WRITE_BUFFER_BYTES >> 10)
                .open();
        // What is thrown away in the end needs no old versions.
        store.setVersionsToKeep(0);
        // No writes by the clock, only when the buffer is full.
        store.setAutoCommitDelay(0);
        return store;
    }

    /**
     * Does something with the file. A disk that fails once ends the store: all that comes later fails the same way, also
     * where memory alone would do, so that nothing goes on without what was lost.
     */
    <T> T onDisk(Supplier<T> access) {
        refuseIfFailed();
        try {
            return access.get();
        } catch (MVStoreException e) {
            StagingException first = StagingException.at(directory, e);
            failure = first;
            throw first;
        }
    }

    /**
     * Makes sure that nothing was lost so far.
     *
     * @throws StagingException if something was
     */
    void refuseIfFailed() {
        StagingException before = failure;
        if (before != null) {
            throw before.again();
        }
    }

    /** A map with random keys. */
    DiskMap map(String name) {
        DiskMap map = new DiskMap(this, name);
        maps.add(map);
        return map;
    }

    /** A map whose keys come in order, or nearly so. */
    <K, V> MVMap<K, V> ordered(String name, MVMap.Builder<K, V> builder) {
        return onDisk(() -> store.openMap(name, builder));
    }

    /** Notes that a map gathered more, or wrote what it had; makes room if need be. */
    void gathered(long bytes) {
        if (gathered.addAndGet(bytes) > limitBytes) {
            makeRoom();
        }
    }

    private synchronized void makeRoom() {
        if (gathered.get() > limitBytes) {
            maps.stream()
                    .max(Comparator.comparingLong(DiskMap::gatheredBytes))
                    .ifPresent(largest -> gathered.addAndGet(-largest.write()));
        }
    }

    @Override
    public void close() {
        store.closeImmediately();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw StagingException.at(directory, e);
        }
    }
}
