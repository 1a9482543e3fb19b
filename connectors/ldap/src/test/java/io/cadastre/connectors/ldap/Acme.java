package io.cadastre.connectors.ldap;

import java.util.UUID;

/** The directory of a small company with many temporary workers, as OpenLDAP loads it. */
final class Acme {
    static final int WORKERS = 612;

    private static final String PERSON = "objectClass: inetOrgPerson\n";

    private Acme() {}

    /** An id that the test knows. */
    static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    static String worker(int number) {
        return "w%03d".formatted(number);
    }

    private static String entry(String rdn, String parent, String body) {
        String dn = rdn + (parent.isEmpty() ? "" : "," + parent) + "," + Slapd.BASE;
        return "dn: " + dn + "\nentryUUID: " + id(rdn) + "\n" + body + "\n";
    }

    static String ldif() {
        StringBuilder ldif = new StringBuilder();
        ldif.append("dn: " + Slapd.BASE + "\nentryUUID: " + id("base")
                + "\nobjectClass: dcObject\nobjectClass: organization\ndc: acme\no: Acme\n"
                + "createTimestamp: 20200101000000Z\n\n");
        for (String reader : new String[] {"reader", "limited"}) {
            ldif.append(entry(
                    "cn=" + reader,
                    "",
                    "objectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: " + reader
                            + "\nuserPassword: " + Slapd.READER_PASSWORD + "\n"));
        }
        String unit = "objectClass: organizationalUnit\n";
        ldif.append(entry("ou=people", "", unit + "ou: people\n"));
        ldif.append(entry("ou=engineering", "ou=people", unit + "ou: engineering\ndescription: Builds it\n"));
        ldif.append(entry("ou=temporary", "ou=people", unit + "ou: temporary\n"));
        ldif.append(entry("o=groups", "", "objectClass: organization\no: groups\n"));
        ldif.append(entry("ou=hosts", "", unit + "ou: hosts\n"));
        people(ldif);
        groups(ldif);
        String host = "objectClass: device\nobjectClass: ipHost\nobjectClass: ieee802Device\n";
        ldif.append(entry(
                "cn=web1",
                "ou=hosts",
                host + "cn: web1\nipHostNumber: 10.0.0.5\nipHostNumber: 203.0.113.5\nmacAddress: 00:1B:44:11:3A:B7\n"));
        ldif.append(entry("cn=printer1", "ou=hosts", "objectClass: device\ncn: printer1\n"));
        return ldif.toString();
    }

    private static void people(StringBuilder ldif) {
        ldif.append(entry(
                "uid=ada",
                "ou=engineering,ou=people",
                PERSON
                        + "objectClass: posixAccount\nobjectClass: shadowAccount\nuid: ada\ncn: Ada Lovelace\n"
                        + "givenName: Ada\nsn: Lovelace\nmail: Ada@acme.test\ntitle: Engineer\nuidNumber: 1001\n"
                        + "gidNumber: 5000\nhomeDirectory: /home/ada\nshadowExpire: 20819\n"
                        + "userPassword: hash-of-ada-that-nobody-reads\npwdChangedTime: 20260301100000Z\n"
                        + "createTimestamp: 20200102030405Z\nmodifyTimestamp: 20260301100000Z\n"));
        ldif.append(entry(
                "uid=grace",
                "ou=engineering,ou=people",
                PERSON
                        + "uid: grace\ncn: Grace Hopper\nsn: Hopper\nmail: grace@acme.test\n"
                        + "pwdChangedTime: 20230101000000Z\npwdAccountLockedTime: 20261101000000Z\n"));
        ldif.append(entry(
                "uid=mallory",
                "ou=people",
                PERSON + "uid: mallory\ncn: Mallory\nsn: M\npwdChangedTime: 20261001000000Z\npwdReset: TRUE\n"));
        ldif.append(entry("uid=linus", "ou=people", PERSON + "uid: linus\ncn: Linus\nsn: L\n"));
        for (int number = 0; number < WORKERS; number++) {
            String name = worker(number);
            ldif.append(entry(
                    "uid=" + name,
                    "ou=temporary,ou=people",
                    PERSON + "uid: " + name + "\ncn: " + name + "\nsn: " + name + "\n"));
        }
    }

    private static String dn(String rdn, String parent) {
        return rdn + "," + parent + "," + Slapd.BASE;
    }

    private static void groups(StringBuilder ldif) {
        String ada = dn("uid=ada", "ou=engineering,ou=people");
        String group = "objectClass: groupOfNames\n";
        // The names of members in another case and with other spaces are the same names.
        ldif.append(entry(
                "cn=developers",
                "o=groups",
                group + "cn: developers\ndescription: Write it\nmember: UID=Ada, OU=engineering,ou=people," + Slapd.BASE
                        + "\nmember: " + dn("cn=leads", "o=groups") + "\n"));
        ldif.append(entry(
                "cn=leads",
                "o=groups",
                group + "cn: leads\nmember: " + dn("uid=grace", "ou=engineering,ou=people") + "\n"));
        ldif.append(entry(
                "cn=developers-alumni",
                "o=groups",
                group + "cn: developers-alumni\nmember: " + dn("uid=linus", "ou=people")
                        + "\nmember: uid=nobody,dc=elsewhere,dc=test\n"));
        ldif.append(entry(
                "cn=everybody",
                "o=groups",
                "objectClass: groupOfUniqueNames\ncn: everybody\nuniqueMember: " + dn("cn=developers", "o=groups")
                        + "\nuniqueMember: " + dn("uid=mallory", "ou=people") + "#'0101'B\nuniqueMember: " + ada
                        + "\n"));
        ldif.append(entry(
                "cn=staff",
                "o=groups",
                "objectClass: posixGroup\ncn: staff\ngidNumber: 5000\nmemberUid: ada\nmemberUid: grace\n"));
        StringBuilder workers = new StringBuilder(group + "cn: workers\n");
        for (int number = 0; number < WORKERS; number++) {
            workers.append("member: ")
                    .append(dn("uid=" + worker(number), "ou=temporary,ou=people"))
                    .append('\n');
        }
        ldif.append(entry("cn=workers", "o=groups", workers.toString()));
        ldif.append(entry("cn=adas", "o=groups", group + "cn: adas\nmember: " + ada + "\n"));
    }
}
