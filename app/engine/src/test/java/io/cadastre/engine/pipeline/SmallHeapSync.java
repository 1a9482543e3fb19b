package io.cadastre.engine.pipeline;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.step.Step;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A process with little memory that collects a million entities and says what it would write. */
final class SmallHeapSync {
    private static final int HOSTS = 1_000_000;
    private static final int PAGE = 500;

    private SmallHeapSync() {}

    public static void main(String[] arguments) {
        ScriptedConnector connector = new ScriptedConnector("scripted");
        connector.steps(Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE)
                .runs(context -> context.follow(
                        "hosts",
                        request -> {
                            int start =
                                    request.position().map(Integer::parseInt).orElse(0);
                            int end = start + PAGE;
                            return Page.of(hosts(start, end), end < HOSTS, Integer.toString(end));
                        },
                        hosts -> hosts.forEach(context::emit))));
        try (Neo4jGraph graph = Neo4jGraph.connect(Neo4jGraph.Address.open(URI.create(arguments[0])));
                House house = new House(graph, Path.of(arguments[1]), connector)) {
            SyncReport report = house.sync(house.install("scripted"), SyncMode.PLAN);
            System.out.println(
                    report.state() + " created " + report.stats().entities().created() + " " + report.reason());
        }
    }

    private static List<EntityInput> hosts(int start, int end) {
        return IntStream.range(start, end)
                .mapToObj(number -> ScriptedConnector.host("host-" + number))
                .toList();
    }
}
