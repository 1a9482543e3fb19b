package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes a directory as people, their tools and time do, by a seed. As in a real one some changes leave numbers as they are:
 * names below what is moved, links back to groups, states of accounts. No references are kept up: members go on to name
 * whom nobody is called any more.
 */
final class RandomHistory {
    private static final String BASE = InMemoryServer.BASE;
    private static final int NAMES = 9;
    private static final int GROUPS = 4;
    private static final int MOST_AT_ONCE = 4;

    private final InMemoryServer server;
    private final Random random;

    RandomHistory(InMemoryServer server, long seed) {
        this.server = server;
        this.random = new Random(seed);
    }

    void begin() throws LDAPException {
        for (String unit : List.of("ou=a," + BASE, "ou=b," + BASE, "ou=c,ou=a," + BASE)) {
            server.add("dn: " + unit, "objectClass: organizationalUnit", "ou: " + unit.charAt(3));
        }
        for (int i = 0; i < NAMES; i++) {
            addPerson();
            addGroup();
        }
        server.add("dn: cn=host,ou=b," + BASE, "objectClass: ipHost", "cn: host");
    }

    /** Changes something, and says what. */
    List<String> goOn() throws LDAPException {
        List<String> done = new ArrayList<>();
        for (int i = 1 + random.nextInt(MOST_AT_ONCE); i > 0; i--) {
            done.add(change());
        }
        return done;
    }

    private String change() throws LDAPException {
        return switch (random.nextInt(13)) {
            case 0 -> addPerson();
            case 1 -> addGroup();
            case 2 -> remove(pick(any("(|(objectClass=person)(objectClass=groupOfNames)(objectClass=ipHost))")));
            case 3 -> modify(pick(any("(uid=*)")), "mail", name() + "@acme.test");
            case 4 -> modify(pick(any("(uid=*)")), "objectClass", random.nextBoolean() ? "person" : "thing");
            case 5 -> modify(pick(any("(uid=*)")), "gidNumber", Integer.toString(random.nextInt(GROUPS)));
            case 6 -> modify(pick(any("(cn=g*)")), "member", members());
            case 7 -> modify(pick(any("(cn=g*)")), "memberUid", name(), name());
            case 8 -> move(pick(any("(uid=*)")), "uid=" + name(), pick(any("(ou=*)")));
            case 9 -> move(pick(any("(cn=*)")), null, pick(any("(ou=*)")));
            case 10 -> move(pick(any("(ou=*)")), random.nextBoolean() ? null : "ou=" + name(), pick(any("(ou=*)")));
            case 11 -> silently(pick(any("(uid=*)")), "memberOf", pick(any("(cn=g*)")));
            case 12 ->
                silently(pick(any("(uid=*)")), "pwdAccountLockedTime", random.nextBoolean() ? "20261101000000Z" : "");
            default -> throw new AssertionError();
        };
    }

    private String name() {
        return "u" + random.nextInt(NAMES);
    }

    private List<String> any(String filter) throws LDAPException {
        return server.server.search(BASE, SearchScope.SUB, filter, "1.1").getSearchEntries().stream()
                .map(SearchResultEntry::getDN)
                .sorted()
                .toList();
    }

    private String pick(List<String> all) {
        return all.isEmpty() ? "" : all.get(random.nextInt(all.size()));
    }

    private boolean there(String dn) throws LDAPException {
        return server.server.getEntry(dn) != null;
    }

    private String addPerson() throws LDAPException {
        String name = name();
        String dn = "uid=" + name + "," + pick(any("(|(ou=*)(dc=acme))"));
        if (there(dn)) {
            return "nothing";
        }
        server.add(
                "dn: " + dn,
                "objectClass: person",
                "uid: " + name,
                "cn: " + name,
                "mail: " + name + "@acme.test",
                "gidNumber: " + random.nextInt(GROUPS));
        return "add " + dn;
    }

    private String addGroup() throws LDAPException {
        int number = random.nextInt(GROUPS);
        String dn = "cn=g" + number + "," + pick(any("(|(ou=*)(dc=acme))"));
        if (there(dn)) {
            return "nothing";
        }
        server.add(
                "dn: " + dn,
                "objectClass: groupOfNames",
                "cn: g" + number,
                "gidNumber: " + number,
                "member: " + pick(any("(uid=*)")),
                "member: uid=nobody," + BASE);
        return "add " + dn;
    }

    /** People, groups and hosts that there are, and names that may be somebody's some day. */
    private String[] members() throws LDAPException {
        List<String> all = any("(|(uid=*)(cn=*))");
        List<String> units = any("(ou=*)");
        return IntStream.range(0, 1 + random.nextInt(MOST_AT_ONCE))
                .boxed()
                .flatMap(i -> Stream.of(pick(all), "uid=" + name() + "," + pick(units)))
                .distinct()
                .toArray(String[]::new);
    }

    private String remove(String dn) throws LDAPException {
        if (dn.isEmpty()) {
            return "nothing";
        }
        server.server.delete(dn);
        return "remove " + dn;
    }

    private String modify(String dn, String attribute, String... values) {
        if (dn.isEmpty()) {
            return "nothing";
        }
        server.modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
        return "modify " + attribute + " of " + dn;
    }

    private String silently(String dn, String attribute, String value) throws LDAPException {
        if (dn.isEmpty()) {
            return "nothing";
        }
        server.server.modify(
                dn,
                value.isEmpty()
                        ? new Modification(ModificationType.REPLACE, attribute)
                        : new Modification(ModificationType.REPLACE, attribute, value));
        return "silently " + attribute + " of " + dn;
    }

    private String move(String dn, @Nullable String rdn, String parent) throws LDAPException {
        if (dn.isEmpty() || parent.isEmpty()) {
            return "nothing";
        }
        String named = rdn == null ? new DN(dn).getRDNString() : rdn;
        if (new DN(parent).isDescendantOf(new DN(dn), true) || there(named + "," + parent)) {
            return "nothing";
        }
        server.move(dn, named, parent);
        return "move " + dn + " to " + named + "," + parent;
    }
}
