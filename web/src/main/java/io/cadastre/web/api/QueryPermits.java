package io.cadastre.web.api;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.ProblemKind;
import java.util.concurrent.Semaphore;

/** How many queries run at once for one caller: virtual threads bound nothing. */
public final class QueryPermits {
    private final int most;
    // Weak values: a semaphore lives as long as a query holds it or waits for it.
    private final LoadingCache<String, Semaphore> callers;

    public QueryPermits(int most) {
        this.most = most;
        this.callers = Caffeine.newBuilder().weakValues().build(name -> new Semaphore(most));
    }

    /** The right to run one query; given back when it is closed. */
    @FunctionalInterface
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    Permit acquire(String caller) {
        Semaphore semaphore = callers.get(caller);
        if (!semaphore.tryAcquire()) {
            throw Problem.of(
                    ProblemKind.TOO_MANY_QUERIES,
                    "You have " + most + " queries running. Wait for one to end, or cancel one.");
        }
        return semaphore::release;
    }
}
