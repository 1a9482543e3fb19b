package io.cadastre.engine.call;

import io.cadastre.engine.call.Calls.Caller;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ErrorKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs calls behind, from the outside in: metrics, tracing, circuit breaker, retry, and then for each attempt:
 * concurrency limit, rate limit with what the source itself asks for, timeout. Decision 10 says why in this order.
 */
final class CallChain {
    /** Under what the call's id is found in logs. */
    static final String MDC_KEY = "call";

    private static final Logger LOG = LoggerFactory.getLogger(CallChain.class);

    private final Time time;
    private final RandomGenerator random;
    private final RetryPolicy policy;
    private final CallMetrics metrics;
    private final SharedLimits limits;
    private final Breakers breakers;

    CallChain(Time time, RandomGenerator random, RetryPolicy policy, CallMetrics metrics) {
        this.time = time;
        this.random = random;
        this.policy = policy;
        this.metrics = metrics;
        this.limits = new SharedLimits(time);
        this.breakers = new Breakers(time);
    }

    Time time() {
        return time;
    }

    <O> O execute(Caller caller, Call<O> call) throws ConnectorException, InterruptedException {
        long start = time.nanos();
        try {
            O answer = traced(caller, call);
            metrics.succeeded(caller.connector(), call.operation(), since(start));
            return answer;
        } catch (ConnectorException e) {
            metrics.failed(caller.connector(), call.operation(), e.kind(), since(start));
            throw e;
        } catch (RuntimeException e) {
            metrics.failed(caller.connector(), call.operation(), ErrorKind.INTERNAL, since(start));
            throw e;
        }
    }

    private <O> O traced(Caller caller, Call<O> call) throws ConnectorException, InterruptedException {
        String callId =
                HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
        String outer = MDC.get(MDC_KEY);
        MDC.put(MDC_KEY, callId);
        try {
            return guarded(caller, call, callId);
        } finally {
            if (outer == null) {
                MDC.remove(MDC_KEY);
            } else {
                MDC.put(MDC_KEY, outer);
            }
        }
    }

    private <O> O guarded(Caller caller, Call<O> call, String callId) throws ConnectorException, InterruptedException {
        CircuitBreaker breaker = breakers.of(caller, call);
        if (!breaker.tryAcquirePermission()) {
            throw leftAlone(call);
        }
        boolean judged = false;
        try {
            O answer = retried(caller, call, callId, breaker);
            // How long it took says nothing here: waiting is part of it.
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            judged = true;
            return answer;
        } catch (ConnectorException e) {
            switch (e.kind()) {
                case UNAVAILABLE, TIMEOUT -> {
                    breaker.onError(0, TimeUnit.NANOSECONDS, e);
                    judged = true;
                }
                case RATE_LIMITED, CONFIGURATION, INTERNAL -> {}
                case AUTHENTICATION, PERMISSION, BAD_DATA, NOT_FOUND, POSITION_LOST -> {
                    // The source is there and answers.
                    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
                    judged = true;
                }
            }
            throw e;
        } finally {
            if (!judged) {
                breaker.releasePermission();
            }
        }
    }

    private static ConnectorException leftAlone(Call<?> call) {
        return new ConnectorException.Unavailable(
                call.label() + " is left alone for " + Durations.words(Breakers.REST) + ", because the last "
                        + Breakers.CALLS + " calls failed. Check the source; after that time it is asked again.",
                null);
    }

    private <O> O retried(Caller caller, Call<O> call, String callId, CircuitBreaker breaker)
            throws ConnectorException, InterruptedException {
        Throttle throttle = limits.throttle(caller, call.host());
        Duration waited = Duration.ZERO;
        boolean renewed = false;
        for (int number = 1; ; number++) {
            SharedLimits.Places places = turn(caller, call, number);
            if (breaker.getState() == CircuitBreaker.State.OPEN) {
                // It opened while this call waited.
                places.close();
                throw leftAlone(call).afterAttempts(Math.max(1, number - 1));
            }
            Attempt attempt = new Attempt(callId, HexFormat.of().toHexDigits(random.nextLong()));
            try {
                O answer = timed(caller, call, attempt, places);
                attempt.budget().ifPresent(throttle::follow);
                return answer;
            } catch (ConnectorException e) {
                e.afterAttempts(number);
                attempt.budget().ifPresent(throttle::follow);
                Optional<Duration> asked = asked(e, attempt);
                asked.ifPresent(throttle::pause);
                if (attempt.renewed() && !renewed) {
                    renewed = true;
                    continue;
                }
                if (!e.retryable() || !repeatable(call, attempt, e)) {
                    throw e;
                }
                Duration wait = asked.isPresent() ? asked.get() : policy.delay(number, random);
                if (waited.plus(wait).compareTo(policy.longestWait()) > 0) {
                    throw tooLong(call, e, wait).afterAttempts(number);
                }
                if (number >= policy.attempts() || breaker.getState() == CircuitBreaker.State.OPEN) {
                    throw e;
                }
                if (e.kind() == ErrorKind.RATE_LIMITED) {
                    // Everybody who shares the identity is meant, even if the source did not say for how long.
                    throttle.pause(wait);
                }
                caller.log()
                        .info(call.label() + ": attempt " + (number + 1) + " of " + policy.attempts() + " in "
                                + Durations.words(wait) + ". " + e.getMessage());
                metrics.waited(caller.connector(), call.operation(), wait);
                time.sleep(wait);
                waited = waited.plus(wait);
            }
        }
    }

