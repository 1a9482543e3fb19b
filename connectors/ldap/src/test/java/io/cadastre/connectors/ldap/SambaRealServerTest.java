package io.cadastre.connectors.ldap;

import static io.cadastre.connectors.conformance.ConnectorHouse.assertUnchanged;
import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.cadastre.connectors.servers.SambaDomain;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Against a domain of Active Directory on Samba, which runs for the whole class. */
class SambaRealServerTest {
    private static final String BASE = SambaDomain.BASE;
    private static final String STAFF = "OU=Staff," + BASE;
    private static final String READER = "CN=Reader,CN=Users," + BASE;
    private static final String PASSWORD = "Word-of-an-account-4c1d";
    private static final int WRONG_PASSWORDS = 3;

    /** Smaller than each kind, so that all come in pages. */
    private static final int PAGE = 3;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    @TempDir
    static Path prepared;

    private static SambaDomain domain;

    private LdapHouse house;
    private String installation;

    @BeforeAll
    static void make() throws Exception {
        Optional<String> obstacle = SambaDomain.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        domain = SambaDomain.start(prepared, ldif());
        for (int times = 0; times < WRONG_PASSWORDS; times++) {
            assertThat(refusal("grace@acme.test", "wrong")).contains("data 52e");
        }
    }

    @AfterAll
    static void end() {
        if (domain != null) {
            domain.close();
        }
    }

