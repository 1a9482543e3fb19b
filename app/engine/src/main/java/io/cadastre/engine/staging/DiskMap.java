package io.cadastre.engine.staging;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map of a {@link DiskStore}: the newest entries in memory, older ones in sorted runs on disk. Safe for use by
 * several threads; reading and then writing one key is the caller's to guard.
 */
final class DiskMap {
    /** Stands for an entry that was removed, so that an older run does not bring it back. */
    private static final byte[] REMOVED = {};

    /** What an entry takes in memory beside its key and value. */
    private static final int ENTRY_BYTES = 120;

    private final DiskStore store;
    private final String name;
    private final ReadWriteLock swap = new ReentrantReadWriteLock();
    private final AtomicLong gathered = new AtomicLong();
    private volatile State state = new State(new ConcurrentSkipListMap<>(), List.of());

    /** The newest entries, and the runs, newest first. Replaced as a whole, so that a cursor keeps what it began with. */
    private record State(ConcurrentNavigableMap<String, byte[]> newest, List<Run> runs) {}

    /** Sorted entries on disk, with a filter that tells for most keys that they are not there (Bloom, 1970). */
    private record Run(MVMap<String, byte[]> entries, BitSet filter, int filterBits) {
        byte @Nullable [] get(String key) {
            int hash = key.hashCode();
            for (int round = 0; round < HASHES; round++) {
                if (!filter.get(bit(hash, round, filterBits))) {
                    return null;
                }
            }
            return entries.get(key);
        }
    }

    /**
     * Each look-up asks all runs, of which there may be hundreds: a filter that is wrong once in a hundred would cost a
     * read from disk for nearly every key. These are wrong once in about 1,500.
     */
    private static final int HASHES = 7;

    private static final int BITS_PER_KEY = 16;

    DiskMap(DiskStore store, String name) {
        this.store = store;
        this.name = name;
    }

    private static int bit(int hash, int round, int bits) {
        // Steps by an odd number that depends on the key (Kirsch and Mitzenmacher, 2006).
        int step = Integer.rotateLeft(hash * 0x9E3779B9, 15) | 1;
        return Math.floorMod(hash + round * step, bits);
    }

    byte @Nullable [] get(String key) {
        State now = state;
        byte[] value = now.newest().get(key);
        for (Iterator<Run> runs = now.runs().iterator(); value == null && runs.hasNext(); ) {
            Run run = runs.next();
            value = store.onDisk(() -> run.get(key));
        }
        return value == null || isRemoved(value) ? null : value;
    }

    boolean containsKey(String key) {
        return get(key) != null;
    }

    void put(String key, byte[] value) {
        // A value of no length would read as removed.
        write(key, value.length == 0 ? PRESENT : value);
    }

    void remove(String key) {
        write(key, REMOVED);
    }

    /** Puts the key with nothing to say about it. */
    void add(String key) {
        write(key, PRESENT);
    }

    private static final byte[] PRESENT = {1};

    private static boolean isRemoved(byte[] value) {
        return value.length == 0;
    }

    private void write(String key, byte[] value) {
        store.refuseIfFailed();
        long more;
        swap.readLock().lock();
        try {
            byte[] before = state.newest().put(key, value);
            more = before == null ? ENTRY_BYTES + 2L * key.length() + value.length : value.length - before.length;
            gathered.addAndGet(more);
        } finally {
            swap.readLock().unlock();
        }
        store.gathered(more);
    }

    long gatheredBytes() {
        return gathered.get();
    }

    /** Writes what is in memory as a run; gives how much that was. */
    long write() {
        swap.writeLock().lock();
        try {
            State now = state;
            if (now.newest().isEmpty()) {
                return 0;
            }
            int size = now.newest().size();
            int bits = Math.max(64, size * BITS_PER_KEY);
            MVMap<String, byte[]> entries = store.ordered(
                    name + "." + now.runs().size(),
                    new MVMap.Builder<String, byte[]>()
                            .keyType(StringDataType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE));
            BitSet filter = store.onDisk(() -> append(now.newest(), entries, bits));
            List<Run> runs = new ArrayList<>(now.runs());
            runs.addFirst(new Run(entries, filter, bits));
            state = new State(new ConcurrentSkipListMap<>(), List.copyOf(runs));
            return gathered.getAndSet(0);
        } finally {
            swap.writeLock().unlock();
        }
    }

