package io.cadastre.web.api;

import io.cadastre.cypher.GraphUnavailableException;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.engine.connector.CatalogueEntry;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the process lives, whether it can work, and how it does. */
public final class SystemApi {
    private static final String UP = "up";
    private static final String DOWN = "down";

    private final Neo4jGraph graph;
    private final ConnectorCatalogue catalogue;
    private final Supplier<String> metrics;

    public SystemApi(Neo4jGraph graph, ConnectorCatalogue catalogue, Supplier<String> metrics) {
        this.graph = graph;
        this.catalogue = catalogue;
        this.metrics = metrics;
    }

    record Check(String name, String status, String detail) {}

    public void health(Context ctx) {
        Answers.json(ctx, Map.of("status", UP));
    }

    public void readiness(Context ctx) {
        List<Check> checks = new ArrayList<>();
        checks.add(graphCheck());
        checks.add(connectorCheck());
        boolean ready = checks.stream().allMatch(check -> check.status().equals(UP));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", ready ? UP : DOWN);
        body.put("checks", checks);
        Answers.json(ctx, ready ? 200 : 503, body);
    }

    private Check graphCheck() {
        try {
            return new Check("graph", UP, "Neo4j answers in " + graph.ping().toMillis() + " ms.");
        } catch (GraphUnavailableException e) {
            return new Check("graph", DOWN, String.valueOf(e.getMessage()));
        }
    }

    private Check connectorCheck() {
        long usable = catalogue.modules().size();
        List<String> broken = catalogue.entries().stream()
                .filter(entry -> entry.status() != CatalogueEntry.Status.AVAILABLE)
                .map(CatalogueEntry::name)
                .toList();
        // A broken connector stops none of the others, so it does not stop the server either.
        return new Check(
                "connectors",
                UP,
                usable + " usable" + (broken.isEmpty() ? "." : "; not usable: " + String.join(", ", broken) + "."));
    }

    public void metrics(Context ctx) {
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.get());
    }
}
