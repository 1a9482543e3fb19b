package io.cadastre.web;

import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.spi.event.SyncEvent;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** What is counted: requests, queries, syncs and the JVM. */
final class Metrics {
    private static final String SYNCS = "cadastre.syncs";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final CallMeters calls;

    Metrics(SyncService syncs, CallRuntime calls) {
        this.calls = new CallMeters(calls, registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        // Lives as long as the process, as the beans that it listens to.
        @SuppressWarnings("resource")
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(registry);
        Gauge.builder(
                        "cadastre.syncs.running",
                        syncs,
                        service -> service.running().size())
                .description("Syncs that run now")
                .register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Everything as Prometheus reads it. */
    String scrape() {
        calls.refresh();
        return registry.scrape();
    }

    void request(Context ctx, float milliseconds) {
        String route = ctx.endpoints().lastHttpEndpoint() == null
                ? "none"
                : ctx.endpoints().lastHttpEndpoint().path;
        Timer.builder("cadastre.http")
                .description("Requests")
                .tag("method", ctx.method().name())
                .tag("route", route)
                .tag("status", Integer.toString(ctx.statusCode()))
                .register(registry)
                .record(Duration.ofNanos((long) (milliseconds * 1_000_000)));
    }

    void onEvent(SyncEvent event) {
        switch (event) {
            case SyncEvent.SyncCompleted _,
                    SyncEvent.SyncHeld _,
                    SyncEvent.SyncPartial _,
                    SyncEvent.SyncFailed _,
                    SyncEvent.SyncCancelled _ ->
                Counter.builder(SYNCS)
                        .description("Syncs that ended")
                        .tag(
                                "outcome",
                                event.getClass()
                                        .getSimpleName()
                                        .substring("Sync".length())
                                        .toLowerCase(Locale.ROOT))
                        .register(registry)
                        .increment();
            case SyncEvent.SyncStarted _,
                    SyncEvent.StepStarted _,
                    SyncEvent.StepProgress _,
                    SyncEvent.StepCompleted _,
                    SyncEvent.StepFailed _,
                    SyncEvent.PublishStarted _,
                    SyncEvent.SyncDecided _ -> {}
        }
    }
}
