package io.cadastre.engine.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cadastre.engine.call.Calls.Caller;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The circuit breakers: one per connector, identity, host and operation, since one broken endpoint says nothing about the
 * others. One opens when the last calls all failed, each after all its attempts.
 */
final class Breakers {
    static final int CALLS = 10;
    static final Duration REST = Duration.ofSeconds(30);

    private record Key(String connector, String identity, String host, String operation) {}

    private final CircuitBreakerConfig config;

    /** Bounded, as a connector may have put ids into its operations' names. */
    private final Cache<Key, CircuitBreaker> breakers = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    Breakers(Time time) {
        config = CircuitBreakerConfig.custom()
                .slidingWindow(CALLS, CALLS, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .waitDurationInOpenState(REST)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(new WallClock(time))
                .build();
    }

    CircuitBreaker of(Caller caller, Call<?> call) {
        return breakers.get(
                new Key(caller.connector(), caller.identity(), call.host(), call.operation()),
                key -> CircuitBreaker.of(key.operation(), config));
    }

    private static final class WallClock extends Clock {
        private final Time time;

        WallClock(Time time) {
            this.time = time;
        }

        @Override
        public Instant instant() {
            return time.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
