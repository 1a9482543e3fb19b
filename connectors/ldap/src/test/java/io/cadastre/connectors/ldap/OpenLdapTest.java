package io.cadastre.connectors.ldap;

import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import io.cadastre.connectors.conformance.DocumentedQuestions;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.Problem;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Syncs of a real OpenLDAP that holds more entries than it gives at once. */
class OpenLdapTest {
    private static final int PEOPLE = 4 + Acme.WORKERS;

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
        SyncReport report = house.sync(installation);
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    private List<String> counts() {
        return house.rows("MATCH (e:Entity) RETURN e._type AS type, count(e) ORDER BY type");
    }

    private static List<String> reasons(SyncReport report) {
        return report.problems().stream().map(Problem::detail).toList();
    }

    private Map<String, Object> config(String name, Object value) {
        Map<String, Object> config = new HashMap<>(slapd.config());
        config.put(name, value);
        return config;
    }

    @Test
    @DisplayName("I8: all is read, exactly, and a second sync changes nothing")
    void allIsReadExactly() {
        syncWhole();

        assertThat(counts())
                .containsExactly(
                        "ldap_computer 1",
                        "ldap_directory 1",
                        "ldap_group 7",
                        "ldap_organizational_unit 4",
                        "ldap_user " + PEOPLE);
        assertThat(house.rows("MATCH (u:LdapUser {username: 'ada'}) RETURN u._key"))
                .containsExactly(Acme.id("uid=ada"));
        assertThat(house.properties("LdapUser", "Ada Lovelace"))
                .containsKey("changeNumber")
                .hasSize(14)
                .contains(
                        entry("name", "Ada Lovelace"),
                        entry("username", "ada"),
                        entry("email", "Ada@acme.test"),
                        entry("firstName", "Ada"),
                        entry("lastName", "Lovelace"),
                        entry("title", "Engineer"),
                        entry("dn", "uid=ada,ou=engineering,ou=people," + Slapd.BASE),
                        entry("uid", 1001L),
                        entry("locked", false),
                        entry("passwordChangedOn", ZonedDateTime.parse("2026-03-01T10:00Z")),
                        entry("expiresOn", ZonedDateTime.parse("2027-01-01T00:00Z")),
                        entry("createdOn", ZonedDateTime.parse("2020-01-02T03:04:05Z")),
                        entry("updatedOn", ZonedDateTime.parse("2026-03-01T10:00Z")));
        assertThat(house.rows("MATCH (c:LdapComputer) RETURN c.name, c.hostname, c.privateIpAddresses,"
                        + " c.publicIpAddresses, c.macAddresses"))
                .containsExactly("web1 web1 [10.0.0.5] [203.0.113.5] [00:1b:44:11:3a:b7]");
        assertThat(house.rows("MATCH (m)-[r:MEMBER_OF]->(g:LdapGroup) WHERE g.name <> 'workers'"
                        + " RETURN coalesce(m.username, m.name), g.name, r.primary ORDER BY g.name, m.name"))
                .containsExactly(
                        "ada adas -",
                        "ada developers -",
                        "leads developers -",
                        "linus developers-alumni -",
                        "ada everybody -",
                        "mallory everybody -",
                        "developers everybody -",
                        "grace leads -",
                        "ada staff true",
                        "grace staff -");
        assertThat(house.rows("MATCH (:LdapUser)-[r:MEMBER_OF]->(:LdapGroup {name: 'workers'}) RETURN count(r)"))
                .containsExactly(Integer.toString(Acme.WORKERS));
        assertThat(house.rows("MATCH (o)-[:CONTAINS]->(e) WHERE NOT e:LdapUser"
                        + " RETURN o.name, e.name ORDER BY o.name, e.name"))
                .containsExactly(
                        "dc=acme,dc=test adas",
                        "dc=acme,dc=test developers",
                        "dc=acme,dc=test developers-alumni",
                        "dc=acme,dc=test everybody",
                        "dc=acme,dc=test hosts",
                        "dc=acme,dc=test leads",
                        "dc=acme,dc=test people",
                        "dc=acme,dc=test staff",
                        "dc=acme,dc=test workers",
                        "hosts web1",
                        "people engineering",
                        "people temporary");

        SyncReport second = syncWhole();

        assertThat(second.stats().entities().created()
                        + second.stats().entities().updated())
                .isZero();
        assertThat(second.stats().relationships().created()
                        + second.stats().relationships().updated()
                        + second.stats().relationships().deleted())
                .isZero();
    }

    @Test
    void theQuestionsOnThePageAreAnswered() throws Exception {
        syncWhole();
        List<String> questions = DocumentedQuestions.on(LdapHouse.PAGE);

        assertThat(questions).hasSize(6);
        // Decoys: a group whose name begins alike, a member of the group above, locked that is false or not known.
        assertThat(house.rows(questions.get(0))).containsExactly("ada", "grace");
        assertThat(house.rows(questions.get(1))).containsExactly("grace 2023-01-01T00:00Z");
        assertThat(house.rows(questions.get(2))).containsExactly("grace");
        assertThat(house.rows(questions.get(3)))
                .containsExactly("engineering 2", "people 2", "temporary " + Acme.WORKERS);
        assertThat(house.rows(questions.get(4))).containsExactly("ada everybody");
        assertThat(house.rows(questions.get(5))).isEmpty();
    }

