package io.cadastre.engine.pipeline;

import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Does something for each element, for so many at once, on virtual threads. Holds no more than those in memory. */
final class Concurrently {
    private Concurrently() {}

    /**
     * Does something for one element.
     *
     * @param <T> the element
     */
    @FunctionalInterface
    interface Work<T> {
        void on(T element) throws Exception;
    }

    /**
     * Returns when all is done. The first that throws stops the rest.
     *
     * @throws Exception what the first one threw
     */
    // Whatever the work throws, also an Error, comes out on the thread that waits.
    @SuppressWarnings("CatchingUnchecked")
    static <T> void forEach(Stream<T> elements, int atOnce, Work<T> work) throws Exception {
        Semaphore free = new Semaphore(atOnce);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        // Not closed by try: that would wait for threads that hang, also when this one is interrupted.
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try (elements) {
            for (Iterator<T> each = elements.iterator(); each.hasNext() && failure.get() == null; ) {
                T element = each.next();
                free.acquire();
                threads.execute(() -> {
                    try {
                        work.on(element);
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        free.release();
                    }
                });
            }
            if (failure.get() == null) {
                free.acquire(atOnce);
            }
        } finally {
            threads.shutdownNow();
        }
        switch (failure.get()) {
            case null -> {}
            case Error error -> throw error;
            case Exception exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }
}
