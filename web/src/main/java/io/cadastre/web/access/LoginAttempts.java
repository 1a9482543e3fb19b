package io.cadastre.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.ProblemKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Refuses an address that failed to log in too often within a minute. */
public final class LoginAttempts {
    private static final int MOST = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Cache<String, AtomicInteger> failures;

    public LoginAttempts(Ticker ticker) {
        failures = Caffeine.newBuilder()
                .expireAfterWrite(WINDOW)
                .maximumSize(10_000)
                .ticker(ticker)
                .build();
    }

    /** Called before a credential is looked at. */
    public void check(String address) {
        AtomicInteger count = failures.getIfPresent(address);
        if (count != null && count.get() >= MOST) {
            throw Problem.of(
                    ProblemKind.TOO_MANY_ATTEMPTS, "Too many failed attempts from here. Wait a minute and try again.");
        }
    }

    /** Called when a credential was wrong. */
    public void failed(String address) {
        failures.get(address, key -> new AtomicInteger()).incrementAndGet();
    }
}
