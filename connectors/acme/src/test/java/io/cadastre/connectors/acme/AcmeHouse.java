package io.cadastre.connectors.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.connectors.conformance.SkippedTime;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.engine.House;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.RetryPolicy;
import io.cadastre.engine.sync.SyncReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;

/** The engine, a graph and one installation of the connector. */
final class AcmeHouse implements AutoCloseable {
    final FixedTenant module;
    final SkippedTime time = new SkippedTime();
    final House house;
    final String installation;

    private final URI baseUrl;
    private final String key;
    private final CallRuntime calls = new CallRuntime(time, new Random(1), RetryPolicy.DEFAULT);

    AcmeHouse(Neo4jGraph graph, Path directory, URI baseUrl, String key) {
        this.baseUrl = baseUrl;
        this.key = key;
        module = new FixedTenant(baseUrl, key);
        house = new House(graph, directory, IngestLimits.DEFAULT, calls, module);
        installation = house.install("acme");
    }

    SyncReport sync() {
        return house.sync(installation);
    }

    View graph() {
        return View.ofGraph(house, installation);
    }

    View source() throws IOException, InterruptedException {
        return View.ofSource(baseUrl, key);
    }

    /** Holds that the graph says what the source says. */
    void assertEqualsSource() throws IOException, InterruptedException {
        assertEquals(source());
    }

    /** Holds that the graph says this. */
    void assertEquals(View expected) {
        assertThat(graph().differences(expected)).isEmpty();
    }

    @Override
    public void close() {
        house.close();
        calls.close();
    }
}
