package io.cadastre.server.bench.jvm;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The most heap that was in use right after a garbage collection, while it watched. That is an upper bound of what lives:
 * a young collection leaves old garbage.
 */
public final class HeapWatch implements AutoCloseable {
    private final AtomicLong peakBytes = new AtomicLong();
    private final NotificationListener listener = this::collected;
    private final List<NotificationEmitter> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            // What G1 notes beside its pauses is in use in the midst of the program, not after a collection.
            .filter(collector -> !collector.getName().contains("Concurrent"))
            .filter(NotificationEmitter.class::isInstance)
            .map(NotificationEmitter.class::cast)
            .toList();

    /** Begins to watch. */
    public HeapWatch() {
        collectors.forEach(collector -> collector.addNotificationListener(listener, null, null));
    }

    private void collected(Notification notification, Object handback) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            var heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(pool -> pool.getName())
                    .collect(Collectors.toSet());
            long bytes = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                    .getGcInfo()
                    .getMemoryUsageAfterGc()
                    .entrySet()
                    .stream()
                    .filter(pool -> heap.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum();
            peakBytes.accumulateAndGet(bytes, Math::max);
        }
    }

    /** The peak so far. Collects garbage, so that there is one. */
    public long peakBytes() {
        collectGarbage();
        long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return peakBytes.accumulateAndGet(now, Math::max);
    }

    /** Collects garbage now, so that what is measured next does not pay for what was before it. */
    @SuppressWarnings("SystemGc")
    public static void collectGarbage() {
        System.gc();
    }

    /** Watches no longer. */
    @Override
    public void close() {
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
