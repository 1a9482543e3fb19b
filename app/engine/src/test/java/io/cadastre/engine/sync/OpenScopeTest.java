package io.cadastre.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.ScriptedConnector.TestUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.step.OpenScope;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepBody;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A scope that is held open proves something only when it is called complete and closed in time (I7). */
class OpenScopeTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final ScriptedConnector connector = new ScriptedConnector("scripted");
    private House house;
    private String installation;

    @BeforeEach
    void open(@TempDir Path directory) {
        house = new House(GRAPH.graph(), directory, connector);
        installation = house.install("scripted");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private SyncReport sync(StepBody body) {
        connector.steps(Step.named("users", "Collect users")
                .produces(TestHost.TYPE, TestUser.TYPE)
                .runs(body));
        return house.sync(installation);
    }

    private void givenTwoUsersUnderEachOfTwoHosts() {
        SyncReport report = sync(context -> {
            try (OpenScope one = context.openScope(TestHost.TYPE.ref("h1"));
                    OpenScope two = context.openScope(TestHost.TYPE.ref("h2"))) {
                context.emit(ScriptedConnector.host("h1"));
                one.emit(ScriptedConnector.user("a"));
                two.emit(ScriptedConnector.user("c"));
                context.emit(ScriptedConnector.host("h2"));
                one.emit(ScriptedConnector.user("b"));
                two.emit(ScriptedConnector.user("d"));
                one.complete();
                two.complete();
            }
        });
        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
    }

    private long users() {
        return house.count("MATCH (u:User) RETURN count(u)");
    }

    @Test
    void oneThatIsCompleteDeletesAndOneThatIsNotKeeps() {
        givenTwoUsersUnderEachOfTwoHosts();

        SyncReport report = sync(context -> {
            context.emit(ScriptedConnector.host("h1"));
            context.emit(ScriptedConnector.host("h2"));
            try (OpenScope one = context.openScope(TestHost.TYPE.ref("h1"));
                    OpenScope two = context.openScope(TestHost.TYPE.ref("h2"))) {
                one.emit(ScriptedConnector.user("a"));
                two.emit(ScriptedConnector.user("c"));
                one.complete();
            }
        });

        assertThat(house.query("MATCH (u:User) RETURN u._key AS k ORDER BY k").stream()
                        .map(row -> row.get("k").asString()))
                .containsExactly("a", "c", "d");
        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.reason()).contains("left open");
    }

    @Test
    void oneThatIsNeverClosedProvesNothing() {
        givenTwoUsersUnderEachOfTwoHosts();
        SyncReport report = sync(context -> {
            context.emit(ScriptedConnector.host("h1"));
            context.emit(ScriptedConnector.host("h2"));
            context.openScope(TestHost.TYPE.ref("h1")).emit(ScriptedConnector.user("a"));
        });
        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(users()).isEqualTo(4);
    }

    @Test
    void oneOutputOfACompleteScopeMayBeUnchangedOrCut() {
        givenTwoUsersUnderEachOfTwoHosts();
        sync(context -> {
            context.emit(ScriptedConnector.host("h1"));
            context.emit(ScriptedConnector.host("h2"));
            try (OpenScope one = context.openScope(TestHost.TYPE.ref("h1"));
                    OpenScope two = context.openScope(TestHost.TYPE.ref("h2"))) {
                one.unchanged(TestUser.TYPE, "W/1");
                one.complete();
                two.partial(TestUser.TYPE, "cut");
                two.complete();
            }
        });
        assertThat(users()).isEqualTo(4);
    }

    @Test
    void oneThatWasCompleteInAStepThatThenFailedStandsAsItWas() {
        givenTwoUsersUnderEachOfTwoHosts();
        SyncReport report = sync(context -> {
            try (OpenScope one = context.openScope(TestHost.TYPE.ref("h1"))) {
                one.emit(ScriptedConnector.user("a"));
                one.complete();
            }
            throw new ConnectorException.Unavailable("The second host did not answer.", null);
        });
        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(users()).isEqualTo(3);
        assertThat(house.count("MATCH (h:Host) RETURN count(h)")).isEqualTo(2);
    }

    @Test
    void oneThatIsUnchangedKeepsNothingThatOnlyAnotherStepFoundThere() {
        // Given a host whose users one step finds, and another says which of them it has
        connector.steps(ScriptedConnector.hosts("h1"), usersOfHost(false), linksOfHost("a", "b"));
        assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);

        // When the users are unchanged, and the host has one less
        connector.steps(ScriptedConnector.hosts("h1"), usersOfHost(true), linksOfHost("a"));
        SyncReport report = house.sync(installation);

        // Then that relationship is gone, and nothing else
        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(report.stats().relationships().deleted()).isEqualTo(1);
        assertThat(house.count("MATCH (:Host)-[r:HAS]->(:User) RETURN count(r)"))
                .isEqualTo(1);
        assertThat(users()).isEqualTo(2);
    }

    private static Step usersOfHost(boolean unchanged) {
        return Step.named("users", "Collect users")
                .produces(TestUser.TYPE)
                .runs(context -> context.scope(TestHost.TYPE.ref("h1"), emitter -> {
                    if (unchanged) {
                        emitter.unchanged("W/1");
                    } else {
                        emitter.emit(ScriptedConnector.user("a"));
                        emitter.emit(ScriptedConnector.user("b"));
                    }
                }));
    }

    private static Step linksOfHost(String... users) {
        return Step.named("links", "Collect links")
                .produces(TestHost.USERS)
                .runs(context -> context.scope(TestHost.TYPE.ref("h1"), emitter -> {
                    for (String user : users) {
                        emitter.emit(TestHost.USERS.between(TestHost.TYPE.ref("h1"), TestUser.TYPE.ref(user)));
                    }
                }));
    }
}
