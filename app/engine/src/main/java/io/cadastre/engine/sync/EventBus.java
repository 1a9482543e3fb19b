package io.cadastre.engine.sync;

import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.event.SyncListener;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to listeners, each on its own thread: one that throws or blocks changes nothing for anybody else. */
final class EventBus {
    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);
    private static final int MOST_WAITING = 10_000;

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Lets a listener hear all events from now on, until the answer is closed. */
    AutoCloseable subscribe(SyncListener listener) {
        Subscription subscription = new Subscription(listener);
        subscriptions.add(subscription);
        return () -> {
            subscriptions.remove(subscription);
            subscription.thread.interrupt();
        };
    }

    void publish(SyncEvent event) {
        for (Subscription subscription : subscriptions) {
            if (!subscription.waiting.offer(event)) {
                LOG.warn("A listener is too slow and misses events.");
            }
        }
    }

    private static final class Subscription {
        private final BlockingQueue<SyncEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        private final SyncListener listener;
        private final Thread thread;

        Subscription(SyncListener listener) {
            this.listener = listener;
            this.thread = Thread.ofVirtual().name("sync-listener").start(this::deliver);
        }

        @SuppressWarnings("CatchingUnchecked")
        private void deliver() {
            try {
                while (true) {
                    SyncEvent event = waiting.take();
                    try {
                        listener.onEvent(event);
                    } catch (RuntimeException | Error e) {
                        LOG.warn("A listener failed at {}", event, e);
                    }
                }
            } catch (InterruptedException e) {
                // Unsubscribed.
                Thread.currentThread().interrupt();
            }
        }
    }
}