    @Test
    @DisplayName("I7: what is gone goes, what is moved stays the same, and who leaves a group leaves it")
    void changesArrive() throws Exception {
        syncWhole();
        try (LDAPConnection admin = slapd.admin()) {
            admin.delete("uid=w007,ou=temporary,ou=people," + Slapd.BASE);
            admin.modifyDN(
                    "uid=linus,ou=people," + Slapd.BASE,
                    "uid=torvalds",
                    true,
                    "ou=engineering,ou=people," + Slapd.BASE);
            admin.modify(
                    "cn=everybody,o=groups," + Slapd.BASE,
                    new Modification(ModificationType.DELETE, "uniqueMember", "cn=developers,o=groups," + Slapd.BASE));
        }

        SyncReport report = syncWhole();

        assertThat(report.stats().entities().deleted()).isEqualTo(1);
        assertThat(report.stats().entities().created()).isZero();
        assertThat(house.rows("MATCH (o)-[:CONTAINS]->(u:LdapUser {name: 'Linus'}) RETURN o.name, u.username, u._key"))
                .containsExactly("engineering torvalds " + Acme.id("uid=linus"));
        assertThat(house.rows("MATCH (m)-[:MEMBER_OF]->(:LdapGroup {name: 'everybody'}) RETURN m.name ORDER BY m.name"))
                .containsExactly("Ada Lovelace", "Mallory");
    }

    @Test
    void whoSaysByItselfInWhichGroupItIsIsInIt() throws Exception {
        // Only the overlay of the server writes memberOf, and only for what is changed while it runs.
        try (LDAPConnection admin = slapd.admin()) {
            admin.add(
                    "dn: cn=reviewers,o=groups," + Slapd.BASE,
                    "objectClass: groupOfNames",
                    "cn: reviewers",
                    "member: uid=mallory,ou=people," + Slapd.BASE);
        }
        // Nobody may read who is in the group, but Mallory shows it.
        slapd.restart("access to dn.base=\"cn=reviewers,o=groups," + Slapd.BASE + "\" attrs=member by * none\n"
                + Slapd.ALL_FOR_READER);

        SyncReport report = house.sync(installation);

        assertThat(house.rows("MATCH (m)-[:MEMBER_OF]->(:LdapGroup {name: 'reviewers'}) RETURN m.name"))
                .containsExactly("Mallory");
        assertThat(step(report, "members").outcome()).isEqualTo("PARTIAL");
        assertThat(step(report, "members").reason()).contains("'member'");
    }

    @Test
    @DisplayName("P14, I7: groups whose base may not be searched are DENIED, and nobody else is")
    void whatMayNotBeSearchedIsDenied() throws Exception {
        String narrowed = house.install(config("groupBase", "o=groups," + Slapd.BASE), Slapd.READER_PASSWORD);
        assertThat(house.sync(narrowed).state()).isEqualTo(SyncState.SUCCEEDED);
        List<String> before = counts();
        List<String> edges = house.rows("MATCH ()-[r:MEMBER_OF]->() RETURN count(r)");
        try (LDAPConnection admin = slapd.admin()) {
            admin.delete("uid=w007,ou=temporary,ou=people," + Slapd.BASE);
        }
        slapd.restart("access to dn.subtree=\"o=groups," + Slapd.BASE + "\" by * disclose\n" + Slapd.ALL_FOR_READER);

        SyncReport report = house.sync(narrowed);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(step(report, "groups").outcome()).isEqualTo("DENIED");
        assertThat(step(report, "groups").reason()).contains("o=groups");
        assertThat(step(report, "members").outcome()).isEqualTo("DENIED");
        assertThat(step(report, "units").outcome()).isEqualTo("COMPLETE");
        assertThat(report.stats().entities().deleted()).isEqualTo(1);
        assertThat(report.stats().relationships().deleted()).isEqualTo(2);
        assertThat(counts()).hasSameSizeAs(before).contains("ldap_group 7", "ldap_user " + (PEOPLE - 1));
        assertThat(house.rows("MATCH ()-[r:MEMBER_OF]->() RETURN toString(count(r) + 1)"))
                .isEqualTo(edges);
    }

    @Test
    @DisplayName("I7: a base that became invisible is not an empty one")
    void aBaseThatBecameInvisibleIsNotEmpty() throws Exception {
        String narrowed = house.install(config("userBase", "ou=people," + Slapd.BASE), Slapd.READER_PASSWORD);
        assertThat(house.sync(narrowed).state()).isEqualTo(SyncState.SUCCEEDED);
        List<String> before = counts();
        slapd.restart("access to dn.subtree=\"ou=people," + Slapd.BASE + "\" by * none\n" + Slapd.ALL_FOR_READER);

        SyncReport report = house.sync(narrowed);

        assertThat(step(report, "people").outcome()).isEqualTo("FAILED");
        assertThat(step(report, "people").reason()).contains("may not see it");
        assertThat(house.rows("MATCH (u:LdapUser) RETURN count(u)")).containsExactly(Integer.toString(PEOPLE));
        assertThat(before).contains("ldap_user " + PEOPLE);
        assertThat(house.rows("MATCH (:LdapUser)-[r:MEMBER_OF]->(:LdapGroup {name: 'workers'}) RETURN count(r)"))
                .containsExactly(Integer.toString(Acme.WORKERS));
    }

