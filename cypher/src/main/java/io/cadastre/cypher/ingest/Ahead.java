package io.cadastre.cypher.ingest;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next element while the one before is worked on: what comes from the disk is read and decoded while the
 * database writes. One element ahead, no more.
 *
 * @param <T> what is made
 */
final class Ahead<T> implements Iterator<T>, AutoCloseable {
    private final Iterator<T> source;
    private final ExecutorService maker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("publish-ahead").factory());
    private Future<@Nullable T> next;

    Ahead(Iterator<T> source) {
        this.source = source;
        this.next = make();
    }

    private Future<@Nullable T> make() {
        return maker.submit(() -> source.hasNext() ? source.next() : null);
    }

    @Override
    public boolean hasNext() {
        return result() != null;
    }

    @Override
    public T next() {
        T made = result();
        if (made == null) {
            throw new NoSuchElementException();
        }
        next = make();
        return made;
    }

    private @Nullable T result() {
        return switch (next.state()) {
            case RUNNING -> await();
            case SUCCESS -> next.resultNow();
            case FAILED, CANCELLED -> throw failure();
        };
    }

    private @Nullable T await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return next.get();
                } catch (InterruptedException _) {
                    // What was begun is published to its end.
                    interrupted = true;
                } catch (java.util.concurrent.ExecutionException _) {
                    throw failure();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RuntimeException failure() {
        return next.exceptionNow() instanceof RuntimeException failure
                ? failure
                : new IllegalStateException(next.exceptionNow());
    }

    @Override
    public void close() {
        maker.shutdownNow();
    }
}
