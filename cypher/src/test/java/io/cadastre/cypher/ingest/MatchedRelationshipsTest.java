package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.step.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;

/** Relationships from installation {@code code} to people that the installations {@code staff} and {@code guests} have. */
class MatchedRelationshipsTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final class Account {
        static final EntityType<Account> TYPE = EntityType.<Account>named("account")
                .classes(EntityClass.ACCOUNT)
                .keyed("login");
        static final MatchField<Account> PERSON =
                TYPE.match("person", Match.on(EntityClass.PERSON, "email"), Verb.IS, Direction.OUTGOING);
        static final MatchField<Account> OWNER =
                TYPE.match("owner", Match.on(EntityClass.PERSON, "email").ignoreCase(), Verb.OWNS, Direction.INCOMING);
        static final MatchField<Account> BADGE =
                TYPE.match("badge", Match.type("person"), Verb.USES, Direction.OUTGOING);
    }

    private static final Evidence ALL = Evidence.of(Map.of(
            new Enumeration("person", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration("account", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration(Account.PERSON.outputName(), Scopes.ROOT), new Outcome.Complete(),
            new Enumeration(Account.OWNER.outputName(), Scopes.ROOT), new Outcome.Complete(),
            new Enumeration(Account.BADGE.outputName(), Scopes.ROOT), new Outcome.Complete()));

    private static final Evidence NOTHING = Evidence.of(Map.of());

    private final Syncs syncs = new Syncs(GRAPH);

    private void staff(String... emails) {
        people("staff", emails);
    }

    private Published people(String installation, String... emails) {
        // Somebody always stays.
        MemoryStaging staging = new MemoryStaging(installation)
                .entity("person", "Person", "boss", Map.of("email", "boss@" + installation));
        for (String email : emails) {
            staging.entity("person", "Person", email.split("@")[0], Map.of("email", email));
        }
        return syncs.publish(installation, staging, syncs.compare(installation, staging, ALL));
    }

    private static MemoryStaging account(MatchField<?> link, String value) {
        return new MemoryStaging("code")
                .entity("account", "Account", "a1", Map.of())
                .match(link, "a1", value);
    }

    private static List<String> edges() {
        try (var session = GRAPH.graph().readSession()) {
            return session.run("MATCH (a)-[r]->(b) RETURN a._key + ' ' + type(r) + ' ' + b._key + ' of '"
                            + " + r._installation AS edge ORDER BY edge")
                    .list(row -> row.get("edge").asString());
        }
    }

    private static List<String> ids() {
        try (var session = GRAPH.graph().readSession()) {
            return session.run("MATCH ()-[r]->() RETURN r._id AS id")
                    .list(row -> row.get("id").asString());
        }
    }

    private static long count(String cypher) {
        try (var session = GRAPH.graph().readSession()) {
            return session.run(cypher).single().get(0).asLong();
        }
    }

    private static long waiting() {
        return count("MATCH (p:_Pending) RETURN count(p)");
    }

    @Test
    void theOnePersonElsewhereWithTheEmailIsLinked() {
        // Decoys: another address, another class with this one, and nobody's
        staff("ann@x.io", "bob@x.io", "Ann@x.io2");
        syncs.sync("shop", new MemoryStaging("shop").entity("list", "Channel", "l1", Map.of("email", "ann@x.io")), ALL);

        Diff diff = syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);

        assertThat(diff.pending()).isZero();
        assertThat(edges()).containsExactly("a1 IS ann of code");
    }

    @Test
    void aKeyOfATypeIsEnoughWhicheverInstallationHasIt() {
        people("guests", "ann@x.io");

        syncs.sync("code", account(Account.BADGE, "ann"), ALL);

        assertThat(edges()).containsExactly("a1 USES ann of code");
    }

    @Test
    void caseIsIgnoredWhereTheConnectorSaysSoAndTheRelationshipMayComeIn() {
        staff("Ann@X.io");
        syncs.sync("shop", new MemoryStaging("shop").entity("tag", "Person", "t1", Map.of("email", 7L)), ALL);

        syncs.sync("code", account(Account.OWNER, "aNN@x.IO"), ALL);
        syncs.sync("code", account(Account.PERSON, "ann@x.io").match(Account.OWNER, "a1", "ANN@x.io"), ALL);

        assertThat(edges()).containsExactly("Ann OWNS a1 of code");
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    @DisplayName("I2: an installation's own entities never match")
    void ownEntitiesNeverMatch() {
        MemoryStaging own = account(Account.PERSON, "ann@x.io")
                .match(Account.BADGE, "a1", "ann")
                .entity("person", "Person", "ann", Map.of("email", "ann@x.io"));

        assertThat(syncs.sync("code", own, ALL).pending()).isEqualTo(2);

        assertThat(edges()).isEmpty();
    }

    @Test
    void ofTwoThatMatchNoneIsLinkedAndPeopleAreTold() {
        staff("ann@x.io");
        people("guests", "ann@x.io");

        Diff diff = syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);

        assertThat(edges()).isEmpty();
        assertThat(diff.waiting().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ambiguous-match");
            assertThat(finding.about()).isEqualTo("account IS Person(email)");
            assertThat(finding.examples())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("account 'a1' IS Person(email) 'ann@x.io': 2 entities of other installations match, ")
                    .contains("person 'ann' of installation guests", "person 'ann' of installation staff")
                    .endsWith(". None is linked until only one is left.");
        });

        // When one of them goes
        people("guests");
        syncs.wake("code");

        assertThat(edges()).containsExactly("a1 IS ann of code");
        assertThat(waiting()).isZero();
    }

    @Test
    void aSecondMatchThatComesLaterEndsTheRelationship() {
        staff("ann@x.io");
        syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);
        people("guests", "ann@x.io");

        // Also if this sync did not look
        syncs.sync("code", new MemoryStaging("code").declares(Account.PERSON), NOTHING);

        assertThat(edges()).isEmpty();
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void aTargetThatChangesItsEmailIsLeftAtTheNextSync() {
        staff("ann@x.io", "bob@x.io");
        syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);
        List<String> before = ids();
        MemoryStaging moved = new MemoryStaging("staff")
                .entity("person", "Person", "boss", Map.of("email", "boss@staff"))
                .entity("person", "Person", "ann", Map.of("email", "ann@other.io"))
                .entity("person", "Person", "bob", Map.of("email", "ann@x.io"));
        syncs.sync("staff", moved, ALL);

        Diff diff = syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);

        assertThat(edges()).containsExactly("a1 IS bob of code");
        assertThat(diff.relationships()).isEqualTo(new Diff.Counts(1, 0, 0, 1, 0));
        // The same relationship, at another end
        assertThat(ids()).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "P4, I2, I3: another installation's relationship goes with its end, is reported, waits, and comes back")
    void aRelationshipOfAnotherInstallationWaitsForItsEndToComeBack() {
        staff("ann@x.io");
        syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);

        Published published = people("staff");

        assertThat(published.transactions()).isEqualTo(1);
        assertThat(published.foreignRelationships()).isEqualTo(1);
        assertThat(published.foreignSample())
                .containsExactly(new Published.Foreign("code", "account 'a1' IS Person(email) 'ann@x.io'"));
        assertThat(edges()).isEmpty();

        // The next sync of its owner reports it, and has nothing to write (I8)
        long before = GRAPH.transactionLogBytes();
        Diff next = syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);
        assertThat(next.pending()).isEqualTo(1);
        assertThat(next.waiting().sample()).containsExactly("account 'a1' IS Person(email) 'ann@x.io'");
        assertThat(next.isEmpty()).isTrue();
        assertThat(GRAPH.transactionLogBytes() - before).isZero();

        // And it comes back without a sync of its owner
        staff("ann@x.io");
        syncs.wake("code");
        assertThat(edges()).containsExactly("a1 IS ann of code");
        assertThat(waiting()).isZero();
    }

    @Test
    void whatComesBackIsWhatWasThere() {
        staff("ann@x.io");
        syncs.sync("code", account(Account.OWNER, "ann@x.io"), ALL);
        people("staff");
        staff("ann@x.io");
        syncs.wake("code");

        Diff again = syncs.sync("code", account(Account.OWNER, "ann@x.io"), ALL);

        assertThat(again.isEmpty()).isTrue();
        assertThat(again.relationships().unchanged()).isEqualTo(1);
    }

    @Test
    @DisplayName("I7: what waits goes on complete evidence only")
    void evidenceDecidesOverWhatWaits() {
        syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);
        MemoryStaging without = new MemoryStaging("code").entity("account", "Account", "a1", Map.of());

        assertThat(syncs.sync("code", without.declares(Account.PERSON), NOTHING).pending())
                .isEqualTo(1);
        // Not looked at, but found: what an earlier sync read is not forgotten
        staff("ann@x.io");
        assertThat(syncs.sync("code", new MemoryStaging("code").declares(Account.PERSON), NOTHING)
                        .pending())
                .isZero();
        assertThat(edges()).containsExactly("a1 IS ann of code");

        people("staff");
        assertThat(waiting()).isEqualTo(1);
        assertThat(syncs.sync("code", new MemoryStaging("code").entity("account", "Account", "a1", Map.of()), ALL)
                        .pending())
                .isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    @DisplayName("P5, I3: a relationship to an entity that the same sync deletes waits; it comes with its end")
    void aRelationshipWithoutItsEndWaits() {
        RawRef person = new RawRef("person", "ann");
        RawRef account = new RawRef("account", "a1");
        Evidence all = Evidence.of(Map.of(
                new Enumeration("person", Scopes.ROOT), new Outcome.Complete(),
                new Enumeration("account HAS person", Scopes.ROOT), new Outcome.Complete()));
        Map<String, Object> properties = Map.of("since", Instant.parse("2026-01-02T03:04:05Z"), "share", 0.5);
        Supplier<MemoryStaging> whole = () -> new MemoryStaging("code")
                .entity("account", "Account", "a1", Map.of())
                .entity("person", "Person", "boss", Map.of())
                .entity("person", "Person", "ann", Map.of())
                .relationship(account, "HAS", person, properties);
        syncs.sync("code", whole.get(), all);

        Diff diff = syncs.sync(
                "code",
                new MemoryStaging("code")
                        .entity("account", "Account", "a1", Map.of())
                        .entity("person", "Person", "boss", Map.of())
                        .relationship(account, "HAS", person, properties),
                all);

        assertThat(diff.waiting().sample()).containsExactly("account 'a1' HAS person 'ann'");
        assertThat(edges()).isEmpty();
        // The person is back; nobody looked at the relationship
        syncs.sync("code", new MemoryStaging("code").entity("person", "Person", "ann", Map.of()), NOTHING);
        assertThat(edges()).containsExactly("a1 HAS ann of code");
        assertThat(syncs.sync("code", whole.get(), all).isEmpty()).isTrue();
    }

    @Test
    @DisplayName("P4: the relationships to a removed installation wait, those it asserted itself are gone")
    void toRemoveAnInstallationLetsOthersWait() {
        staff("ann@x.io");
        syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);
        syncs.sync(
                "other",
                new MemoryStaging("other")
                        .entity("account", "Account", "a2", Map.of())
                        .match(Account.PERSON, "a2", "nobody@x.io"),
                ALL);

        syncs.ingest.erase(syncs.publication("staff", Instant.EPOCH));
        syncs.ingest.erase(syncs.publication("other", Instant.EPOCH));

        assertThat(edges()).isEmpty();
        assertThat(syncs.ingest.pending().waitingFor(null, "")).containsExactly("code");
        assertThat(syncs.ingest.pending().page("code", "", 10))
                .singleElement()
                .satisfies(each -> assertThat(each.since()).isEqualTo(Instant.EPOCH));
    }

    @Test
    @Timeout(120)
    @DisplayName("I3: an end that goes while it is linked to leaves a relationship that waits")
    void anEndThatGoesMeanwhileIsWaitedFor() throws Exception {
        staff("ann@x.io");
        MemoryStaging staging = account(Account.PERSON, "ann@x.io");
        Diff diff = syncs.compare("code", staging, ALL);
        assertThat(diff.pending()).isZero();
        try (var going = GRAPH.graph().writeSession();
                var watching = GRAPH.graph().readSession();
                var pool = new ForkJoinPool(1)) {
            var tx = going.beginTransaction();
            tx.run("MATCH (p:Person {_key: 'ann'}) DETACH DELETE p").consume();
            var publishing = pool.submit(() -> syncs.publish("code", staging, diff));
            awaitBlocked(watching);
            tx.commit();

            assertThat(publishing.get().lostRelationships()).isEqualTo(1);
        }

        assertThat(edges()).isEmpty();
        assertThat(waiting()).isEqualTo(1);
    }

    private static void awaitBlocked(Session watching) {
        String blocked = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status";
        while (watching.run(blocked).list().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aValueThatIsNoIdentifierIsReportedAndWaits() {
        Diff diff = syncs.sync("code", account(Account.PERSON, "x".repeat(1_001)), ALL);

        assertThat(diff.waiting().findings())
                .extracting(Finding::code, finding -> finding.examples().getFirst())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "match-value-too-long",
                        "account 'a1' is to match Person(email) by a value of 1001 characters; only values of up to"
                                + " 1000 are matched."));
    }

    @Test
    void manyThatWaitAreLookedUpTogetherAndFoundByTheirIndex() throws Exception {
        new GraphSchema(GRAPH.graph()).install(Schema.of("account", Account.TYPE));
        new GraphSchema(GRAPH.graph()).install();
        MemoryStaging many = new MemoryStaging("code");
        String[] emails = new String[1_000];
        for (int i = 0; i < emails.length; i++) {
            emails[i] = "p" + i + "@x.io";
            many.entity("account", "Account", "a" + i, Map.of()).match(Account.PERSON, "a" + i, emails[i]);
        }
        assertThat(syncs.sync("code", many, ALL).pending()).isEqualTo(1_000);
        assertThat(syncs.ingest.pending().waitingFor(java.util.Set.of("Person"), "staff"))
                .containsExactly("code");
        assertThat(syncs.ingest.pending().waitingFor(java.util.Set.of("Host"), "staff"))
                .isEmpty();
        staff(emails);

        MemoryStaging nothing = new MemoryStaging("code");
        long queries = GRAPH.transactions();
        Diff found = syncs.ingest.waiting("code", nothing, nothing);

        assertThat(found.relationships().created()).isEqualTo(1_000);
        assertThat(GRAPH.transactions() - queries).isLessThanOrEqualTo(4);
        syncs.publish("code", nothing, found);
        assertThat(edges()).hasSize(1_000);
        assertThat(waiting()).isZero();
        try (var session = GRAPH.graph().readSession()) {
            Plan plan = session.run(
                            "EXPLAIN " + MatchResolution.byProperty(Match.on(EntityClass.PERSON, "email")),
                            Map.of("values", List.of(), "installation", "code"))
                    .consume()
                    .queryPlan()
                    .orElseThrow();
            assertThat(IngestTest.operators(plan)).anyMatch(name -> name.contains("IndexSeek"));
        }
    }

    @Test
    void whatIsThereIsReadInOrderWithoutSorting() {
        try (var session = GRAPH.graph().readSession()) {
            Plan plan = session.run(
                            "EXPLAIN "
                                    + CurrentMatches.query(Account.TYPE.matchFields().stream()
                                            .<MatchField<?>>map(link -> link)
                                            .toList()),
                            Map.of("installation", "code"))
                    .consume()
                    .queryPlan()
                    .orElseThrow();
            assertThat(IngestTest.operators(plan)).anyMatch(name -> name.contains("IndexSeek"));
            assertThat(IngestTest.operators(plan)).noneMatch(name -> name.contains("Sort") || name.contains("Eager"));
        }
    }
}