    @BeforeEach
    void start() {
        house = new LdapHouse(graph.graph(), directory);
        installation = house.install(config("reader"), PASSWORD);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private static Map<String, Object> config(String reader) {
        return new HashMap<>(Map.of(
                "url",
                domain.url().toString(),
                "startTls",
                false,
                "profile",
                Profile.ACTIVE_DIRECTORY.setting(),
                "bindName",
                reader + "@acme.test",
                "base",
                BASE,
                "pageSize",
                PAGE));
    }

    private static String ldif() {
        String secret = "unicodePwd:: "
                + Base64.getEncoder().encodeToString(("\"" + PASSWORD + "\"").getBytes(StandardCharsets.UTF_16LE));
        return """
                dn: BASE
                changetype: modify
                replace: lockoutThreshold
                lockoutThreshold: THRESHOLD
                -

                dn: OU=Staff,BASE
                changetype: add
                objectClass: organizationalUnit
                description: All of us

                dn: OU=Engineering,OU=Staff,BASE
                changetype: add
                objectClass: organizationalUnit

                dn: OU=Machines,BASE
                changetype: add
                objectClass: organizationalUnit

                dn: CN=Ada Lovelace,OU=Engineering,OU=Staff,BASE
                changetype: add
                objectClass: user
                sAMAccountName: ada
                userPrincipalName: ada@acme.test
                givenName: Ada
                sn: Lovelace
                mail: ada@acme.test
                title: Engineer
                department: Engines
                servicePrincipalName: HTTP/engine.acme.test
                userAccountControl: 66048
                SECRET

                dn: CN=Off,OU=Staff,BASE
                changetype: add
                objectClass: user
                sAMAccountName: off
                accountExpires: 134429760000000000
                userAccountControl: 514
                SECRET

                dn: CN=Grace,OU=Staff,BASE
                changetype: add
                objectClass: user
                sAMAccountName: grace
                userAccountControl: 512
                SECRET

                dn: CN=Linus,OU=Staff,BASE
                changetype: add
                objectClass: user
                sAMAccountName: linus
                userAccountControl: 512

                dn: CN=Reader,CN=Users,BASE
                changetype: add
                objectClass: user
                sAMAccountName: reader
                userAccountControl: 66048
                SECRET

                dn: CN=SRV1,OU=Machines,BASE
                changetype: add
                objectClass: computer
                sAMAccountName: SRV1$
                dNSHostName: srv1.acme.test
                operatingSystem: Windows Server 2025
                operatingSystemVersion: 10.0 (26100)
                userAccountControl: 4096

                dn: CN=gmsa,OU=Machines,BASE
                changetype: add
                objectClass: msDS-GroupManagedServiceAccount
                sAMAccountName: gmsa$
                msDS-ManagedPasswordInterval: 30
                userAccountControl: 4096

                dn: CN=leads,OU=Staff,BASE
                changetype: add
                objectClass: group
                sAMAccountName: leads
                groupType: -2147483646
                member: CN=Grace,OU=Staff,BASE

                dn: CN=developers,OU=Staff,BASE
                changetype: add
                objectClass: group
                sAMAccountName: developers
                groupType: -2147483646
                member: CN=Ada Lovelace,OU=Engineering,OU=Staff,BASE
                member: CN=leads,OU=Staff,BASE
                member: CN=Linus,OU=Staff,BASE

                dn: CN=newsletter,OU=Staff,BASE
                changetype: add
                objectClass: group
                sAMAccountName: newsletter
                groupType: 8
                member: CN=developers,OU=Staff,BASE
                member: CN=SRV1,OU=Machines,BASE
                """.replace("BASE", BASE)
                .replace("SECRET", secret)
                .replace("THRESHOLD", Integer.toString(WRONG_PASSWORDS));
    }

    private static LDAPConnection admin() throws LDAPException {
        return new LDAPConnection("127.0.0.1", domain.url().getPort(), SambaDomain.ADMIN, SambaDomain.ADMIN_PASSWORD);
    }

    private static String refusal(String name, String password) {
        try (LDAPConnection let = new LDAPConnection("127.0.0.1", domain.url().getPort(), name, password)) {
            return "let in: " + let;
        } catch (LDAPException e) {
            return String.valueOf(e.getDiagnosticMessage());
        }
    }

    private SyncReport syncWhole() {
        SyncReport report = house.sync(installation);
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    /** What the domain itself finds by the categories that it keeps, of which the connector makes no use. */
    private static List<String> names(String filter) throws LDAPException {
        try (LDAPConnection admin = admin()) {
            return admin.search(BASE, SearchScope.SUB, filter, "name").getSearchEntries().stream()
                    .map(found -> found.getAttributeValue("name"))
                    .sorted()
                    .toList();
        }
    }

    /** Who is in which group, as the groups say. */
    private static List<String> members() throws LDAPException {
        try (LDAPConnection admin = admin()) {
            return admin
                    .search(BASE, SearchScope.SUB, "(objectCategory=group)", "name", "member")
                    .getSearchEntries()
                    .stream()
                    .flatMap(SambaRealServerTest::members)
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> members(SearchResultEntry group) {
        String[] members = group.getAttributeValues("member");
        return Stream.of(members == null ? new String[0] : members)
                .filter(member -> !member.contains("ForeignSecurityPrincipals"))
                .map(member -> member.replaceFirst("^CN=([^,]+),.*", "$1") + " " + group.getAttributeValue("name"));
    }

    private List<String> named(String label) {
        return house.rows("MATCH (e:" + label + ") RETURN e.name AS name ORDER BY name");
    }

    @Test
    @DisplayName("I8: all is read, exactly, and a second sync changes nothing")
    void allIsReadExactly() throws Exception {
        syncWhole();

        assertThat(named("LdapUser"))
                .contains("Ada Lovelace", "Administrator", "Grace", "Linus", "Off", "gmsa")
                .isEqualTo(
                        names(
                                "(|(&(objectCategory=person)(objectClass=user))(objectClass=msDS-GroupManagedServiceAccount))"));
        assertThat(named("LdapGroup"))
                .contains("Administrators", "Domain Users", "developers", "newsletter")
                .isEqualTo(names("(objectCategory=group)"));
        assertThat(named("LdapComputer")).containsExactly("DC1", "SRV1");
        assertThat(named("LdapOrganizationalUnit"))
                .containsExactly("Domain Controllers", "Engineering", "Machines", "Staff");
        assertThat(house
                        .rows("MATCH (m)-[r:MEMBER_OF]->(g:LdapGroup) WHERE r.primary IS NULL"
                                + " RETURN m.name, g.name")
                        .stream()
                        .sorted()
                        .toList())
                .contains("Ada Lovelace developers", "leads developers", "developers newsletter", "SRV1 newsletter")
                .isEqualTo(members());

        assertUnchanged(syncWhole());
    }

    private void assertNothingLeftToDo() {
        SyncReport everything = house.planReload(installation);
        assertThat(List.of(everything.stats().entities(), everything.stats().relationships()))
                .allMatch(counts -> counts.created() + counts.updated() + counts.deleted() == 0);
    }

    @Test
    @DisplayName("I8: of an unchanged domain no entry is read whole, and no member")
    void anUnchangedDomainIsListedOnly() {
        syncWhole();
        long pages = 1L + named("LdapUser").size() / PAGE;

        SyncReport second = syncWhole();

        assertThat(step(second, "people").calls()).isBetween(pages, pages + 1);
        assertThat(step(second, "members").calls()).isZero();
        assertThat(house.rows("MATCH (u:LdapUser) WHERE NOT u.changeNumber CONTAINS '@' OR u.changeNumber IS NULL"
                        + " RETURN u.name"))
                .isEmpty();
        assertNothingLeftToDo();
    }

    @Test
    void aChangedPersonIsReadAlone() throws Exception {
        syncWhole();
        long unchanged = step(syncWhole(), "people").calls();
        try (LDAPConnection admin = admin()) {
            admin.modify("CN=Off,OU=Staff," + BASE, new Modification(ModificationType.REPLACE, "title", "Guest"));
        }

        SyncReport report = syncWhole();

        assertThat(step(report, "people").calls()).isEqualTo(unchanged + 1);
        assertThat(step(report, "members").calls()).isZero();
        assertThat(report.stats().entities().updated()).isEqualTo(1);
        assertThat(house.properties("LdapUser", "Off")).containsEntry("title", "Guest");
        assertNothingLeftToDo();
    }

    @Test
    void aGroupThatGainedAMemberIsReadAlone() throws Exception {
        syncWhole();
        try (LDAPConnection admin = admin()) {
            admin.modify(
                    "CN=leads,OU=Staff," + BASE,
                    new Modification(ModificationType.ADD, "member", "CN=Off,OU=Staff," + BASE));
        }

        SyncReport report = syncWhole();

        assertThat(step(report, "members").calls()).isEqualTo(1);
        assertThat(house.rows("MATCH (u:LdapUser)-[:MEMBER_OF]->(:LdapGroup {name: 'leads'}) RETURN u.name"))
                .contains("Off");
        assertNothingLeftToDo();
        try (LDAPConnection admin = admin()) {
            admin.modify(
                    "CN=leads,OU=Staff," + BASE,
                    new Modification(ModificationType.DELETE, "member", "CN=Off,OU=Staff," + BASE));
        }
        syncWhole();
        assertThat(house.rows("MATCH (u:LdapUser)-[:MEMBER_OF]->(:LdapGroup {name: 'leads'}) RETURN u.name"))
                .doesNotContain("Off");
    }

    @Test
    void accountsAndComputersAreReadAsTheServerComputesTheirState() {
        syncWhole();

        assertThat(house.properties("LdapUser", "Ada Lovelace"))
                .contains(
                        entry("username", "ada"),
                        entry("email", "ada@acme.test"),
                        entry("firstName", "Ada"),
                        entry("lastName", "Lovelace"),
                        entry("title", "Engineer"),
                        entry("department", "Engines"),
                        entry("dn", "CN=Ada Lovelace,OU=Engineering," + STAFF),
                        entry("userPrincipalName", "ada@acme.test"),
                        entry("servicePrincipalNames", List.of("HTTP/engine.acme.test")),
                        entry("passwordNeverExpires", true),
                        entry("passwordNotRequired", false),
                        entry("passwordResetRequired", false),
                        entry("trustedForDelegation", false))
                .containsKeys("passwordChangedOn", "createdOn", "updatedOn")
                .doesNotContainKeys("expiresOn", "passwordExpiresOn");
        assertThat(house.rows("MATCH (u:LdapUser) WHERE u.username IN ['ada', 'grace', 'gmsa$', 'linus', 'off']"
                        + " RETURN u.username, u.active, u.locked, u.passwordExpired, u.passwordResetRequired"
                        + " ORDER BY u.username"))
                .containsExactly(
                        "ada true false false false",
                        "gmsa$ true false false true",
                        "grace true true false false",
                        "linus true false true true",
                        "off false false false false");
        assertThat(house.properties("LdapUser", "Off"))
                .contains(entry("expiresOn", ZonedDateTime.parse("2026-12-29T00:00Z")));
        assertThat(house.rows("MATCH (c:LdapComputer) RETURN c.name, c.fqdn, c.domainController, c.active,"
                        + " c.trustedForDelegation ORDER BY c.name"))
                .containsExactly("DC1 DC1.acme.test true true true", "SRV1 srv1.acme.test false true false");
        assertThat(house.properties("LdapComputer", "SRV1"))
                .contains(entry("osName", "Windows Server 2025"), entry("osVersion", "10.0 (26100)"));
        assertThat(house.rows("MATCH (g:LdapGroup) WHERE g.name IN ['Administrators', 'developers', 'newsletter']"
                        + " RETURN g.name, g.groupScope, g.securityEnabled ORDER BY g.name"))
                .containsExactly(
                        "Administrators domain-local true", "developers global true", "newsletter universal false");
        assertThat(house.rows("MATCH (d:LdapDirectory), (g:LdapGroup {name: 'Domain Admins'})"
                        + " RETURN g.sid = d.sid + '-512'"))
                .containsExactly("true");
    }

    @Test
    void unitsHoldWhatIsInThemAndThePrimaryGroupIsOneOfTheGroups() throws Exception {
        String developers;
        try (LDAPConnection admin = admin()) {
            developers = admin.getEntry("CN=developers," + STAFF, "primaryGroupToken")
                    .getAttributeValue("primaryGroupToken");
            admin.modify("CN=Linus," + STAFF, new Modification(ModificationType.REPLACE, "primaryGroupID", developers));
        }

        syncWhole();

        assertThat(house.rows("MATCH (o)-[:CONTAINS]->(e) WHERE NOT o:LdapDirectory OR e:LdapOrganizationalUnit"
                        + " RETURN o.name, e.name ORDER BY o.name, e.name"))
                .containsExactly(
                        BASE + " Domain Controllers",
                        BASE + " Machines",
                        BASE + " Staff",
                        "Domain Controllers DC1",
                        "Engineering Ada Lovelace",
                        "Machines SRV1",
                        "Machines gmsa",
                        "Staff Engineering",
                        "Staff Grace",
                        "Staff Linus",
                        "Staff Off",
                        "Staff developers",
                        "Staff leads",
                        "Staff newsletter");
        // The domain takes who has a primary group out of its members, and puts it into those of the one before.
        assertThat(house.rows("MATCH (m)-[r:MEMBER_OF]->(g:LdapGroup)"
                        + " WHERE m.name IN ['Ada Lovelace', 'Linus', 'SRV1', 'gmsa', 'DC1']"
                        + " RETURN m.name, g.name, r.primary ORDER BY m.name, g.name"))
                .containsExactly(
                        "Ada Lovelace Domain Users true",
                        "Ada Lovelace developers -",
                        "DC1 Domain Controllers true",
                        "Linus Domain Users -",
                        "Linus developers true",
                        "SRV1 Domain Computers true",
                        "SRV1 newsletter -",
                        "gmsa Domain Computers true");
    }

    @Test
    @DisplayName("I7: what is gone goes, what is moved stays the same, and who leaves a group leaves it")
    void changesArrive() throws Exception {
        try (LDAPConnection admin = admin()) {
            for (String name : List.of("mover", "leaver")) {
                admin.add(new Entry("dn: CN=" + name + "," + STAFF, "objectClass: user", "sAMAccountName: " + name));
            }
            admin.add(
                    "dn: CN=movers," + STAFF,
                    "objectClass: group",
                    "sAMAccountName: movers",
                    "member: CN=mover," + STAFF,
                    "member: CN=leaver," + STAFF);
            syncWhole();
            List<String> key = house.rows("MATCH (u:LdapUser {username: 'mover'}) RETURN u._key");
            admin.modifyDN("CN=mover," + STAFF, "CN=moved", true, "OU=Engineering," + STAFF);
            admin.delete("CN=leaver," + STAFF);

            SyncReport report = syncWhole();

            assertThat(report.stats().entities().deleted()).isEqualTo(1);
            assertThat(report.stats().entities().created()).isZero();
            assertThat(house.rows("MATCH (:LdapOrganizationalUnit {name: 'Engineering'})-[:CONTAINS]->"
                            + "(u:LdapUser {username: 'mover'})-[:MEMBER_OF]->(:LdapGroup {name: 'movers'})"
                            + " WHERE u.name = 'moved' RETURN u._key"))
                    .isEqualTo(key);
            admin.modify("CN=movers," + STAFF, new Modification(ModificationType.DELETE, "member"));

            syncWhole();

            assertThat(house.rows("MATCH (m)-[:MEMBER_OF]->(:LdapGroup {name: 'movers'}) RETURN m.name"))
                    .isEmpty();
            admin.delete("CN=movers," + STAFF);
            admin.delete("CN=moved,OU=Engineering," + STAFF);
        }
    }

    @Test
    @DisplayName("What is below a unit that is renamed has its new name, which its own uSNChanged does not tell")
    void whatIsBelowARenamedUnitHasItsNewName() throws Exception {
        try (LDAPConnection admin = admin()) {
            admin.add("dn: OU=old," + STAFF, "objectClass: organizationalUnit");
            admin.add("dn: CN=below,OU=old," + STAFF, "objectClass: user", "sAMAccountName: below");
            syncWhole();
            String changed = usnChanged(admin, "CN=below,OU=old," + STAFF);
            admin.modifyDN("OU=old," + STAFF, "OU=new", true, null);
            assertThat(usnChanged(admin, "CN=below,OU=new," + STAFF)).isEqualTo(changed);

            SyncReport report = syncWhole();

            assertThat(report.stats().entities().created()).isZero();
            assertThat(report.stats().entities().deleted()).isZero();
            assertThat(house.rows("MATCH (o)-[:CONTAINS]->(u:LdapUser {username: 'below'}) RETURN o.name, u.dn"))
                    .containsExactly("new CN=below,OU=new," + STAFF);
            admin.delete("CN=below,OU=new," + STAFF);
            admin.delete("OU=new," + STAFF);
        }
    }

    private static String usnChanged(LDAPConnection admin, String dn) throws LDAPException {
        return admin.getEntry(dn, "uSNChanged").getAttributeValue("uSNChanged");
    }

    @Test
    @DisplayName("I6: a domain that is away, or lets nobody in any more, deletes nothing and says why")
    void aDomainThatIsAwayDeletesNothing() throws Exception {
        syncWhole();
        List<String> before = house.rows("MATCH (e:Entity) RETURN e._type AS type, count(e) ORDER BY type");

        try (LDAPConnection admin = admin()) {
            admin.modify(READER, control("66050"));
            try {
                assertThat(reason()).contains("does not let the bind name in: it is disabled");
            } finally {
                admin.modify(READER, control("66048"));
            }
        }
        try {
            domain.restartEncryptedOnly();
            assertThat(reason()).contains("wants an encrypted connection");
            domain.stop();
            assertThat(reason()).contains("cannot be reached");
        } finally {
            domain.restart();
        }

        assertThat(house.rows("MATCH (e:Entity) RETURN e._type AS type, count(e) ORDER BY type"))
                .isEqualTo(before);
        syncWhole();
    }

    private static Modification control(String bits) {
        return new Modification(ModificationType.REPLACE, "userAccountControl", bits);
    }

    private String reason() {
        SyncReport report = house.sync(installation);
        assertThat(report.state()).isNotEqualTo(SyncState.SUCCEEDED);
        return step(report, "directory").reason();
    }

    @Test
    void whoMayNotReadIsToldWhy() {
        for (Map.Entry<String, String> account : Map.of(
                        "nobody", "the password is wrong",
                        "off", "it is disabled",
                        "grace", "it is locked")
                .entrySet()) {
            SyncReport report = house.sync(house.install(config(account.getKey()), PASSWORD));

            assertThat(step(report, "directory").reason()).contains(account.getValue());
        }
    }
}
