package io.cadastre.web.event;

import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.event.SyncListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last events, numbered. Readers hold a position, not a queue: one that is slow costs nothing and slows nobody, and
 * one that lost its connection goes on where it was, as long as the events are still kept.
 */
public final class EventLog implements SyncListener {
    private static final int KEPT = 4_096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final String run;
    private long last;
    private boolean closed;

    /**
     * An event and its place.
     *
     * @param number counted from 1
     * @param event what happened
     */
    public record Entry(long number, SyncEvent event) {}

    /**
     * What a reader gets.
     *
     * @param entries what came after its position, oldest first; empty if nothing came in time
     * @param missed whether events between are no longer kept
     * @param closed whether there will be no more
     */
    public record Batch(List<Entry> entries, boolean missed, boolean closed) {
        public Batch {
            entries = List.copyOf(entries);
        }
    }

    /**
     * An empty log.
     *
     * @param run differs between runs of the server, so that an id of an earlier run is not taken for one of this
     */
    public EventLog(String run) {
        this.run = run;
    }

    @Override
    public void onEvent(SyncEvent event) {
        lock.lock();
        try {
            entries.addLast(new Entry(++last, event));
            if (entries.size() > KEPT) {
                entries.removeFirst();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The id under which clients know a place. */
    public String id(long number) {
        return run + "-" + number;
    }

    /** The place that a client was at: after the last event for a new one, before the first for an id nobody knows. */
    public long position(@Nullable String lastEventId) {
        lock.lock();
        try {
            if (lastEventId == null || lastEventId.isEmpty()) {
                return last;
            }
            String prefix = run + "-";
            if (!lastEventId.startsWith(prefix)
                    || !lastEventId.substring(prefix.length()).matches("\\d{1,18}")) {
                return -1;
            }
            return Math.min(last, Long.parseLong(lastEventId.substring(prefix.length())));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something after a position. */
    public Batch after(long position, Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && position >= last && nanos > 0) {
                nanos = more.awaitNanos(nanos);
            }
            List<Entry> after = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry.number() > position) {
                    after.add(entry);
                }
            }
            long firstKept = entries.isEmpty() ? last + 1 : entries.getFirst().number();
            return new Batch(after, position < 0 || (position < last && position + 1 < firstKept), closed);
        } finally {
            lock.unlock();
        }
    }

    /** Ends all streams. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How long a stream is silent before it says that it is there. */
    public static Duration heartbeat() {
        return Duration.ofNanos(TimeUnit.SECONDS.toNanos(15));
    }
}
