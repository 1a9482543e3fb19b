package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.step.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relationships from installation {@code code} to the same person in whichever installations know that person. */
class EachMatchTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final class Account {
        static final EntityType<Account> TYPE = EntityType.<Account>named("account")
                .classes(EntityClass.ACCOUNT)
                .keyed("login");
        static final MatchField<Account> PERSON = TYPE.match(
                "person",
                Match.on(EntityClass.PERSON, "email").inEach(),
                Verb.IS,
                Direction.OUTGOING,
                LinkProperty.string("since"));
        static final MatchField<Account> OWNER = TYPE.match(
                "owner", Match.on(EntityClass.PERSON, "email").ignoreCase().inEach(), Verb.OWNS, Direction.INCOMING);
    }

    /** The same link, as it was declared once. */
    private static final MatchField<Account> TO_ONE = EntityType.<Account>named("account")
            .classes(EntityClass.ACCOUNT)
            .keyed("login")
            .match("person", Match.on(EntityClass.PERSON, "email"), Verb.IS, Direction.OUTGOING);

    private static final Evidence ALL = Evidence.of(Map.of(
            new Enumeration("person", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration("account", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration(Account.PERSON.outputName(), Scopes.ROOT), new Outcome.Complete(),
            new Enumeration(Account.OWNER.outputName(), Scopes.ROOT), new Outcome.Complete()));

    private static final Evidence NOTHING = Evidence.of(Map.of());

    private final Syncs syncs = new Syncs(GRAPH);

    /** All that an installation knows: somebody, and these by their keys, each with an e-mail. */
    private void people(String installation, Map<String, String> emails) {
        MemoryStaging staging = new MemoryStaging(installation)
                .entity("person", "Person", "boss", Map.of("email", "boss@" + installation));
        emails.forEach((key, email) -> staging.entity("person", "Person", key, Map.of("email", email)));
        syncs.sync(installation, staging, ALL);
    }

    private static MemoryStaging account(MatchField<?> link, String value) {
        return new MemoryStaging("code")
                .entity("account", "Account", "a1", Map.of())
                .match(link, "a1", value);
    }

    private static List<String> read(String query) {
        try (var session = GRAPH.graph().readSession()) {
            return session.run(query).list(row -> row.get(0).asString());
        }
    }

    private static List<String> edges() {
        return read("MATCH (a)-[r]->(b) WITH a._installation + '/' + a._key + ' ' + type(r) + ' ' + b._installation"
                + " + '/' + b._key AS edge RETURN edge ORDER BY edge");
    }

    private static List<String> ids() {
        return read("MATCH ()-[r]->() RETURN r._id ORDER BY r._id");
    }

    private static List<String> kept() {
        return read("MATCH (p:_Pending) RETURN p._pendingReason");
    }

    @Test
    void theSamePersonIsLinkedInEachInstallationThatKnowsThatPerson() {
        people("chat", Map.of("annie", "ann@x.io", "bob", "bob@x.io"));
        people("staff", Map.of("ann", "ann@x.io"));
        people("shop", Map.of("ann", "ann@elsewhere.io"));

        Diff diff = syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);

        assertThat(edges()).containsExactly("code/a1 IS chat/annie", "code/a1 IS staff/ann");
        assertThat(diff.pending()).isZero();
        assertThat(diff.waiting().findings()).isEmpty();
        assertThat(syncs.ingest.pending().page("code", "", 10)).isEmpty();
    }

    @Test
    @DisplayName("I8: what was found before is not written again")
    void theSameAgainWritesNothing() {
        people("chat", Map.of("annie", "ann@x.io"));
        people("staff", Map.of("ann", "ann@x.io"));
        syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);
        long before = GRAPH.transactionLogBytes();

        Diff again = syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);

        assertThat(again.isEmpty()).isTrue();
        assertThat(again.relationships()).isEqualTo(new Diff.Counts(0, 0, 2, 0, 0));
        assertThat(syncs.wake("code").isEmpty()).isTrue();
        assertThat(GRAPH.transactionLogBytes() - before).isZero();
    }

    @Test
    void anInstallationThatComesLaterIsLinkedWithoutASyncOfTheOwner() {
        syncs.sync("code", account(Account.OWNER, "Ann@x.io"), ALL);
        assertThat(kept()).containsExactly("NO_MATCH");
        people("staff", Map.of("ann", "aNN@X.io"));
        syncs.wake("code");
        assertThat(edges()).containsExactly("staff/ann OWNS code/a1");

        people("chat", Map.of("annie", "ann@x.io"));
        assertThat(syncs.ingest.pending().waitingFor(Set.of("Person"), "chat")).containsExactly("code");
        syncs.wake("code");

        assertThat(edges()).containsExactly("chat/annie OWNS code/a1", "staff/ann OWNS code/a1");
    }

    @Test
    void whereAnInstallationHasTwoNoneOfThemIsLinkedAndPeopleAreTold() {
        people("chat", Map.of("ann1", "ann@x.io", "ann2", "ann@x.io"));
        people("staff", Map.of("ann", "ann@x.io"));

        Diff diff = syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);

        assertThat(edges()).containsExactly("code/a1 IS staff/ann");
        assertThat(diff.pending()).isEqualTo(1);
        assertThat(diff.waiting().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ambiguous-match");
            assertThat(finding.about()).isEqualTo("account IS Person(email)");
            assertThat(finding.examples())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith(
                            "account 'a1' IS each Person(email) 'ann@x.io': 2 entities of other installations match, ")
                    .contains("person 'ann1' of installation chat", "person 'ann2' of installation chat")
                    .endsWith(". None of these is linked until its installation has only one.");
        });

        // When one of them goes
        people("chat", Map.of("ann2", "ann@x.io"));
        syncs.wake("code");

        assertThat(edges()).containsExactly("code/a1 IS chat/ann2", "code/a1 IS staff/ann");
        assertThat(kept()).containsExactly("LINKED");

        // And when another comes
        people("staff", Map.of("ann", "ann@x.io", "anne", "ann@x.io"));
        syncs.wake("code");
        assertThat(edges()).containsExactly("code/a1 IS chat/ann2");
    }

    @Test
    @DisplayName("P4, I3: a relationship goes with its end, and is the same when that comes back")
    void anEndMayGoAndComeBack() {
        people("chat", Map.of("annie", "ann@x.io"));
        people("staff", Map.of("ann", "ann@x.io"));
        syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);
        List<String> before = ids();

        people("chat", Map.of());
        assertThat(edges()).containsExactly("code/a1 IS staff/ann");
        people("staff", Map.of());
        assertThat(edges()).isEmpty();
        syncs.wake("code");
        assertThat(kept()).containsExactly("NO_MATCH");

        people("chat", Map.of("annie", "ann@x.io"));
        people("staff", Map.of("ann", "ann@x.io"));
        syncs.wake("code");
        assertThat(edges()).containsExactly("code/a1 IS chat/annie", "code/a1 IS staff/ann");
        assertThat(ids()).isEqualTo(before);
    }

    @Test
    @DisplayName("I7: what nobody looked at stays, and is linked to those that come; it goes on complete evidence")
    void evidenceDecidesOverAllOfThem() {
        people("chat", Map.of("annie", "ann@x.io"));
        syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);
        people("staff", Map.of("ann", "ann@x.io"));

        Diff unread = syncs.sync("code", new MemoryStaging("code").declares(Account.PERSON), NOTHING);

        assertThat(edges()).containsExactly("code/a1 IS chat/annie", "code/a1 IS staff/ann");
        assertThat(unread.relationships()).isEqualTo(new Diff.Counts(1, 0, 0, 0, 1));
        MemoryStaging without = new MemoryStaging("code").entity("account", "Account", "a1", Map.of());
        assertThat(syncs.sync("code", without.declares(Account.PERSON), ALL)
                        .relationships()
                        .deleted())
                .isEqualTo(2);
        assertThat(edges()).isEmpty();
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatIsSaidOfTheRelationshipIsOnAllOfThem() {
        people("chat", Map.of("annie", "ann@x.io"));
        people("staff", Map.of("ann", "ann@x.io"));
        syncs.sync(
                "code",
                account(Account.PERSON, "ann@x.io").match(Account.PERSON, "a1", "ann@x.io", Map.of("since", "2024")),
                ALL);

        Diff diff = syncs.sync(
                "code",
                account(Account.PERSON, "ann@x.io").match(Account.PERSON, "a1", "ann@x.io", Map.of("since", "2025")),
                ALL);

        assertThat(diff.relationships()).isEqualTo(new Diff.Counts(0, 2, 0, 0, 0));
        assertThat(read("MATCH ()-[r:IS]->() RETURN r.since")).containsExactly("2025", "2025");
    }

    @Test
    void ofAnEntityThatGoesNothingIsKept() {
        people("chat", Map.of("annie", "ann@x.io"));
        MemoryStaging both = account(Account.PERSON, "ann@x.io").entity("account", "Account", "a2", Map.of());
        syncs.sync("code", both, ALL);

        syncs.sync(
                "code",
                new MemoryStaging("code")
                        .entity("account", "Account", "a2", Map.of())
                        .declares(Account.PERSON),
                ALL);

        assertThat(edges()).isEmpty();
        assertThat(kept()).isEmpty();
    }

    @Test
    void aLinkThatOnceLedToOneEntityMayLeadToSeveral() {
        people("chat", Map.of("annie", "ann@x.io"));
        syncs.sync("code", account(TO_ONE, "ann@x.io"), ALL);
        people("staff", Map.of("ann", "ann@x.io"));

        syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);
        assertThat(edges()).containsExactly("code/a1 IS chat/annie", "code/a1 IS staff/ann");
        assertThat(kept()).containsExactly("LINKED");

        // And back, now that several match
        syncs.sync("code", account(TO_ONE, "ann@x.io"), ALL);
        assertThat(edges()).isEmpty();
        assertThat(kept()).containsExactly("AMBIGUOUS");
    }

    @Test
    void anInstallationThatIsRemovedTakesItsRelationshipsAlong() {
        people("chat", Map.of("annie", "ann@x.io"));
        people("staff", Map.of("ann", "ann@x.io"));
        syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL);

        syncs.ingest.erase(syncs.publication("chat", Instant.EPOCH));

        assertThat(edges()).containsExactly("code/a1 IS staff/ann");
        assertThat(syncs.sync("code", account(Account.PERSON, "ann@x.io"), ALL).isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("whatever happens in any order, there is a relationship exactly where an installation has one match")
    void alwaysExactlyWhereThereIsOne(long seed) {
        Random random = new Random(seed);
        String[] emails = {"ann@x.io", "bob@x.io"};
        Map<String, Map<String, String>> known = new TreeMap<>();
        Map<String, String> accounts = new TreeMap<>();
        for (int turn = 0; turn < 25; turn++) {
            String installation = List.of("chat", "code", "shop", "staff").get(random.nextInt(4));
            Map<String, String> some = new HashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                some.put("p" + random.nextInt(4), emails[random.nextInt(2)]);
            }
            if (installation.equals("code")) {
                MemoryStaging staging = new MemoryStaging("code")
                        .declares(Account.PERSON)
                        .entity("account", "Account", "stays", Map.of());
                some.forEach((key, email) ->
                        staging.entity("account", "Account", key, Map.of()).match(Account.PERSON, key, email));
                accounts.clear();
                accounts.putAll(some);
                syncs.sync("code", staging, ALL);
            } else {
                people(installation, some);
                known.put(installation, some);
                syncs.wake("code");
            }

            assertThat(edges()).as("seed %d, turn %d", seed, turn).containsExactlyElementsOf(expected(accounts, known));
        }
    }

    private static List<String> expected(Map<String, String> accounts, Map<String, Map<String, String>> known) {
        List<String> edges = new ArrayList<>();
        accounts.forEach((account, email) -> known.forEach((installation, people) -> {
            List<String> matching = people.entrySet().stream()
                    .filter(person -> person.getValue().equals(email))
                    .map(Map.Entry::getKey)
                    .toList();
            if (matching.size() == 1) {
                edges.add("code/" + account + " IS " + installation + "/" + matching.getFirst());
            }
        }));
        edges.sort(null);
        return edges;
    }
}