    /** How long the source itself asks to wait. */
    private static Optional<Duration> asked(ConnectorException error, Attempt attempt) {
        Optional<Duration> said = error instanceof ConnectorException.RateLimited limited
                        && limited.retryAfter().isPresent()
                ? limited.retryAfter()
                : attempt.retryAfter();
        // "At once" says nothing to somebody who just was too fast.
        return said.filter(Duration::isPositive);
    }

    private static boolean repeatable(Call<?> call, Attempt attempt, ConnectorException error) {
        return call.idempotent() || attempt.unreached() || Unreached.certainly(error);
    }

    private ConnectorException tooLong(Call<?> call, ConnectorException error, Duration wait) {
        String message = call.label() + " should be asked again only in " + Durations.words(wait)
                + ". A call waits " + Durations.words(policy.longestWait())
                + " at most; sync again after that time. (" + error.getMessage() + ")";
        return error.kind() == ErrorKind.RATE_LIMITED
                ? new ConnectorException.RateLimited(message, wait)
                : new ConnectorException.Unavailable(message, error);
    }

    /** Waits until the attempt may be made. */
    private SharedLimits.Places turn(Caller caller, Call<?> call, int number)
            throws ConnectorException, InterruptedException {
        refuseUnwanted(caller, call);
        long start = time.nanos();
        SharedLimits.Places places;
        try {
            places = limits.await(caller, call, policy.longestWait());
        } catch (ConnectorException e) {
            throw e.afterAttempts(Math.max(1, number - 1));
        } finally {
            metrics.waited(caller.connector(), call.operation(), since(start));
        }
        try {
            refuseUnwanted(caller, call);
        } catch (InterruptedException e) {
            places.close();
            throw e;
        }
        return places;
    }

    private static void refuseUnwanted(Caller caller, Call<?> call) throws InterruptedException {
        if (caller.cancelled().getAsBoolean()) {
            throw new InterruptedException(call.label() + " is no longer wanted.");
        }
    }

    /**
     * Makes one attempt on a thread of its own, which is interrupted when its time is over or nobody wants it any more.
     * The caller goes on at once; the places are free only when the work has really ended, as the source is asked until
     * then.
     */
    private <O> O timed(Caller caller, Call<O> call, Attempt attempt, SharedLimits.Places places)
            throws ConnectorException, InterruptedException {
        FutureTask<O> task = new FutureTask<>(() -> call.work().run(attempt));
        start(caller, call, task, places);
        try {
            return task.get(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new ConnectorException.Timeout(
                    call.label() + " did not end within " + Durations.words(call.timeout()) + ".");
        } catch (InterruptedException e) {
            task.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw known(call, e.getCause());
        }
    }

    private void start(Caller caller, Call<?> call, FutureTask<?> task, SharedLimits.Places places) {
        boolean started = false;
        try {
            caller.counter().run();
            metrics.attempt(caller.connector(), call.operation());
            LOG.debug("{}", call.label());
            Map<String, String> context = MDC.getCopyOfContextMap();
            Thread.ofVirtual().name("call " + call.operation()).start(() -> {
                try (places) {
                    if (context != null) {
                        MDC.setContextMap(context);
                    }
                    task.run();
                }
            });
            started = true;
        } finally {
            if (!started) {
                places.close();
            }
        }
    }

    /** The error as one of ours. Messages of others stay in the cause: they may hold anything. */
    private static ConnectorException known(Call<?> call, @Nullable Throwable error) throws InterruptedException {
        return switch (error) {
            case ConnectorException known -> known;
            case InterruptedException interrupted -> throw interrupted;
            case IOException io ->
                new ConnectorException.Unavailable(
                        call.label()
                                + (Unreached.certainly(io)
                                        ? " cannot be reached. Check that it runs, its address and the network."
                                        : " was cut off: " + io.getClass().getSimpleName() + "."),
                        io);
            case RuntimeException unexpected -> throw unexpected;
            case Error serious -> throw serious;
            case null, default -> throw new IllegalStateException(call.label() + " failed unexpectedly.", error);
        };
    }

    private Duration since(long start) {
        return Duration.ofNanos(time.nanos() - start);
    }
}
