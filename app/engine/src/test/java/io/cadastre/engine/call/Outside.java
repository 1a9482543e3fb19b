package io.cadastre.engine.call;

import io.cadastre.engine.call.Calls.Caller;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.step.StepLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** What a connector calls the outside with, at a time that tests move. Every delay is half of the longest. */
final class Outside implements AutoCloseable {
    /** Draws the middle of every range. */
    static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

    final FakeTime time = new FakeTime();
    final CallRuntime runtime;
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicBoolean cancelled = new AtomicBoolean();

    Outside() {
        this(RetryPolicy.DEFAULT);
    }

    Outside(RetryPolicy policy) {
        runtime = new CallRuntime(time, MIDDLE, policy);
    }

    Env env() {
        return env("acme", "one");
    }

    Env env(String connector, String identity) {
        return runtime.env(caller(connector, identity));
    }

    Caller caller(String connector, String identity) {
        StepLog lines = new StepLog() {
            @Override
            public void info(String message) {
                log.add(message);
            }

            @Override
            public void warn(String message) {
                log.add(message);
            }
        };
        return new Caller(connector, identity, Optional.empty(), lines, cancelled::get, attempts::incrementAndGet);
    }

    Http http(HttpSettings settings) {
        return env().http(settings);
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
