package io.cadastre.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.Pending;
import io.cadastre.cypher.ingest.PendingGraph;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepBody;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A code host whose accounts are people of a directory. */
class WaitingRelationshipsTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    /** Whom the directory knows. */
    static final class Person {
        static final EntityType<Person> TYPE =
                EntityType.<Person>named("dir_person").classes(EntityClass.USER).keyed("id");
        static final Field<Person, String> EMAIL = TYPE.string("email");

        private Person() {}
    }

    /** Where they sit. */
    static final class Room {
        static final EntityType<Room> TYPE =
                EntityType.<Room>named("dir_room").classes(EntityClass.SITE).keyed("id");

        private Room() {}
    }

    /** Whom the code host knows. */
    static final class Account {
        static final EntityType<Account> TYPE = EntityType.<Account>named("code_account")
                .classes(EntityClass.ACCOUNT)
                .keyed("login");
        static final MatchField<Account> PERSON =
                TYPE.match("person", Match.on(EntityClass.USER, "email"), Verb.IS, Direction.OUTGOING);
        static final MatchField<Account> SPONSORS = TYPE.match(
                "sponsors",
                Match.on(EntityClass.USER, "email").ignoreCase(),
                Verb.OWNS,
                Direction.INCOMING,
                LinkProperty.string("since"));
        static final MatchField<Account> PROFILES =
                TYPE.match("profiles", Match.on(EntityClass.USER, "email").inEach(), Verb.HAS, Direction.OUTGOING);

        private Account() {}
    }

    @TempDir
    private Path directory;

    private final ScriptedConnector dir = new ScriptedConnector("dir", Schema.of("dir", Person.TYPE, Room.TYPE));
    private final ScriptedConnector code = new ScriptedConnector("code", Schema.of("code", Account.TYPE));
    private House house;
    private String people;
    private String accounts;

    @BeforeEach
    void open() {
        house = new House(GRAPH.graph(), directory, dir, code);
        people = house.install("dir");
        accounts = house.install("code");
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** The directory has these, and its boss, who always stays. */
    private SyncReport directory(String... names) {
        dir.steps(people(names));
        return house.sync(people);
    }

    private static Step people(String... names) {
        return Step.named("people", "Collect people").produces(Person.TYPE).runs(context -> {
            context.emit(person("boss"));
            for (String name : names) {
                context.emit(person(name));
            }
        });
    }

    private static EntityInput person(String name) {
        return Person.TYPE
                .input(name)
                .set(Person.EMAIL, name.toLowerCase(java.util.Locale.ROOT) + "@x.io")
                .build();
    }

    private static Step accounts(StepBody body) {
        return Step.named("accounts", "Collect accounts")
                .produces(Account.TYPE, Account.PERSON, Account.SPONSORS, Account.PROFILES)
                .runs(body);
    }

    private SyncReport annsAccount() {
        code.steps(accounts(context -> context.emit(
                Account.TYPE.input("a1").match(Account.PERSON, "ann@x.io").build())));
        return house.sync(accounts);
    }

    private List<String> edges() {
        return house
                .query("MATCH (a)-[r]->(b) RETURN a._key + ' ' + type(r) + ' ' + b._key AS edge ORDER BY edge")
                .stream()
                .map(row -> row.get("edge").asString())
                .toList();
    }

    private List<PendingGraph.Waiting> pending() {
        return new PendingGraph(GRAPH.graph()).page(accounts, "", 10);
    }

    private long waiting() {
        return house.count("MATCH (p:_Pending) RETURN count(p)");
    }

    @Test
    @DisplayName("P4, I2, I3: a relationship goes with another installation's entity, waits, and comes back by itself")
    void aRelationshipWaitsForAnotherInstallationsEntityToComeBack() {
        directory("ann");
        annsAccount();
        assertThat(edges()).containsExactly("a1 IS ann");

        SyncReport dropping = directory();

        assertThat(dropping.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(dropping.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("foreign-relationships");
            assertThat(problem.count()).isEqualTo(1);
            assertThat(problem.examples()).containsExactly("One of code: code_account 'a1' IS User(email) 'ann@x.io'");
        });
        assertThat(edges()).isEmpty();
        SyncReport next = annsAccount();
        assertThat(next.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(next.pendingRelationships()).isEqualTo(1);
        assertThat(next.pendingSample()).containsExactly("code_account 'a1' IS User(email) 'ann@x.io'");

        long version = next.graphVersion();
        directory("ann");

        assertThat(edges()).containsExactly("a1 IS ann");
        assertThat(waiting()).isZero();
        assertThat(house.count("MATCH (v:_GraphVersion {installation: $id}) RETURN v.version", "id", accounts))
                .isEqualTo(version + 1);
    }

    @Test
    @DisplayName("I8: what waits is not written again, and nobody looks at what did not change")
    void whatWaitsIsNotWrittenAgain() {
        directory("bob");
        annsAccount();
        PendingGraph.Waiting before = pending().getFirst();

        SyncReport again = annsAccount();
        directory("bob");

        assertThat(again.pendingRelationships()).isEqualTo(1);
        assertThat(pending()).containsExactly(before);
        assertThat(before.pending().reason()).isEqualTo(Pending.Reason.NO_MATCH);
        assertThat(house.count("MATCH (v:_GraphVersion {installation: $id}) RETURN v.version", "id", accounts))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("I7: a relationship that was read once comes when its end does, though its source is unchanged since")
    void whatWasReadOnceIsNotForgotten() {
        annsAccount();
        code.steps(accounts(context -> context.unchanged("etag")));
        assertThat(house.sync(accounts).pendingRelationships()).isEqualTo(1);

        directory("ann");

        assertThat(edges()).containsExactly("a1 IS ann");
        assertThat(house.sync(accounts).stats().relationships().unchanged()).isEqualTo(1);
        assertThat(edges()).containsExactly("a1 IS ann");
    }

    @Test
    void severalThatMatchAreAFindingAndNoRelationship() throws Exception {
        String guests = house.install("dir");
        directory("ann");
        house.sync(guests);

        SyncReport report = annsAccount();

        assertThat(edges()).isEmpty();
        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("ambiguous-match");
            assertThat(problem.type()).isEqualTo("code_account IS User(email)");
            assertThat(problem.detail()).contains("2 entities of other installations match");
        });

        house.syncs.remove(guests, false);

        assertThat(edges()).containsExactly("a1 IS ann");
    }

    @Test
    void manyValuesOfOneEntityAndPropertiesOfEach() {
        directory("Ann", "bob");
        code.steps(accounts(context -> {
            context.emit(Account.TYPE.input("a1").build());
            for (String email : List.of("ANN@x.io", "bob@X.io", "nobody@x.io")) {
                context.emit(Account.SPONSORS.to(Account.TYPE.ref("a1"), email, Map.of("since", "2020")));
            }
        }));

        SyncReport report = house.sync(accounts);

        assertThat(edges()).containsExactly("Ann OWNS a1", "bob OWNS a1");
        assertThat(house.count("MATCH ()-[r:OWNS {since: '2020'}]->() RETURN count(r)"))
                .isEqualTo(2);
        assertThat(report.pendingSample()).containsExactly("User(lower(email)) 'nobody@x.io' OWNS code_account 'a1'");
        assertThat(house.sync(accounts).stats().relationships().unchanged()).isEqualTo(2);
    }

    @Test
    void aLinkLeadsToOneAtMostAndEndsWhereTheSourceSaysSo() {
        directory("ann", "bob");
        annsAccount();

        code.steps(accounts(context -> {
            context.emit(
                    Account.TYPE.input("a1").match(Account.PERSON, "ann@x.io").build());
            context.emit(
                    Account.TYPE.input("a1").match(Account.PERSON, "bob@x.io").build());
        }));
        house.sync(accounts);
        assertThat(edges()).containsExactly("a1 IS bob");

        code.steps(accounts(context -> {
            context.emit(
                    Account.TYPE.input("a1").match(Account.PERSON, "bob@x.io").build());
            context.emit(Account.TYPE.input("a1").clear(Account.PERSON).build());
        }));
        house.sync(accounts);
        assertThat(edges()).isEmpty();
        assertThat(waiting()).isZero();
    }

    @Test
    void aLinkIntoEachInstallationFollowsThoseWhoComeAndGo() throws Exception {
        String guests = house.install("dir");
        directory("ann");
        house.sync(guests);
        code.steps(accounts(context -> context.emit(
                Account.TYPE.input("a1").match(Account.PROFILES, "ann@x.io").build())));

        SyncReport first = house.sync(accounts);

        assertThat(edges()).containsExactly("a1 HAS ann", "a1 HAS ann");
        assertThat(first.problems()).isEmpty();
        assertThat(first.pendingRelationships()).isZero();

        // When one of them goes and comes, and the source itself says that nothing changed
        directory();
        code.steps(accounts(context -> context.unchanged("etag")));
        assertThat(house.sync(accounts).stats().relationships().unchanged()).isEqualTo(1);
        directory("ann");
        assertThat(edges()).containsExactly("a1 HAS ann", "a1 HAS ann");
        house.syncs.remove(guests, false);
        assertThat(edges()).containsExactly("a1 HAS ann");

        // And when the account is somebody else's
        code.steps(accounts(context -> {
            context.emit(
                    Account.TYPE.input("a1").match(Account.PROFILES, "ann@x.io").build());
            context.emit(Account.TYPE.input("a1").clear(Account.PROFILES).build());
        }));
        house.sync(accounts);
        assertThat(edges()).isEmpty();
        assertThat(waiting()).isZero();
    }

    @Test
    @DisplayName("I11: what is not declared as a match is refused by name; so is an empty value")
    void whatIsNotDeclaredIsRefused() {
        code.steps(accounts(context -> {
            context.emit(Account.TYPE.input("a1").match(Account.PERSON, "").build());
            context.emit(new RelationshipInput(
                    "IS", new RawRef("code_account", "a1"), new RawRef("User(phone)", "1"), "", Map.of()));
            context.emit(Account.PERSON.to(Account.TYPE.ref("a1"), "ann@x.io", Map.of("since", "2020")));
            context.emit(Account.PROFILES.to(Account.TYPE.ref("a1"), "ann@x.io").discriminatedBy("work"));
        }));

        assertThat(house.sync(accounts).problems())
                .extracting(Problem::detail)
                .containsExactlyInAnyOrder(
                        "The link 'code_account.person' leads to an empty value.",
                        "Step 'accounts' does not declare the relationship 'code_account IS User(phone)'.",
                        "Relationship 'code_account IS User(email)' does not declare the property 'since'.",
                        "The relationship 'code_account 'a1' HAS each User(email) 'ann@x.io'' has a discriminator, and"
                                + " leads into each installation: there is one in each.");
    }

    @Test
    void aValueTooLongForTheIndexOfAnotherConnectorIsRefusedAndSpoilsNothing() {
        new GraphSchema(GRAPH.graph()).install(code.definition().schema());
        dir.steps(Step.named("people", "Collect people").produces(Person.TYPE).runs(context -> {
            context.emit(person("ann"));
            context.emit(Person.TYPE
                    .input("long")
                    .set(Person.EMAIL, "x".repeat(8_001))
                    .build());
        }));

        SyncReport report = house.sync(people);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems().getFirst().detail())
                .isEqualTo("Field 'dir_person.email' is indexed, since its connector declares so or another one matches"
                        + " by it, and was given more than 8000 bytes.");
        assertThat(house.count("MATCH (p:DirPerson) RETURN count(p)")).isEqualTo(1);
    }

    /** Something happens while a sync of Ann's account has looked at others, and cannot go on. */
    private void whileItPublishes(MatchField<Account> link, Runnable meanwhile) throws Exception {
        code.steps(accounts(context -> context.emit(Account.TYPE.input("a0").build())));
        house.sync(accounts);
        CountDownLatch publishing = new CountDownLatch(1);
        try (AutoCloseable listening = house.syncs.subscribe(event -> {
                    if (event instanceof SyncEvent.PublishStarted) {
                        publishing.countDown();
                    }
                });
                var session = GRAPH.graph().writeSession()) {
            var lock = session.beginTransaction();
            lock.run("MATCH (v:_GraphVersion {installation: $id}) SET v.held = true", Map.of("id", accounts))
                    .consume();
            code.steps(accounts(context -> context.emit(
                    Account.TYPE.input("a1").match(link, "ann@x.io").build())));
            String held = house.syncs.start(accounts, SyncMode.FULL, "test");
            publishing.await();

            meanwhile.run();
            lock.rollback();
            house.awaitEnd(held);
        }
    }

    @Test
    void whatChangesWhileAnInstallationIsPublishingIsLookedAtWhenThatEnds() throws Exception {
        whileItPublishes(Account.PERSON, () -> {
            directory("ann");
            assertThat(edges()).isEmpty();
        });

        assertThat(edges()).containsExactly("a1 IS ann");
    }

    @Test
    void whoFollowsOthersIsLookedAtAlsoIfNothingWaits() throws Exception {
        String guests = house.install("dir");
        directory("ann");

        whileItPublishes(Account.PROFILES, () -> house.sync(guests));

        assertThat(edges()).containsExactly("a1 HAS ann", "a1 HAS ann");
    }

    @Test
    @DisplayName("I8: nobody looks again where nothing of what is waited for changed")
    void onlyWhatChangedIsLookedAtAgain() {
        directory();
        annsAccount();
        // What a look would find
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (boss:DirPerson) SET boss.email = 'ann@x.io'").consume();
        }

        dir.steps(
                people(),
                Step.named("rooms", "Collect rooms")
                        .produces(Room.TYPE)
                        .runs(context -> context.emit(Room.TYPE.input("r1").build())));
        house.sync(people);
        assertThat(edges()).as("a room has changed").isEmpty();

        directory("bob");
        assertThat(edges()).as("a user has changed").containsExactly("a1 IS boss");
    }

    @Test
    void whatWasNotLookedAtBeforeAProcessEndedIsLookedAtWhenTheNextBegins() {
        directory("ann");
        annsAccount();
        directory();
        assertThat(waiting()).isEqualTo(1);
        // As if the process had ended after a publish, before it looked
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (boss:DirPerson) SET boss.email = 'ann@x.io'").consume();
        }

        house.close();
        house = new House(GRAPH.graph(), directory, dir, code);

        assertThat(edges()).containsExactly("a1 IS boss");
        assertThat(waiting()).isZero();
    }
}
