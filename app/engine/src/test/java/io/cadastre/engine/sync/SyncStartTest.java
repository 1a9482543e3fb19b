package io.cadastre.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Env;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an installation may say only after it was started. */
class SyncStartTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    @TempDir
    private Path directory;

    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Knows its schema when it is started, if it starts. */
    private final class LateConnector implements ConnectorModule {
        private final boolean starts;

        LateConnector(boolean starts) {
            this.starts = starts;
        }

        @Override
        public ConnectorDefinition definition() {
            return ConnectorDefinition.of("late", "Late", "For tests.", Schema.of("late"));
        }

        @Override
        public Installation initialise(Config config, Credentials credentials) {
            return new Installation() {
                private boolean started;

                @Override
                public void start(Env env) throws ConnectorException {
                    calls.add("start");
                    if (!starts) {
                        throw new ConnectorException.Unavailable("Nobody is there.", null);
                    }
                    started = true;
                }

                @Override
                public Optional<Schema> schema() {
                    return started ? Optional.of(ScriptedConnector.SCHEMA) : Optional.empty();
                }

                @Override
                public List<Step> steps() {
                    calls.add("steps");
                    return List.of(Step.named("hosts", "Collect hosts")
                            .produces(TestHost.TYPE)
                            .runs(context -> context.emit(ScriptedConnector.host("h1"))));
                }

                @Override
                public void stop() {
                    calls.add("stop");
                }
            };
        }
    }

    private SyncReport sync(boolean starts) {
        try (House house = new House(GRAPH.graph(), directory, new LateConnector(starts))) {
            SyncReport report = house.sync(house.install("late"));
            assertThat(house.count("MATCH (h:TestHost) RETURN count(h)")).isEqualTo(starts ? 1 : 0);
            return report;
        }
    }

    @Test
    void aSchemaThatIsKnownAfterTheStartHolds() {
        assertThat(sync(true).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(calls).containsExactly("start", "steps", "stop");
    }

    @Test
    void whatDoesNotStartIsStoppedToo() {
        SyncReport report = sync(false);
        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason()).isEqualTo("Nobody is there.");
        assertThat(calls).containsExactly("start", "stop");
    }
}
