package io.cadastre.web;

import io.cadastre.engine.call.CallCounts.Line;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.spi.ErrorKind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Shows the calls that connectors make, by connector and operation. */
final class CallMeters {
    private final CallRuntime calls;
    private final MeterRegistry registry;

    CallMeters(CallRuntime calls, MeterRegistry registry) {
        this.calls = calls;
        this.registry = registry;
    }

    /** Takes in operations that were called for the first time since. Called before each look. */
    void refresh() {
        for (Line line : calls.counts()) {
            counter("cadastre.calls", "Calls of connectors that ended", line, "", Line::calls);
            counter("cadastre.call.attempts", "Attempts of those calls", line, "", Line::attempts);
            counter(
                    "cadastre.call.waited.seconds",
                    "Time spent waiting for limits and before retries",
                    line,
                    "",
                    now -> now.waited().toMillis() / 1_000.0);
            counter(
                    "cadastre.call.taken.seconds",
                    "Time of those calls, waiting included",
                    line,
                    "",
                    now -> now.taken().toMillis() / 1_000.0);
            for (ErrorKind kind : line.errors().keySet()) {
                counter(
                        "cadastre.call.errors",
                        "Calls that ended badly",
                        line,
                        kind.name().toLowerCase(Locale.ROOT),
                        now -> now.errors().getOrDefault(kind, 0L));
            }
        }
    }

    /** A meter that is there already stays. */
    private void counter(String name, String description, Line line, String kind, ToDoubleFunction<Line> value) {
        FunctionCounter.Builder<CallRuntime> counter = FunctionCounter.builder(
                        name,
                        calls,
                        runtime -> runtime.counts().stream()
                                .filter(now -> now.connector().equals(line.connector())
                                        && now.operation().equals(line.operation()))
                                .mapToDouble(value)
                                .findFirst()
                                .orElse(0))
                .description(description)
                .tag("connector", line.connector())
                .tag("operation", line.operation());
        (kind.isEmpty() ? counter : counter.tag("kind", kind)).register(registry);
    }
}
