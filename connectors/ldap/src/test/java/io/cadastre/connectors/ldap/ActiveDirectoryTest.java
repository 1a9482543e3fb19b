package io.cadastre.connectors.ldap;

import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import io.cadastre.connectors.conformance.DocumentedQuestions;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.spi.ConnectorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A domain with the attributes of Active Directory, in memory. */
class ActiveDirectoryTest {
    private static final String BASE = InMemoryServer.BASE;
    private static final String DOMAIN = "S-1-5-21-1111-2222-3333";
    private static final int USERS_GROUP = 513;
    private static final int ADMINS_GROUP = 512;
    private static final long EPOCH_DIFFERENCE = 11_644_473_600L;
    private static final UUID FIRST = UUID.fromString("11111111-1111-1111-1111-111111111111");
    private static final UUID SECOND = UUID.fromString("22222222-2222-2222-2222-222222222222");
    private static final String NEVER = Long.toString(Long.MAX_VALUE);

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory = Path.of(".");

    private final InMemoryServer domain = new InMemoryServer("objectGUID");
    private LdapHouse house;
    private String installation;

    @BeforeEach
    void start() {
        house = new LdapHouse(graph.graph(), directory);
        installation = house.install(domain.config(Profile.ACTIVE_DIRECTORY), InMemoryServer.PASSWORD);
        add(BASE, 0, "domainDNS");
        add("CN=Users," + BASE, 0, "container");
        add("OU=Sales," + BASE, 0, "organizationalUnit", "ou", "Sales");
        group("Domain Users", USERS_GROUP, "-2147483646");
        group("Domain Admins", ADMINS_GROUP, "-2147483646");
        group("Newsletter", 2001, "8");
        user("Ada", 1101, "66048", "pwdLastSet", windows("2026-03-01T10:00:00.5Z"), "mail", "ada@acme.test");
        user("Off", 1102, "514", "pwdLastSet", "0", "accountExpires", windows("2026-12-24T00:00:00Z"));
        user("Locked", 1103, "512", "lockoutTime", windows("2026-11-01T00:00:00Z"), "servicePrincipalName", "HTTP/web");
        user(
                "Free",
                1104,
                "512",
                "lockoutTime",
                windows("2026-11-01T00:00:00Z"),
                "msDS-User-Account-Control-Computed",
                "8388608",
                "servicePrincipalName",
                "HTTP/web2");
        add(
                "CN=SRV1,OU=Sales," + BASE,
                1201,
                "top,person,user,computer",
                "cn",
                "SRV1",
                "dNSHostName",
                "srv1.acme.test",
                "operatingSystem",
                "Windows Server 2025",
                "userAccountControl",
                "528384",
                "primaryGroupID",
                "516");
        add(
                "CN=gmsa,CN=Users," + BASE,
                1301,
                "user,computer,msDS-GroupManagedServiceAccount",
                "cn",
                "gmsa",
                "sAMAccountName",
                "gmsa$",
                "userAccountControl",
                "4096");
        members("Newsletter", "CN=Domain Admins,CN=Users," + BASE, "CN=SRV1,OU=Sales," + BASE);
        members("Domain Admins", "CN=Ada,OU=Sales," + BASE, "CN=Locked,OU=Sales," + BASE, "CN=S-1-5-9,CN=Foreign");
    }

    @AfterEach
    void stop() {
        house.close();
        domain.close();
    }

    private static String windows(String instant) {
        Instant at = Instant.parse(instant);
        return Long.toString((at.getEpochSecond() + EPOCH_DIFFERENCE) * 10_000_000 + at.getNano() / 100);
    }

    private static byte[] sid(int relative) {
        ByteBuffer sid = ByteBuffer.allocate(28).put((byte) 1).put((byte) 5).put(new byte[] {0, 0, 0, 0, 0, 5});
        sid.order(ByteOrder.LITTLE_ENDIAN)
                .putInt(21)
                .putInt(1111)
                .putInt(2222)
                .putInt(3333)
                .putInt(relative);
        return sid.array();
    }

