package io.cadastre.engine.sync;

import static io.cadastre.engine.ScriptedConnector.hosts;
import static io.cadastre.engine.ScriptedConnector.users;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.ScriptedConnector.TestUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is deleted without COMPLETE evidence (I7), and a sync touches only its own installation (I2). */
class SyncEvidenceTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final ScriptedConnector connector = new ScriptedConnector("scripted");
    private House house;

    @BeforeEach
    void open(@TempDir Path directory) {
        house = new House(GRAPH.graph(), directory, connector);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @DisplayName("P1: a failed step deletes nothing of its types, and the others are still compared")
    void aFailedStepDeletesNothing() {
        // Given three hosts and five users
        String installation = house.install("scripted");
        connector.steps(hosts("h1", "h2", "h3"), users("u1", "u2", "u3", "u4", "u5"));
        assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);

        // When users fail half way, and a host is gone
        connector.steps(hosts("h1", "h2"), failingUsers());
        SyncReport report = house.sync(installation);

        // Then all users are there, the host is not, and the report says why
        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(house.count("MATCH (u:User) RETURN count(u)")).isEqualTo(5);
        assertThat(house.count("MATCH (h:Host) RETURN count(h)")).isEqualTo(2);
        assertThat(report.stats().entities().deleted()).isEqualTo(1);
        assertThat(report.stats().entities().kept()).isEqualTo(4);
        assertThat(report.steps())
                .filteredOn(step -> step.id().equals("users"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.outcome()).isEqualTo("FAILED");
                    assertThat(step.reason()).isEqualTo("The list of users ended early.");
                });
        assertThat(house.freshness.of(installation, "test_user", "root").stale())
                .isTrue();
        assertThat(house.freshness.of(installation, "test_user", "root").reason())
                .isEqualTo("The list of users ended early.");
        assertThat(house.freshness.of(installation, "test_host", "root").stale())
                .isFalse();
    }

    private static Step failingUsers() {
        return Step.named("users", "Collect users").produces(TestUser.TYPE).runs(context -> {
            context.emit(ScriptedConnector.user("u1"));
            throw new ConnectorException.Unavailable("The list of users ended early.", null);
        });
    }

    @Test
    @DisplayName("P2, P3: two installations with the same keys keep their own data")
    void installationsDoNotTouchEachOther() {
        // Given two installations with the same hosts, one of which may lose all of them
        String one = house.install("scripted", DeletionBudget.OFF);
        String two = house.install("scripted");
        connector.steps(hosts("h1", "h2"));
        house.sync(one);
        house.sync(two);
        assertThat(house.count("MATCH (h:Host) RETURN count(h)")).isEqualTo(4);

        // When one of them no longer has any
        connector.steps(hosts());
        SyncReport emptied = house.sync(one);

        // Then the other's are untouched, and its next sync finds nothing to do
        assertThat(emptied.stats().entities().deleted()).isEqualTo(2);
        assertThat(house.count("MATCH (h:Host) WHERE h._installation = $id RETURN count(h)", "id", two))
                .isEqualTo(2);
        connector.steps(hosts("h1", "h2"));
        SyncReport again = house.sync(two);
        assertThat(again.stats().entities().unchanged()).isEqualTo(2);
        assertThat(again.stats().entities().created()).isZero();
    }

    @Test
    @DisplayName("P16: what a withdrawn permission hides keeps its place, shown stale with the permission")
    void aDeniedOutputKeepsWhatItHad() {
        String installation = house.install("scripted");
        connector.steps(hosts("h1"));
        house.sync(installation);

        connector.steps(
                Step.named("hosts", "Collect hosts").produces(TestHost.TYPE).runs(context -> {
                    throw new ConnectorException.Permission("hosts:read", "403 from the source");
                }));
        SyncReport report = house.sync(installation);

        assertThat(house.count("MATCH (h:Host) RETURN count(h)")).isEqualTo(1);
        assertThat(report.steps().getFirst().outcome()).isEqualTo("DENIED");
        assertThat(report.steps().getFirst().reason()).contains("hosts:read");
    }

    @Test
    void aPartialOutputKeepsWhatItHad() {
        String installation = house.install("scripted");
        connector.steps(hosts("h1", "h2"));
        house.sync(installation);

        connector.steps(
                Step.named("hosts", "Collect hosts").produces(TestHost.TYPE).runs(context -> {
                    context.emit(ScriptedConnector.host("h1"));
                    context.partial("The second page did not come.");
                }));
        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(house.count("MATCH (h:Host) RETURN count(h)")).isEqualTo(2);
    }

    @Test
    void anOutputThatNoStepDeclaresAnyMoreKeepsWhatItHad() {
        String installation = house.install("scripted");
        connector.steps(hosts("h1"), users("u1"));
        house.sync(installation);

        connector.steps(hosts("h1"));
        SyncReport report = house.sync(installation);

        assertThat(report.stats().entities().kept()).isEqualTo(1);
        assertThat(house.count("MATCH (u:User) RETURN count(u)")).isEqualTo(1);
    }

    @Test
    @DisplayName("P16: a step disabled by configuration keeps its types, shown stale with the reason")
    void aDisabledStepKeepsWhatItHadAndSaysWhy() {
        String installation = house.install("scripted");
        connector.steps(hosts("h1"), users("u1"));
        house.sync(installation);

        connector.steps(hosts("h1"), users().disabled("Switched off in the configuration."));
        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(house.count("MATCH (u:User) RETURN count(u)")).isEqualTo(1);
        assertThat(house.freshness.of(installation, "test_user", "root"))
                .isEqualTo(new Freshness.Seen(
                        house.clock.instant().minusSeconds(60), true, "Switched off in the configuration."));
    }

    @Test
    void aSyncOfWhichEveryEnabledStepFailsIsFailed() {
        String installation = house.install("scripted");
        connector.steps(
                Step.named("hosts", "Collect hosts").produces(TestHost.TYPE).runs(context -> {
                    throw new ConnectorException.Unavailable("Nobody answers.", new java.io.IOException());
                }),
                users().disabled("Switched off in the configuration."));

        assertThat(house.sync(installation).state()).isEqualTo(SyncState.FAILED);
    }

    @Test
    void oneBrokenParentFreezesDeletionNowhereElse() {
        // Given users listed under two hosts
        String installation = house.install("scripted");
        connector.steps(usersPerHost(Map.of("h1", new String[] {"a", "b"}, "h2", new String[] {"c", "d"}), ""));
        house.sync(installation);
        assertThat(house.count("MATCH (u:User) RETURN count(u)")).isEqualTo(4);

        // When h1 cannot be listed, and each host has lost a user
        connector.steps(usersPerHost(Map.of("h1", new String[] {"a"}, "h2", new String[] {"c"}), "h1"));
        SyncReport report = house.sync(installation);

        // Then only the loss under h2 is believed
        assertThat(house.query("MATCH (u:User) RETURN u._key AS key ORDER BY key"))
                .extracting(row -> row.get("key").asString())
                .containsExactly("a", "b", "c");
        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
    }

    private static Step usersPerHost(Map<String, String[]> users, String broken) {
        return Step.named("users", "Collect users per host")
                .produces(TestHost.TYPE, TestUser.TYPE)
                .runs(context -> {
                    for (Map.Entry<String, String[]> host : users.entrySet()) {
                        context.emit(ScriptedConnector.host(host.getKey()));
                        context.scope(TestHost.TYPE.ref(host.getKey()), scope -> {
                            if (host.getKey().equals(broken)) {
                                throw new ConnectorException.Unavailable("500", null);
                            }
                            for (String user : host.getValue()) {
                                scope.emit(ScriptedConnector.user(user));
                            }
                        });
                    }
                });
    }

    @Test
    void anEntityWithoutARequiredFieldIsNotPublishedAndItsTypeIsPartial() {
        String installation = house.install("scripted");
        connector.steps(users("u1", "u2"));
        house.sync(installation);

        connector.steps(Step.named("users", "Collect users")
                .produces(TestUser.TYPE)
                .runs(context -> {
                    context.emit(ScriptedConnector.user("u1"));
                    context.emit(EntityInput.of(TestUser.TYPE, "u3")
                            .set(TestUser.EMAIL, "u3@acme.test")
                            .build());
                }));
        SyncReport report = house.sync(installation);

        assertThat(report.problems()).extracting(Problem::code).containsExactly("required-missing");
        assertThat(house.query("MATCH (u:User) RETURN u._key AS key ORDER BY key"))
                .extracting(row -> row.get("key").asString())
                .containsExactly("u1", "u2");
    }

    @Test
    void twoEntitiesThatShareAKeyLoseNothingElse() {
        String installation = house.install("scripted");
        connector.steps(hosts("h1", "h2"));
        house.sync(installation);

        connector.steps(Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE)
                .runs(context -> {
                    context.emit(EntityInput.of(TestHost.TYPE, "h1")
                            .set(TestHost.NAME, "one")
                            .build());
                    context.emit(EntityInput.of(TestHost.TYPE, "h1")
                            .set(TestHost.NAME, "other")
                            .build());
                }));
        SyncReport report = house.sync(installation);

        assertThat(report.problems()).extracting(Problem::code).containsExactly("duplicate-key");
        assertThat(report.problems().getFirst().detail()).contains("name");
        assertThat(house.count("MATCH (h:Host {_key: 'h2'}) RETURN count(h)")).isEqualTo(1);
    }

    private static Step usersOf(String host, EntityInput... users) {
        return Step.named("users", "Collect users")
                .produces(TestHost.TYPE, TestUser.TYPE)
                .runs(context -> {
                    for (String each : new String[] {"h1", "h2"}) {
                        context.emit(ScriptedConnector.host(each));
                        context.scope(TestHost.TYPE.ref(each), scope -> {
                            for (EntityInput user : each.equals(host) ? users : new EntityInput[0]) {
                                scope.emit(user);
                            }
                        });
                    }
                });
    }

    @Test
    void anEntityThatWasSeenElsewhereButIncompleteStays() {
        String installation = house.install("scripted");
        connector.steps(usersOf("h1", ScriptedConnector.user("a")));
        house.sync(installation);

        connector.steps(usersOf(
                "h2",
                EntityInput.of(TestUser.TYPE, "a")
                        .set(TestUser.EMAIL, "a@acme.test")
                        .build()));
        SyncReport report = house.sync(installation);

        assertThat(house.count("MATCH (u:User {_key: 'a'}) RETURN count(u)")).isEqualTo(1);
        assertThat(report.stats().entities().kept()).isEqualTo(1);
    }

    @Test
    void aScopeThatEndsBecauseItsStepIsInterruptedProvesNothing() {
        String installation = house.install("scripted");
        connector.steps(usersOf("h1", ScriptedConnector.user("a")));
        house.sync(installation);

        // When a connector takes the interrupt at the end of its time for the end of the listing
        connector.steps(Step.named("users", "Collect users")
                .produces(TestHost.TYPE, TestUser.TYPE)
                .timeout(Duration.ofMillis(1))
                .runs(context -> {
                    context.emit(ScriptedConnector.host("h1"));
                    context.scope(TestHost.TYPE.ref("h1"), scope -> {
                        while (!Thread.interrupted()) {
                            Thread.onSpinWait();
                        }
                    });
                }));
        house.sync(installation);

        assertThat(house.count("MATCH (u:User {_key: 'a'}) RETURN count(u)")).isEqualTo(1);
    }
}
