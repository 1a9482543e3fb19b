package io.cadastre.connectors.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.engine.House;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.RetryPolicy;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.engine.sync.SyncStats;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The engine over a real graph with one installation of a connector, for tests of whole syncs. Its settings may change
 * from sync to sync; waiting takes no time.
 */
public class ConnectorHouse implements AutoCloseable {
    public final House house;
    public final SkippedTime time = new SkippedTime();

    /** The id of the installation. */
    public final String installation;

    /** What the next sync is configured with, by the names of the connector's settings. */
    public final Map<String, Object> settings;

    /** Who reads. */
    @FunctionalInterface
    public interface Reader {
        /**
         * The credentials of one sync.
         *
         * @param calls through which tokens are got
         * @param time the house's
         */
        Credentials with(CallRuntime calls, SkippedTime time);
    }

    private final ConnectorModule connector;
    private final CallRuntime calls = new CallRuntime(time, new Random(1), RetryPolicy.DEFAULT);

    /**
     * Puts everything together.
     *
     * @param connector what is tested
     * @param settings what it is configured with at first
     * @param reader who reads, asked anew at each sync
     * @param others connectors of other installations
     */
    protected ConnectorHouse(
            Neo4jGraph graph,
            Path directory,
            ConnectorModule connector,
            Map<String, ?> settings,
            Reader reader,
            ConnectorModule... others) {
        this.connector = connector;
        this.settings = new HashMap<>(settings);
        ConnectorModule[] modules =
                Stream.concat(Stream.of(configured(reader)), Stream.of(others)).toArray(ConnectorModule[]::new);
        house = new House(graph, directory, IngestLimits.DEFAULT, calls, modules);
        installation = house.install(connector.definition().name());
    }

    /** The connector with its settings built in: what it reads needs no form and no vault. */
    private ConnectorModule configured(Reader reader) {
        ConnectorDefinition own = connector.definition();
        ConnectorDefinition bare =
                ConnectorDefinition.of(own.name(), own.displayName(), own.description(), own.schema());
        return new ConnectorModule() {
            @Override
            public ConnectorDefinition definition() {
                return bare;
            }

            @Override
            public Installation initialise(Config config, Credentials none) throws ConnectorException {
                return connector.initialise(config(), reader.with(calls, time));
            }
        };
    }

    /** The settings as the host hands them over. */
    public Config config() {
        Config.Checked checked = Config.check(connector.definition().config(), settings);
        assertThat(checked.problems()).isEmpty();
        return checked.config();
    }

    public SyncReport sync() {
        return house.sync(installation);
    }

    /** What is read once a day is read again. */
    public SyncReport syncNextDay() {
        house.clock.advance(Duration.ofDays(1));
        return sync();
    }

    /** The report, if the sync went well. */
    public static SyncReport succeeded(SyncReport report) {
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    /** Holds that a sync changed nothing. */
    public static void assertUnchanged(SyncReport report) {
        for (SyncStats.Counts counts :
                List.of(report.stats().entities(), report.stats().relationships())) {
            assertThat(counts.created() + counts.updated() + counts.deleted()).isZero();
        }
    }

    /** What a report says of a step. */
    public static StepReport step(SyncReport report, String id) {
        return report.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** How many entities there are of each type, in any installation. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        house.query("MATCH (e:Entity) RETURN e._type, count(e)")
                .forEach(row -> counts.put(row.get(0).asString(), row.get(1).asLong()));
        return counts;
    }

    /** The display names of the entities of a type, in order. */
    public List<String> named(String type) {
        return texts("MATCH (e:Entity {_installation: $installation, _type: '" + type
                + "'}) RETURN e._displayName ORDER BY e._displayName");
    }

    /** All relationships of a kind as {@code from VERB to}, with the value of a property if there is one. */
    public List<String> edges(String verb, String property) {
        return texts("MATCH (a:Entity {_installation: $installation})-[r:" + verb + "]->(b:Entity) "
                + "WITH a._displayName + ' " + verb + "' + coalesce(' as ' + r." + property
                + ", '') + ' ' + b._displayName AS line RETURN line ORDER BY line");
    }

    /** The first column of what a query gives. {@code $installation} is the installation. */
    public List<String> texts(String cypher) {
        return house.query(cypher, "installation", installation).stream()
                .map(row -> row.get(0).asString())
                .toList();
    }

    @Override
    public void close() {
        house.close();
        calls.close();
    }
}
