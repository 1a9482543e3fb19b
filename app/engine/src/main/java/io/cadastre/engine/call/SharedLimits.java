package io.cadastre.engine.call;

import io.cadastre.engine.call.Calls.Caller;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.operation.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The limits of all sources, shared by whoever uses the same connector with the same identity (M10). */
final class SharedLimits {
    private record Name(String connector, String identity, String limit) {}

    private record Place(String connector, String identity, String host) {}

    /** A rate and what was used of it. */
    private record Rated(NamedLimit use, Limit.Rate rate) {
        /** How far calls are apart on average. */
        long spacing() {
            return rate.per().toNanos() / rate.calls();
        }
    }

    private final Time time;
    private final Map<Name, NamedLimit> limits = new ConcurrentHashMap<>();
    private final Map<Place, Throttle> throttles = new ConcurrentHashMap<>();

    SharedLimits(Time time) {
        this.time = time;
    }

    Throttle throttle(Caller caller, String host) {
        return throttles.computeIfAbsent(
                new Place(caller.connector(), caller.identity(), host), absent -> new Throttle(time));
    }

    /**
     * Waits until a call may be made now. What it returns must be closed when the call is over.
     *
     * <p>First the places, then the rates: who waited for a place after it was counted would make its call at another time
     * than the counted one, and together with others.
     */
    Places await(Caller caller, Call<?> call, Duration longestPause)
            throws ConnectorException.RateLimited, InterruptedException {
        Throttle throttle = throttle(caller, call.host());
        Places places = enter(caller, call.limits());
        try {
            // The slowest first, so that who passed it meets no long queue any more.
            List<Rated> rates = call.limits().stream()
                    .flatMap(limit -> rated(caller, limit))
                    .sorted(Comparator.comparingLong(Rated::spacing).reversed())
                    .toList();
            for (Rated each : rates) {
                each.use().await(each.rate(), throttle, longestPause, call.label());
            }
            throttle.await(longestPause, call.label());
            return places;
        } catch (Throwable e) {
            places.close();
            throw e;
        }
    }

    private Stream<Rated> rated(Caller caller, Limit limit) {
        Limit.@Nullable Rate rate = limit.rate();
        return rate == null ? Stream.empty() : Stream.of(new Rated(named(caller, limit), rate));
    }

    private NamedLimit named(Caller caller, Limit limit) {
        return limits.computeIfAbsent(
                new Name(caller.connector(), caller.identity(), limit.name()), absent -> new NamedLimit(time));
    }

    private Places enter(Caller caller, List<Limit> wanted) throws InterruptedException {
        Places places = new Places();
        try {
            // Always in the same order: two calls never wait for each other.
            for (Limit limit :
                    wanted.stream().sorted(Comparator.comparing(Limit::name)).toList()) {
                if (limit.concurrent() > 0) {
                    NamedLimit use = named(caller, limit);
                    use.enter(limit.concurrent());
                    places.held.add(use);
                }
            }
            return places;
        } catch (Throwable e) {
            places.close();
            throw e;
        }
    }

    /** The places that a call has among those that may be made at once. */
    static final class Places implements AutoCloseable {
        private final List<NamedLimit> held = new ArrayList<>();

        /** Gives them back; by one thread, once. */
        @Override
        public void close() {
            held.forEach(NamedLimit::leave);
        }
    }
}