    private static BitSet append(Map<String, byte[]> newest, MVMap<String, byte[]> entries, int bits) {
        BitSet filter = new BitSet(bits);
        newest.forEach((key, value) -> {
            entries.append(key, value);
            int hash = key.hashCode();
            for (int round = 0; round < HASHES; round++) {
                filter.set(bit(hash, round, bits));
            }
        });
        return filter;
    }

    /** The entries from a key on, ascending, as they are now; later changes may or may not show. */
    Iterator<Map.Entry<String, byte[]>> from(String key) {
        State now = state;
        List<Source> sources = new ArrayList<>();
        sources.add(new Source(now.newest().tailMap(key, true).entrySet().iterator(), 0));
        for (Run run : now.runs()) {
            sources.add(new Source(entries(store.onDisk(() -> run.entries().cursor(key))), sources.size()));
        }
        return new Merge(sources);
    }

    /** The entries from a key on up to another, without that one. */
    Iterator<Map.Entry<String, byte[]>> between(String low, String high) {
        Iterator<Map.Entry<String, byte[]>> entries = from(low);
        return new Iterator<>() {
            private Map.@Nullable Entry<String, byte[]> ahead = advance();

            private Map.@Nullable Entry<String, byte[]> advance() {
                Map.Entry<String, byte[]> entry = entries.hasNext() ? entries.next() : null;
                return entry == null || entry.getKey().compareTo(high) >= 0 ? null : entry;
            }

            @Override
            public boolean hasNext() {
                return ahead != null;
            }

            @Override
            public Map.Entry<String, byte[]> next() {
                Map.Entry<String, byte[]> now = ahead;
                if (now == null) {
                    throw new NoSuchElementException();
                }
                ahead = advance();
                return now;
            }
        };
    }

    /** All entries, ascending. */
    Iterator<Map.Entry<String, byte[]>> entries() {
        return from("");
    }

    private Iterator<Map.Entry<String, byte[]>> entries(Cursor<String, byte[]> cursor) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return store.onDisk(cursor::hasNext);
            }

            @Override
            public Map.Entry<String, byte[]> next() {
                return store.onDisk(() -> {
                    String key = cursor.next();
                    return Map.entry(key, cursor.getValue());
                });
            }
        };
    }

    /** Entries of one age. */
    private static final class Source {
        private final Iterator<Map.Entry<String, byte[]>> entries;
        private final int age;
        private Map.@Nullable Entry<String, byte[]> head;

        Source(Iterator<Map.Entry<String, byte[]>> entries, int age) {
            this.entries = entries;
            this.age = age;
            advance();
        }

        boolean advance() {
            head = entries.hasNext() ? entries.next() : null;
            return head != null;
        }

        Map.Entry<String, byte[]> entry() {
            if (head == null) {
                throw new NoSuchElementException();
            }
            return head;
        }
    }

    /** Merges sources; of several entries with one key the newest counts. */
    private static final class Merge implements Iterator<Map.Entry<String, byte[]>> {
        private final PriorityQueue<Source> heads = new PriorityQueue<>(
                Comparator.comparing((Source source) -> source.entry().getKey())
                        .thenComparingInt(source -> source.age));
        private Map.@Nullable Entry<String, byte[]> next;

        Merge(List<Source> sources) {
            sources.stream().filter(source -> source.head != null).forEach(heads::add);
            advance();
        }

        private void advance() {
            next = null;
            while (next == null && !heads.isEmpty()) {
                Map.Entry<String, byte[]> newest = heads.element().entry();
                while (!heads.isEmpty() && heads.element().entry().getKey().equals(newest.getKey())) {
                    Source source = heads.remove();
                    if (source.advance()) {
                        heads.add(source);
                    }
                }
                next = isRemoved(newest.getValue()) ? null : newest;
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Map.Entry<String, byte[]> next() {
            Map.Entry<String, byte[]> now = next;
            if (now == null) {
                throw new NoSuchElementException();
            }
            advance();
            return now;
        }
    }
}
