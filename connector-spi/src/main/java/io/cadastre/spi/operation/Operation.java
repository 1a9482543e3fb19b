package io.cadastre.spi.operation;

import java.time.Duration;
import java.util.List;

/**
 * A kind of call to the outside. Immutable; each method gives a changed copy.
 *
 * {@snippet :
 * Operation<String, Person> lookup = Operation.define("person.lookup", directory::find)
 *         .limitedBy(Limit.concurrent("directory", 4))
 *         .timeout(Duration.ofSeconds(10));
 * Person person = env.ops().execute(lookup, "uid=ada");
 * }
 *
 * @param name for metrics and messages, for example {@code person.lookup}
 * @param handler makes the call
 * @param limits what it counts against
 * @param timeout how long one attempt may take
 * @param idempotent whether it may be tried again after it perhaps reached the source
 * @param <I> what it is asked with
 * @param <O> what it answers
 */
public record Operation<I, O>(
        String name, Handler<I, O> handler, List<Limit> limits, Duration timeout, boolean idempotent) {
    /** The time an attempt has if the operation does not say otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Makes one attempt.
     *
     * @param <I> what it is asked with
     * @param <O> what it answers
     */
    @FunctionalInterface
    public interface Handler<I, O> {
        /**
         * Makes one attempt. Called by any thread, interrupted when its time is over. Says by the kind of
         * {@link io.cadastre.spi.ConnectorException} what went wrong: that decides whether it is called again. An
         * {@link java.io.IOException} counts as {@link io.cadastre.spi.ErrorKind#UNAVAILABLE}.
         */
        O handle(I input) throws Exception;
    }

    public Operation {
        limits = List.copyOf(limits);
    }

    /** A call that only reads: it may be tried again. */
    public static <I, O> Operation<I, O> define(String name, Handler<I, O> handler) {
        return new Operation<>(name, handler, List.of(), DEFAULT_TIMEOUT, true);
    }

    public Operation<I, O> limitedBy(Limit... values) {
        return new Operation<>(name, handler, List.of(values), timeout, idempotent);
    }

    public Operation<I, O> timeout(Duration value) {
        return new Operation<>(name, handler, limits, value, idempotent);
    }

    /** A call that may have an effect: it is tried again only where it certainly did not reach the source. */
    public Operation<I, O> notIdempotent() {
        return new Operation<>(name, handler, limits, timeout, false);
    }
}