    @Test
    @DisplayName("I7: what a size limit cuts off is PARTIAL, not gone")
    void whatASizeLimitCutsOffIsPartial() {
        syncWhole();
        List<String> before = counts();
        Map<String, Object> config = config("bindName", Slapd.LIMITED);
        config.put("pageSize", 50);
        String limited = house.install(config, Slapd.READER_PASSWORD);

        SyncReport report = house.sync(limited);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(step(report, "people").outcome()).isEqualTo("PARTIAL");
        assertThat(step(report, "people").reason()).contains("limit exceeded");
        assertThat(step(report, "groups").outcome()).isEqualTo("COMPLETE");
        // What was given before is there.
        assertThat(house.rows("MATCH (u:LdapUser) WHERE u._installation = '" + limited + "' RETURN count(u)"))
                .containsExactly("100");
        assertThat(before).contains("ldap_user " + PEOPLE);
    }

    @Test
    void aLimitThatIsSetLaterDeletesNothing() throws Exception {
        String limited = house.install(config("bindName", Slapd.LIMITED), Slapd.READER_PASSWORD);
        slapd.unlimited();
        assertThat(house.sync(limited).state()).isEqualTo(SyncState.SUCCEEDED);
        List<String> before = counts();
        slapd.restart(Slapd.ALL_FOR_READER);

        SyncReport report = house.sync(limited);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.stats().entities().deleted()).isZero();
        assertThat(report.stats().relationships().deleted()).isZero();
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    @DisplayName("I6: a directory that is away, or lets nobody in any more, deletes nothing")
    void aDirectoryThatIsAwayDeletesNothing() throws Exception {
        syncWhole();
        List<String> before = counts();
        try (LDAPConnection admin = slapd.admin()) {
            admin.modify(Slapd.READER, new Modification(ModificationType.REPLACE, "userPassword", "another"));
        }

        SyncReport locked = house.sync(installation);
        slapd.stop();
        SyncReport away = house.sync(installation);
        slapd.start();

        assertThat(step(locked, "directory").reason()).contains("does not let the bind name in");
        assertThat(step(away, "directory").reason()).contains("cannot be reached at ");
        assertThat(reasons(away).toString()).doesNotContain(Slapd.READER_PASSWORD);
        assertThat(List.of(locked.state(), away.state())).doesNotContain(SyncState.SUCCEEDED);
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    @DisplayName("I7: an entry without its id is reported and kept, and hides none of the others")
    void anEntryThatCannotBeReadIsKept() throws Exception {
        syncWhole();
        List<String> before = counts();
        slapd.restart("access to dn.base=\"uid=linus,ou=people," + Slapd.BASE + "\" attrs=entryUUID by * none\n"
                + Slapd.ALL_FOR_READER);

        SyncReport report = house.sync(installation);

        assertThat(step(report, "people").outcome()).isEqualTo("PARTIAL");
        assertThat(step(report, "people").reason()).contains("uid=linus").contains("entryUUID");
        assertThat(counts()).isEqualTo(before);
        assertThat(house.rows("MATCH (:LdapUser {username: 'linus'})-[:MEMBER_OF]->(g) RETURN g.name"))
                .containsExactly("developers-alumni");
    }

    @Test
    void encryptedConnectionsAreReadWhereTheCertificateIsTrusted() {
        Map<String, Object> ldaps = config("url", slapd.tlsUrl());
        Map<String, Object> startTls = config("startTls", true);
        assertThat(house.sync(house.install(ldaps, Slapd.READER_PASSWORD))
                        .steps()
                        .getFirst()
                        .reason())
                .contains("certificate is not trusted");
        assertThat(house.sync(house.install(startTls, Slapd.READER_PASSWORD))
                        .steps()
                        .getFirst()
                        .reason())
                .contains("certificate is not trusted");

        ldaps.put("caCertificates", slapd.authority());
        startTls.put("caCertificates", slapd.authority());

        assertThat(house.sync(house.install(ldaps, Slapd.READER_PASSWORD)).state())
                .isEqualTo(SyncState.SUCCEEDED);
        assertThat(house.sync(house.install(startTls, Slapd.READER_PASSWORD)).state())
                .isEqualTo(SyncState.SUCCEEDED);

        // The certificate is for the address, not for this name.
        ldaps.put("url", slapd.tlsUrl().replace("127.0.0.1", "localhost"));
        assertThat(house.sync(house.install(ldaps, Slapd.READER_PASSWORD))
                        .steps()
                        .getFirst()
                        .reason())
                .contains("for another name");
    }
}
