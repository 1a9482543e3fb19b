package io.cadastre.engine.call;

import io.cadastre.spi.ErrorKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls in memory, per connector and operation. */
public final class CallCounts implements CallMetrics {
    /** Operations beyond so many are counted together: a connector may have put ids into their names. */
    private static final int MOST_LINES = 1_000;

    private static final String REST = "(other)";

    /**
     * What became of one connector's calls of one operation since the start.
     *
     * @param connector the connector's name
     * @param operation the operation's name; {@code (other)} for what is too much to tell apart
     * @param calls calls that ended
     * @param attempts attempts made, the first ones included
     * @param errors calls that ended badly, by kind
     * @param waited time spent in waiting before attempts
     * @param taken time from a call's begin to its end, waiting included
     */
    public record Line(
            String connector,
            String operation,
            long calls,
            long attempts,
            Map<ErrorKind, Long> errors,
            Duration waited,
            Duration taken) {
        public Line {
            errors = Map.copyOf(errors);
        }
    }

    private record Key(String connector, String operation) {}

    private static final class Counter {
        private long calls;
        private long attempts;
        private final Map<ErrorKind, Long> errors = new EnumMap<>(ErrorKind.class);
        private Duration waited = Duration.ZERO;
        private Duration taken = Duration.ZERO;

        synchronized void attempt() {
            attempts++;
        }

        synchronized void waited(Duration wait) {
            waited = waited.plus(wait);
        }

        synchronized void ended(Duration time) {
            calls++;
            taken = taken.plus(time);
        }

        synchronized void failed(ErrorKind kind, Duration time) {
            ended(time);
            errors.merge(kind, 1L, Long::sum);
        }

        synchronized Line line(Key key) {
            return new Line(key.connector(), key.operation(), calls, attempts, errors, waited, taken);
        }
    }

    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    private Counter counter(String connector, String operation) {
        Key key = new Key(connector, operation);
        Counter known = counters.get(key);
        if (known != null) {
            return known;
        }
        Key room = counters.size() < MOST_LINES ? key : new Key(connector, REST);
        return counters.computeIfAbsent(room, absent -> new Counter());
    }

    @Override
    public void attempt(String connector, String operation) {
        counter(connector, operation).attempt();
    }

    @Override
    public void waited(String connector, String operation, Duration wait) {
        counter(connector, operation).waited(wait);
    }

    @Override
    public void succeeded(String connector, String operation, Duration taken) {
        counter(connector, operation).ended(taken);
    }

    @Override
    public void failed(String connector, String operation, ErrorKind kind, Duration taken) {
        counter(connector, operation).failed(kind, taken);
    }

    /** What was counted until now, by connector and operation. */
    public List<Line> snapshot() {
        return counters.entrySet().stream()
                .map(entry -> entry.getValue().line(entry.getKey()))
                .sorted(Comparator.comparing(Line::connector).thenComparing(Line::operation))
                .toList();
    }
}
