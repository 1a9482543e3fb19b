package io.cadastre.connectors.ldap;

import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sync that reads whole only what changed ends where one ends that reads everything. */
class IncrementsTest {
    private static final String BASE = InMemoryServer.BASE;
    private static final String DETAIL = "title";

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory = Path.of(".");

    private final InMemoryServer server = new InMemoryServer("entryUUID");
    private LdapHouse house;
    private String installation;

    @BeforeEach
    void start() {
        house = new LdapHouse(graph.graph(), directory);
        installation = house.install(server.config(Profile.OPENLDAP), InMemoryServer.PASSWORD);
        server.add("dn: " + BASE, "objectClass: domain", "dc: acme");
    }

    @AfterEach
    void stop() {
        house.close();
        server.close();
    }

    private SyncReport syncWhole() {
        SyncReport report = house.sync(installation);
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    private void givenAdaAndGraceInAGroup() {
        server.add("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people");
        server.add(
                "dn: uid=ada,ou=people," + BASE, "objectClass: person", "uid: ada", "cn: Ada", "mail: ada@acme.test");
        server.add("dn: uid=grace,ou=people," + BASE, "objectClass: person", "uid: grace", "cn: Grace");
        server.add(
                "dn: cn=leads," + BASE,
                "objectClass: groupOfNames",
                "cn: leads",
                "member: uid=ada,ou=people," + BASE,
                "member: uid=new,ou=people," + BASE);
        syncWhole();
        server.asked();
    }

    private static Modification set(String attribute, String... values) {
        return new Modification(ModificationType.REPLACE, attribute, values);
    }

    /** The searches for all that is known of entries, and for members. */
    private List<InMemoryServer.Asked> wholeReads() {
        return server.asked().stream()
                .filter(asked -> asked.attributes().contains(DETAIL)
                        || asked.attributes().contains("member"))
                .toList();
    }

    private List<String> members() {
        return house.rows(
                "MATCH (u:LdapUser)-[:MEMBER_OF]->(:LdapGroup {name: 'leads'}) RETURN u.name ORDER BY u.name");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @DisplayName("I7, I8: after any history of changes, reading everything finds nothing more to change")
    void incrementsEndWhereReadingEverythingEnds(long seed) throws Exception {
        RandomHistory history = new RandomHistory(server, seed);
        history.begin();
        syncWhole();

        for (int round = 0; round < 14; round++) {
            List<String> done = history.goOn();
            server.asked();
            SyncReport changes = syncWhole();
            assertThat(server.asked())
                    .as("round %s read only what changed", round)
                    .anyMatch(asked -> !asked.attributes().contains("modifyTimestamp"));

            SyncReport everything = house.planReload(installation);

            assertThat(everything.state()).isEqualTo(SyncState.SUCCEEDED);
            assertThat(List.of(
                            everything.stats().entities().created(),
                            everything.stats().entities().updated(),
                            everything.stats().entities().deleted(),
                            everything.stats().relationships().created(),
                            everything.stats().relationships().updated(),
                            everything.stats().relationships().deleted()))
                    .as("seed %s, round %s, after %s", seed, round, done)
                    .containsOnly(0L);
            assertThat(everything.pendingRelationships()).isEqualTo(changes.pendingRelationships());
        }
    }

    @Test
    void anUnchangedDirectoryIsListedOnly() {
        givenAdaAndGraceInAGroup();

        SyncReport second = syncWhole();

        assertThat(wholeReads()).isEmpty();
        assertThat(second.stats().entities().unchanged()).isEqualTo(5);
        assertThat(step(second, "people").entities()).isEqualTo(2);
        assertThat(members()).containsExactly("Ada");
    }

    @Test
    void aChangedPersonIsReadAlone() {
        givenAdaAndGraceInAGroup();
        server.modify("uid=grace,ou=people," + BASE, set(DETAIL, "Admiral"));

        syncWhole();

        assertThat(wholeReads()).hasSize(1).allMatch(asked -> asked.filter().contains("(entryUUID="));
        assertThat(house.properties("LdapUser", "Grace")).containsEntry(DETAIL, "Admiral");
    }

    @Test
    @DisplayName("A group that has not changed gets the member that it named before there was one")
    void whoIsNewMayHaveBeenNamedBefore() {
        givenAdaAndGraceInAGroup();
        server.add("dn: uid=new,ou=people," + BASE, "objectClass: person", "uid: new", "cn: New");

        syncWhole();

        assertThat(members()).containsExactly("Ada", "New");
    }

    @Test
    @DisplayName("A group that has not changed loses the member whom it still calls by the old name")
    void whoHasAnotherNameIsNotMeantAnyMore() {
        givenAdaAndGraceInAGroup();
        server.move("uid=ada,ou=people," + BASE, "uid=lovelace", "ou=people," + BASE);

        syncWhole();

        assertThat(members()).isEmpty();
        assertThat(house.properties("LdapUser", "Ada"))
                .containsEntry("dn", "uid=lovelace,ou=people," + BASE)
                .containsEntry("email", "ada@acme.test");
    }

    @Test
    void aGroupThatASearchFillsIsReadEachTime() throws Exception {
        givenAdaAndGraceInAGroup();
        server.modify("cn=leads," + BASE, set("memberURL", "ldap:///" + BASE + "??sub?(title=Lead)"));
        syncWhole();
        server.server.modify("cn=leads," + BASE, set("member", "uid=grace,ou=people," + BASE));

        syncWhole();

        assertThat(members()).containsExactly("Grace");
    }

    @Test
    void anEntryWithoutANumberIsReadEachTime() throws Exception {
        givenAdaAndGraceInAGroup();
        server.server.modify("uid=grace,ou=people," + BASE, new Modification(ModificationType.DELETE, "entryCSN"));
        syncWhole();
        server.server.modify("uid=grace,ou=people," + BASE, set(DETAIL, "Admiral"));

        syncWhole();

        assertThat(house.properties("LdapUser", "Grace"))
                .containsEntry(DETAIL, "Admiral")
                .doesNotContainKey("changeNumber");
    }

    @Test
    void whatNoNumberTellsIsReadOnceADay() throws Exception {
        givenAdaAndGraceInAGroup();
        // As if the reader had got the right to see it.
        server.server.modify("uid=grace,ou=people," + BASE, set(DETAIL, "Admiral"));
        syncWhole();
        assertThat(house.properties("LdapUser", "Grace")).doesNotContainKey(DETAIL);

        house.later(Duration.ofDays(1));
        syncWhole();

        assertThat(house.properties("LdapUser", "Grace")).containsEntry(DETAIL, "Admiral");
    }

    @Test
    @DisplayName("I7: who goes between the listing and the reading is not called gone, and goes with the next sync")
    void whoGoesWhileReadIsKept() {
        givenAdaAndGraceInAGroup();
        server.modify("uid=grace,ou=people," + BASE, set(DETAIL, "Admiral"));
        AtomicBoolean gone = new AtomicBoolean();
        server.showing((asked, entry) -> {
            if (asked.contains(DETAIL) && entry.getDN().startsWith("uid=grace") && gone.compareAndSet(false, true)) {
                return hidden(entry);
            }
            return entry;
        });

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(step(report, "people").reason()).contains("while they were read");
        assertThat(report.stats().entities().deleted()).isZero();
        server.showing((asked, entry) -> entry);
        assertThat(syncWhole().stats().entities().updated()).isEqualTo(1);
        assertThat(house.properties("LdapUser", "Grace")).containsEntry(DETAIL, "Admiral");
    }

    /** No entry at all for who searches. */
    private static Entry hidden(Entry entry) {
        Entry other = entry.duplicate();
        other.setAttribute("entryUUID", "00000000-0000-0000-0000-000000000000");
        return other;
    }

    @Test
    @DisplayName("I7: a sync that did not see all is no ground for the next one to let anything stand")
    void afterAPartialSyncAllIsReadWhole() throws LDAPException {
        givenAdaAndGraceInAGroup();
        String number = server.server
                .getEntry("uid=grace,ou=people," + BASE, "entryCSN")
                .getAttributeValue("entryCSN");
        server.server.modify("uid=grace,ou=people," + BASE, set("authTimestamp", "no time"));
        assertThat(house.sync(installation).state()).isEqualTo(SyncState.PARTIAL);
        server.server.modify(
                "uid=grace,ou=people," + BASE,
                new Modification(ModificationType.DELETE, "authTimestamp"),
                set("entryCSN", number),
                set(DETAIL, "Admiral"));

        syncWhole();

        assertThat(house.properties("LdapUser", "Grace")).containsEntry(DETAIL, "Admiral");
    }
}