    /** An entry with an id of its own; classes are separated by commas. */
    private void add(String dn, int relative, String classes, String... values) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("objectClass", classes.split(",")));
        ByteBuffer guid = ByteBuffer.allocate(16).putLong(0x33221100_55447766L).putLong(dn.hashCode());
        attributes.add(new Attribute("objectGUID", guid.array()));
        if (relative > 0) {
            attributes.add(new Attribute("objectSid", sid(relative)));
        }
        for (int each = 0; each < values.length; each += 2) {
            attributes.add(new Attribute(values[each], values[each + 1]));
        }
        domain.add(new Entry(dn, attributes));
    }

    private void group(String name, int relative, String type) {
        add("CN=" + name + ",CN=Users," + BASE, relative, "group", "cn", name, "groupType", type);
    }

    private void user(String name, int relative, String control, String... more) {
        List<String> values = new ArrayList<>(List.of(
                "cn", name, "sAMAccountName", name.toLowerCase(java.util.Locale.ROOT), "userAccountControl", control));
        values.addAll(List.of("primaryGroupID", Integer.toString(USERS_GROUP), "description", "Works here"));
        values.addAll(List.of(more));
        add("CN=" + name + ",OU=Sales," + BASE, relative, "top,person,user", values.toArray(String[]::new));
    }

    private void members(String group, String... members) {
        domain.modify(
                "CN=" + group + ",CN=Users," + BASE, new Modification(ModificationType.REPLACE, "member", members));
    }

    private SyncReport syncWhole() {
        SyncReport report = house.sync(installation);
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    @Test
    void theStateOfAccountsIsRead() {
        syncWhole();

        assertThat(house.properties("LdapUser", "Ada"))
                .contains(
                        entry("sid", DOMAIN + "-1101"),
                        entry("active", true),
                        entry("locked", false),
                        entry("passwordNeverExpires", true),
                        entry("passwordNotRequired", false),
                        entry("passwordResetRequired", false),
                        entry("passwordChangedOn", ZonedDateTime.parse("2026-03-01T10:00:00.500Z")))
                .doesNotContainKeys("expiresOn", "passwordExpired", "lastLoginOn");
        assertThat(house.properties("LdapUser", "Off"))
                .contains(
                        entry("active", false),
                        entry("passwordResetRequired", true),
                        entry("expiresOn", ZonedDateTime.parse("2026-12-24T00:00Z")))
                .doesNotContainKeys("passwordChangedOn");
        assertThat(house.rows("MATCH (u:LdapUser) RETURN u.username, u.locked, u.passwordExpired ORDER BY u.username"))
                .containsExactly("ada false -", "free false true", "gmsa$ false -", "locked true -", "off false -");
        assertThat(house.rows("MATCH (u:LdapUser {name: 'Ada'}) RETURN u._key"))
                .allMatch(key -> key.startsWith("00112233-4455-6677-"));
        assertThat(house.rows("MATCH (c:LdapComputer) RETURN c.name, c.fqdn, c.osName, c.domainController,"
                        + " c.trustedForDelegation"))
                .containsExactly("SRV1 srv1.acme.test Windows Server 2025 false true");
        assertThat(house.rows("MATCH (g:LdapGroup) RETURN g.name, g.groupScope, g.securityEnabled ORDER BY g.name"))
                .containsExactly("Domain Admins global true", "Domain Users global true", "Newsletter universal false");
        assertThat(syncWhole().stats().entities().updated()).isZero();
    }

    @Test
    void membersAndPrimaryGroupsAreRead() {
        syncWhole();

        assertThat(house.rows("MATCH (m)-[r:MEMBER_OF]->(g:LdapGroup)"
                        + " RETURN m.name, g.name, r.primary ORDER BY g.name, m.name"))
                .containsExactly(
                        "Ada Domain Admins -",
                        "Locked Domain Admins -",
                        "Ada Domain Users true",
                        "Free Domain Users true",
                        "Locked Domain Users true",
                        "Off Domain Users true",
                        "Domain Admins Newsletter -",
                        "SRV1 Newsletter -");
    }

    @Test
    void pagesWithTheSameCookieAreAllRead() {
        domain.giveSameCookie();

        syncWhole();

        assertThat(house.rows("MATCH (u:LdapUser) RETURN u.name ORDER BY u.name"))
                .containsExactly("Ada", "Free", "Locked", "Off", "gmsa");
    }

    @Test
    void theQuestionAboutServiceTicketsIsAnswered() throws Exception {
        syncWhole();

        // Decoys: an administrator without services, and a service account that is no administrator.
        assertThat(house.rows(DocumentedQuestions.on(LdapHouse.PAGE).get(5))).containsExactly("locked");
    }

    @Test
    @DisplayName("I7: members that come in ranges are all read, and a range that is missing is not an empty one")
    void membersInRangesAreAllRead() {
        int all = 5;
        List<String> names = IntStream.range(0, all)
                .mapToObj(number -> "CN=R" + number + ",OU=Sales," + BASE)
                .toList();
        IntStream.range(0, all).forEach(number -> user("R" + number, 3000 + number, "512"));
        members("Newsletter", names.toArray(String[]::new));
        domain.showing((asked, shown) -> ranged(asked, shown, names, all));

        syncWhole();
        assertThat(house.rows(
                        "MATCH (m)-[:MEMBER_OF]->(:LdapGroup {name: 'Newsletter'}) RETURN m.name ORDER BY m.name"))
                .containsExactly("R0", "R1", "R2", "R3", "R4");

        domain.showing((asked, shown) -> ranged(asked, shown, names, 4));
        SyncReport report = house.sync(installation);

        assertThat(step(report, "members").outcome()).isEqualTo("PARTIAL");
        assertThat(step(report, "members").reason()).contains("behind the first 4");
        assertThat(house.rows("MATCH (m)-[:MEMBER_OF]->(:LdapGroup {name: 'Newsletter'}) RETURN count(m)"))
                .containsExactly("5");
    }

    /** Two members at a time, and none of those behind a number. */
    private static Entry ranged(List<String> asked, Entry shown, List<String> names, int until) {
        if (!shown.getDN().startsWith("CN=Newsletter")) {
            return shown;
        }
        int from = asked.stream()
                .filter(attribute -> attribute.startsWith("member;range="))
                .map(attribute -> Integer.parseInt(attribute.replaceAll("\\D+", "")))
                .findFirst()
                .orElse(0);
        Entry ranged = shown.duplicate();
        ranged.removeAttribute("member");
        if (asked.stream().anyMatch(attribute -> attribute.startsWith("member")) && from < until) {
            int to = Math.min(from + 2, names.size());
            String end = to == names.size() ? "*" : Integer.toString(to - 1);
            ranged.addAttribute("member;range=" + from + "-" + end, names.subList(from, to));
        }
        return ranged;
    }

    @Test
    void numbersOfAnotherDomainControllerVouchForNothing() {
        domain.countsAs(FIRST);
        syncWhole();
        domain.asked();
        syncWhole();
        assertThat(domain.asked()).noneMatch(search -> search.attributes().contains("title"));

        // A controller that was brought back from a copy gives numbers again that it gave before.
        domain.countsAs(SECOND);
        domain.asked();
        syncWhole();

        assertThat(domain.asked()).anyMatch(search -> search.attributes().contains("title"));
        assertThat(house.rows("MATCH (u:LdapUser {name: 'Ada'}) RETURN split(u.changeNumber, '@')[1]"))
                .containsExactly(SECOND.toString());
    }

    @Test
    void aLockThatTimeEndsShowsWithTheOldNumber() throws Exception {
        domain.countsAs(FIRST);
        syncWhole();
        domain.server.modify(
                "CN=Free,OU=Sales," + BASE,
                new Modification(ModificationType.REPLACE, "msDS-User-Account-Control-Computed", "16"));
        domain.asked();

        SyncReport report = syncWhole();

        assertThat(report.stats().entities().updated()).isEqualTo(1);
        assertThat(house.properties("LdapUser", "Free"))
                .contains(entry("locked", true), entry("passwordExpired", false));
        assertThat(domain.asked().stream().filter(search -> search.attributes().contains("title")))
                .hasSize(1)
                .allMatch(search -> search.filter().contains("objectGUID"));
    }

    @Test
    void whyNobodyIsLetInIsSaid() {
        LDAPException refusal = new LDAPException(new LDAPResult(
                1,
                ResultCode.INVALID_CREDENTIALS,
                "80090308: LdapErr: DSID-0C090400, comment: AcceptSecurityContext error, data 775, v1db1",
                null,
                List.of(),
                List.of()));

        ConnectorException said = LdapErrors.of(refusal, "Binding");

        assertThat(said).isInstanceOf(ConnectorException.Authentication.class).hasMessageContaining("it is locked");
        assertThat(said.getMessage()).doesNotContain("DSID");
    }

    @Test
    void aTimeThatNeverComesIsNoTime() {
        user("Never", 1400, "512", "accountExpires", NEVER, "lastLogonTimestamp", "0");

        syncWhole();

        assertThat(house.properties("LdapUser", "Never")).doesNotContainKeys("expiresOn", "lastLoginOn");
    }
}
