package io.cadastre.engine.sync;

import static io.cadastre.engine.ScriptedConnector.host;
import static io.cadastre.engine.ScriptedConnector.hosts;
import static io.cadastre.engine.ScriptedConnector.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.history.ChangeOperation;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.cypher.ingest.PlannedChange;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.ScriptedConnector.TestUser;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.step.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.types.Node;

/** What a sync writes to the graph, and what it does not. */
class SyncPublishTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final ScriptedConnector connector = new ScriptedConnector("scripted");
    private Path directory;
    private House house;

    @BeforeEach
    void open(@TempDir Path temp) {
        directory = temp;
        house = new House(GRAPH.graph(), temp, connector);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** A step that emits two hosts, two users and who may use what. */
    private static Step access(String... rolesOfUsersOnH1) {
        return Step.named("access", "Collect access")
                .produces(TestHost.TYPE, TestUser.TYPE, TestHost.USERS)
                .runs(context -> {
                    context.emit(host("h1"));
                    context.emit(host("h2"));
                    for (int i = 0; i < rolesOfUsersOnH1.length; i++) {
                        context.emit(user("u" + i));
                        context.emit(TestHost.USERS.between(
                                TestHost.TYPE.ref("h1"),
                                TestUser.TYPE.ref("u" + i),
                                Map.of("role", rolesOfUsersOnH1[i])));
                    }
                });
    }

    @Test
    void entitiesAndRelationshipsHaveTheShapeOfTheDesign() {
        String installation = house.install("scripted");
        connector.steps(access("admin"));

        SyncReport report = house.sync(installation);

        assertThat(report.stats().entities().created()).isEqualTo(3);
        assertThat(report.stats().relationships().created()).isEqualTo(1);
        Node node = house.query("MATCH (h:TestHost {_key: 'h1'}) RETURN h")
                .getFirst()
                .get("h")
                .asNode();
        assertThat(node.labels()).containsExactlyInAnyOrder("Entity", "Host", "TestHost");
        assertThat(node.asMap())
                .containsEntry("name", "host h1")
                .containsEntry("_type", "test_host")
                .containsEntry("_installation", installation)
                .containsEntry("_connector", "scripted")
                .containsEntry("_displayName", "h1")
                .containsEntry("_scope", "root")
                .containsEntry("_version", 1L)
                .containsKeys("_id", "_hash", "_createdAt", "_updatedAt", "_class");
        assertThat(house.query(
                                "MATCH (:TestHost {_key: 'h1'})-[r:HAS]->(:TestUser {_key: 'u0'}) RETURN properties(r) AS p")
                        .getFirst()
                        .get("p")
                        .asMap())
                .containsEntry("role", "admin")
                .containsKeys("_id", "_hash", "_installation", "_scope", "_createdAt", "_updatedAt");
    }

    @Test
    @DisplayName("P10: an update keeps _createdAt, adds one to _version and leaves before and after")
    void anUpdateKeepsItsPast() {
        // Given a host with a name and cores
        String installation = house.install("scripted");
        connector.steps(hostWith("old name", 4L));
        house.sync(installation);
        ZonedDateTime created = property("_createdAt").asZonedDateTime();

        // When its name changes
        connector.steps(hostWith("new name", 4L));
        SyncReport report = house.sync(installation);

        // Then that, and only that, is written down
        assertThat(report.stats().entities().updated()).isEqualTo(1);
        assertThat(property("_createdAt").asZonedDateTime()).isEqualTo(created);
        assertThat(property("_updatedAt").asZonedDateTime()).isAfter(created);
        assertThat(property("_version").asLong()).isEqualTo(2);
        assertThat(property("name").asString()).isEqualTo("new name");
        assertThat(house.query("MATCH (c:_Change) RETURN c._operation, c._before, c._after, c._sync, c._subject"))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.get("c._operation").asString()).isEqualTo("update");
                    assertThat(change.get("c._before").asString()).isEqualTo("{\"name\":\"old name\"}");
                    assertThat(change.get("c._after").asString()).isEqualTo("{\"name\":\"new name\"}");
                    assertThat(change.get("c._sync").asString()).isEqualTo(report.id());
                    assertThat(change.get("c._subject").asString())
                            .isEqualTo(property("_id").asString());
                });
    }

    @Test
    void aFieldThatTheSourceNoLongerHasIsRemoved() {
        String installation = house.install("scripted");
        connector.steps(hostWith("name", 4L));
        house.sync(installation);

        connector.steps(Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE)
                .runs(context -> context.emit(EntityInput.of(TestHost.TYPE, "h1")
                        .set(TestHost.NAME, "name")
                        .build())));
        house.sync(installation);

        assertThat(property("cores").isNull()).isTrue();
        assertThat(property("_version").asLong()).isEqualTo(2);
    }

    private static Step hostWith(String name, long cores) {
        return Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE)
                .runs(context -> context.emit(EntityInput.of(TestHost.TYPE, "h1")
                        .set(TestHost.NAME, name)
                        .set(TestHost.CORES, cores)
                        .build()));
    }

    private org.neo4j.driver.Value property(String name) {
        return house.query("MATCH (h:TestHost) RETURN h[$name] AS value", "name", name)
                .getFirst()
                .get("value");
    }

    @Test
    @DisplayName("P12: the same data again changes nothing, and ingest writes no byte of transaction log (I8)")
    void theSameDataAgainWritesNothing() {
        String installation = house.install("scripted");
        connector.steps(access("admin", "reader"));
        house.sync(installation);
        long versionBefore = house.count("MATCH (v:_GraphVersion) RETURN sum(v.version)");

        // A plan compares all that a full sync compares; what it writes is its report alone.
        long before = GRAPH.transactionLogBytes();
        SyncReport plan = house.sync(installation, SyncMode.PLAN);
        long reportOnly = GRAPH.transactionLogBytes() - before;
        SyncReport again = house.sync(installation);

        assertThat(again.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(again.stats().entities())
                .isEqualTo(new SyncStats.Counts(0, 0, 4, 0, 0, 0))
                .isEqualTo(plan.stats().entities());
        assertThat(again.stats().relationships()).isEqualTo(new SyncStats.Counts(0, 0, 2, 0, 0, 0));
        assertThat(house.count("MATCH (v:_GraphVersion) RETURN sum(v.version)")).isEqualTo(versionBefore);
        assertThat(reportOnly).isPositive();
    }

    @Test
    @DisplayName("A plan names what a full sync then does, field by field, and writes none of it")
    void aPlanNamesWhatAFullSyncThenDoes() {
        String installation = house.install("scripted", DeletionBudget.OFF);
        connector.steps(access("admin", "reader"));
        house.sync(installation);
        connector.steps(Step.named("access", "Collect access")
                .produces(TestHost.TYPE, TestUser.TYPE, TestHost.USERS)
                .runs(context -> {
                    context.emit(EntityInput.of(TestHost.TYPE, "h1")
                            .set(TestHost.NAME, "renamed")
                            .build());
                    context.emit(host("h2"));
                    context.emit(host("h3"));
                    context.emit(TestHost.USERS.between(TestHost.TYPE.ref("h3"), TestUser.TYPE.ref("u0")));
                    context.emit(user("u0"));
                }));

        SyncReport plan = house.sync(installation, SyncMode.PLAN);
        SyncReport full = house.sync(installation);

        assertThat(plan.stats()).isEqualTo(full.stats());
        assertThat(plan.planned())
                .extracting(PlannedChange::operation, PlannedChange::type, PlannedChange::name, PlannedChange::fields)
                .containsExactly(
                        tuple(ChangeOperation.DELETE, "test_host HAS test_user", "h1 HAS u0", List.of()),
                        tuple(ChangeOperation.DELETE, "test_user", "u1", List.of()),
                        tuple(ChangeOperation.CREATE, "test_host", "h3", List.of()),
                        tuple(ChangeOperation.UPDATE, "test_host", "h1", List.of("name")),
                        tuple(
                                ChangeOperation.CREATE,
                                "test_host HAS test_user",
                                "test_host 'h3' HAS test_user 'u0'",
                                List.of()));
        assertThat(full.planned()).isEmpty();
    }

    @Test
    @DisplayName("P5: a relationship to an entity that the same sync deletes is not written, and reported (I3)")
    void aRelationshipToWhatGoesIsPending() {
        // Given a host that has a user, who may go although there is no other
        String installation = house.install("scripted", DeletionBudget.OFF);
        connector.steps(access("admin"));
        house.sync(installation);

        // When the user is gone but the relationship is still asserted, and a new one to it
        connector.steps(Step.named("access", "Collect access")
                .produces(TestHost.TYPE, TestUser.TYPE, TestHost.USERS)
                .runs(context -> {
                    context.emit(host("h1"));
                    context.emit(host("h2"));
                    context.emit(TestHost.USERS.between(
                            TestHost.TYPE.ref("h1"), TestUser.TYPE.ref("u0"), Map.of("role", "admin")));
                    context.emit(TestHost.USERS.between(TestHost.TYPE.ref("h2"), TestUser.TYPE.ref("u0")));
                }));
        SyncReport report = house.sync(installation);

        // Then neither is there, and both are reported with their ends
        assertThat(house.count("MATCH (:Entity)-[r]->() RETURN count(r)")).isZero();
        assertThat(report.stats().relationships().deleted()).isEqualTo(1);
        assertThat(report.pendingRelationships()).isEqualTo(2);
        assertThat(report.pendingSample())
                .containsExactlyInAnyOrder("test_host 'h1' HAS test_user 'u0'", "test_host 'h2' HAS test_user 'u0'");
    }

    @Test
    void aPendingRelationshipIsWrittenOnceItsEndIsThere() {
        String installation = house.install("scripted");
        Step early = Step.named("access", "Collect access")
                .produces(TestHost.TYPE, TestUser.TYPE, TestHost.USERS)
                .runs(context -> {
                    context.emit(host("h1"));
                    context.emit(TestHost.USERS.between(TestHost.TYPE.ref("h1"), TestUser.TYPE.ref("late")));
                });
        connector.steps(early);
        assertThat(house.sync(installation).pendingRelationships()).isEqualTo(1);

        connector.steps(early, ScriptedConnector.users("late"));
        SyncReport report = house.sync(installation);

        assertThat(report.pendingRelationships()).isZero();
        assertThat(report.stats().relationships().created()).isEqualTo(1);
    }

    @Test
    void aRelationshipToAnEntityThatIsOnlyStaleIsWritten() {
        String installation = house.install("scripted");
        connector.steps(hosts("h1"), ScriptedConnector.users("u1"));
        house.sync(installation);

        connector.steps(
                Step.named("users", "Collect users").produces(TestUser.TYPE).runs(context -> context.partial("lost")),
                Step.named("hosts", "Collect hosts")
                        .produces(TestHost.TYPE, TestHost.USERS)
                        .runs(context -> {
                            context.emit(host("h1"));
                            context.emit(TestHost.USERS.between(TestHost.TYPE.ref("h1"), TestUser.TYPE.ref("u1")));
                        }));
        SyncReport report = house.sync(installation);

        assertThat(report.stats().relationships().created()).isEqualTo(1);
        assertThat(report.pendingRelationships()).isZero();
    }

    @Test
    void relationshipPropertiesAreUpdatedInPlace() {
        String installation = house.install("scripted");
        connector.steps(access("reader"));
        house.sync(installation);

        connector.steps(access("admin"));
        SyncReport report = house.sync(installation);

        assertThat(report.stats().relationships().updated()).isEqualTo(1);
        assertThat(house.query("MATCH ()-[r:HAS]->() RETURN r.role AS role, r._createdAt < r._updatedAt AS kept"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("role").asString()).isEqualTo("admin");
                    assertThat(row.get("kept").asBoolean()).isTrue();
                });
    }

    @Test
    void aPlanSaysWhatAFullSyncWouldDoAndWritesNothing() {
        String installation = house.install("scripted");
        connector.steps(access("admin"));

        SyncReport plan = house.sync(installation, SyncMode.PLAN);

        assertThat(plan.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(plan.stats().entities().created()).isEqualTo(3);
        assertThat(house.count("MATCH (e:Entity) RETURN count(e)")).isZero();
        assertThat(house.count("MATCH (v:_GraphVersion) RETURN count(v)")).isZero();
        assertThat(house.sync(installation).stats()).isEqualTo(plan.stats());
    }

    @Test
    void aChangeSetAboveTheLimitIsPublishedInChunks() {
        house.close();
        house = new House(GRAPH.graph(), directory, new IngestLimits(1_000, 2_000, 500), connector);
        String installation = house.install("scripted");
        String[] roles = Stream.generate(() -> "reader").limit(100).toArray(String[]::new);
        connector.steps(access(roles));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(house.count("MATCH (e:Entity) RETURN count(e)")).isEqualTo(102);
        assertThat(house.count("MATCH (:Entity)-[r:HAS]->(:Entity) RETURN count(r)"))
                .isEqualTo(100);
        assertThat(report.graphVersion()).isEqualTo(1);
    }

    @Test
    void nothingIsLeftInStagingAfterASync() throws Exception {
        String installation = house.install("scripted");
        connector.steps(access("admin"));

        house.sync(installation);

        try (Stream<Path> files = Files.list(house.staging)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void removingAnInstallationRemovesItsEntitiesAndNoOthers() throws Exception {
        String gone = house.install("scripted");
        String stays = house.install("scripted");
        connector.steps(access("admin"));
        house.sync(gone);
        house.sync(stays);

        assertThat(house.syncs.remove(gone, false)).isTrue();

        assertThat(house.count("MATCH (e:Entity) RETURN count(e)")).isEqualTo(3);
        assertThat(house.count("MATCH (e:Entity) WHERE e._installation = $id RETURN count(e)", "id", stays))
                .isEqualTo(3);
        assertThat(house.installations.find(gone)).isEmpty();
        assertThat(house.syncs.remove(gone, false)).isFalse();
    }

    @Test
    void removingAnInstallationCanLeaveItsEntities() throws Exception {
        String gone = house.install("scripted");
        connector.steps(access("admin"));
        house.sync(gone);

        house.syncs.remove(gone, true);

        assertThat(house.count("MATCH (e:Entity) RETURN count(e)")).isEqualTo(3);
    }
}
