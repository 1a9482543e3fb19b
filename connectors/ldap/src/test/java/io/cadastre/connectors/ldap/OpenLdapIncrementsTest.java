package io.cadastre.connectors.ldap;

import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a second sync asks a real OpenLDAP for. */
class OpenLdapIncrementsTest {
    private static final String BASE = Slapd.BASE;
    private static final String MALLORY = "uid=mallory,ou=people," + BASE;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory = Path.of(".");

    @TempDir
    static Path prepared = Path.of(".");

    private static Slapd.@Nullable Loaded loaded;

    private Slapd slapd;
    private LdapHouse house;
    private String installation;
    private int searchesBefore;

    @BeforeAll
    static void load() throws Exception {
        loaded = Slapd.load(prepared, Acme.ldif());
    }

    @BeforeEach
    void start() throws Exception {
        slapd = Slapd.of(Objects.requireNonNull(loaded), Files.createDirectory(directory.resolve("slapd")));
        slapd.start();
        house = new LdapHouse(graph.graph(), directory);
        installation = house.install(slapd.config(), Slapd.READER_PASSWORD);
        syncWhole();
    }

    @AfterEach
    void stop() {
        if (house != null) {
            house.close();
        }
        if (slapd != null) {
            slapd.close();
        }
    }

    private SyncReport syncWhole() {
        searchesBefore = slapd.searches().size();
        SyncReport report = house.sync(installation);
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    /** How many entries the last sync got with this attribute, search by search. */
    private List<Integer> entriesWith(String attribute) {
        return slapd.searches().stream()
                .skip(searchesBefore)
                .filter(search -> search.attributes().contains(attribute))
                .filter(search -> !search.filter().equals("(objectClass=*)"))
                .map(Slapd.Searched::entries)
                .toList();
    }

    private void assertNothingLeftToDo() {
        SyncReport everything = house.planReload(installation);
        assertThat(List.of(everything.stats().entities(), everything.stats().relationships()))
                .allMatch(counts -> counts.created() + counts.updated() + counts.deleted() == 0);
    }

    @Test
    @DisplayName("I8: of an unchanged directory no entry is read whole, and no member")
    void anUnchangedDirectoryIsListedOnly() {
        assertThat(entriesWith("title")).isNotEmpty();
        assertThat(entriesWith("member")).isNotEmpty();

        SyncReport second = syncWhole();

        assertThat(entriesWith("title")).isEmpty();
        assertThat(entriesWith("member")).isEmpty();
        assertThat(step(second, "people").entities()).isEqualTo(4 + Acme.WORKERS);
        assertThat(step(second, "members").calls()).isZero();
        assertThat(second.stats().entities().updated()).isZero();
        assertThat(second.stats().relationships().unchanged()).isGreaterThan(Acme.WORKERS);
        assertNothingLeftToDo();
    }

    @Test
    void aChangedPersonIsReadAlone() throws Exception {
        try (LDAPConnection admin = slapd.admin()) {
            admin.modify(MALLORY, new Modification(ModificationType.REPLACE, "title", "Tester"));
        }

        SyncReport report = syncWhole();

        assertThat(entriesWith("title")).containsExactly(1);
        assertThat(entriesWith("member")).isEmpty();
        assertThat(report.stats().entities().updated()).isEqualTo(1);
        assertThat(house.properties("LdapUser", "Mallory")).containsEntry("title", "Tester");
        assertNothingLeftToDo();
    }

    @Test
    void aRemovedPersonGoesAtOnce() throws Exception {
        try (LDAPConnection admin = slapd.admin()) {
            admin.delete(MALLORY);
        }

        SyncReport report = syncWhole();

        assertThat(entriesWith("title")).isEmpty();
        assertThat(report.stats().entities().deleted()).isEqualTo(1);
        assertThat(house.rows("MATCH (u:LdapUser {name: 'Mallory'}) RETURN u")).isEmpty();
        assertNothingLeftToDo();
    }

    @Test
    @DisplayName("Whoever is below a moved unit has another name with the old number, and is read")
    void aMovedUnitTakesItsPeopleAlong() throws Exception {
        String worker = "uid=" + Acme.worker(7) + ",ou=temporary,ou=";
        String before;
        String after;
        try (LDAPConnection admin = slapd.admin()) {
            before = number(admin, worker + "people," + BASE);
            admin.modifyDN("ou=temporary,ou=people," + BASE, "ou=temporary", true, "ou=hosts," + BASE);
            after = number(admin, worker + "hosts," + BASE);
        }

        syncWhole();

        assertThat(after).isEqualTo(before);
        assertThat(house.rows("MATCH (o)-[:CONTAINS]->(:LdapOrganizationalUnit {name: 'temporary'})-[:CONTAINS]->(u)"
                        + " WHERE u.dn ENDS WITH 'ou=temporary,ou=hosts," + BASE + "' RETURN o.name, count(u)"))
                .containsExactly("hosts " + Acme.WORKERS);
        // So many are better read by one search for all.
        assertThat(entriesWith("title").stream().mapToInt(Integer::intValue).sum())
                .isGreaterThanOrEqualTo(4 + Acme.WORKERS);
        // No overlay keeps up the names of members here.
        assertThat(house.rows("MATCH (u)-[:MEMBER_OF]->(:LdapGroup {name: 'workers'}) RETURN count(u)"))
                .containsExactly("0");
        assertNothingLeftToDo();
    }

    private static String number(LDAPConnection admin, String dn) throws LDAPException {
        return admin.getEntry(dn, "entryCSN").getAttributeValue("entryCSN");
    }

    @Test
    void aLockAfterWrongPasswordsShows() throws Exception {
        try (LDAPConnection admin = slapd.admin()) {
            admin.add(
                    "dn: cn=strict," + BASE,
                    "objectClass: device",
                    "objectClass: pwdPolicy",
                    "cn: strict",
                    "pwdAttribute: userPassword",
                    "pwdLockout: TRUE",
                    "pwdMaxFailure: 2");
            admin.modify(
                    MALLORY,
                    new Modification(ModificationType.REPLACE, "pwdPolicySubentry", "cn=strict," + BASE),
                    new Modification(ModificationType.REPLACE, "userPassword", "right-word-of-mallory"));
            syncWhole();
            assertThat(house.properties("LdapUser", "Mallory")).containsEntry("locked", false);
            for (int times = 0; times < 3; times++) {
                assertThatThrownBy(() -> {
                            try (LDAPConnection other = slapd.admin()) {
                                other.bind(MALLORY, "wrong");
                            }
                        })
                        .isInstanceOf(LDAPException.class);
            }
        }

        syncWhole();

        assertThat(house.properties("LdapUser", "Mallory")).containsEntry("locked", true);
        assertThat(entriesWith("title")).containsExactly(1);
        assertNothingLeftToDo();
    }

    @Test
    void aGroupThatGainedAMemberIsReadAlone() throws Exception {
        try (LDAPConnection admin = slapd.admin()) {
            admin.modify("cn=leads,o=groups," + BASE, new Modification(ModificationType.ADD, "member", MALLORY));
        }

        syncWhole();

        assertThat(entriesWith("member")).containsExactly(1);
        assertThat(entriesWith("title")).containsExactly(1);
        assertThat(house.rows(
                        "MATCH (u:LdapUser)-[:MEMBER_OF]->(:LdapGroup {name: 'leads'}) RETURN u.name ORDER BY u.name"))
                .containsExactly("Grace Hopper", "Mallory");
        assertNothingLeftToDo();
    }
}
