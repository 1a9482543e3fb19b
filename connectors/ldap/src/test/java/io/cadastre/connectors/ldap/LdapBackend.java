package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.conformance.When;
import io.cadastre.connectors.ldap.model.LdapComputer;
import io.cadastre.connectors.ldap.model.LdapGroup;
import io.cadastre.connectors.ldap.model.LdapUnit;
import io.cadastre.connectors.ldap.model.LdapUser;
import io.cadastre.spi.model.EntityType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small directory in memory with pages of two. */
final class LdapBackend implements Backend {
    /** By a class that is in the filter of no other kind. */
    private static final Listing UNITS = new Listing(LdapUnit.TYPE, "organizationalUnit");

    private static final Listing GROUPS = new Listing(LdapGroup.TYPE, "groupOfNames");
    private static final Listing COMPUTERS = new Listing(LdapComputer.TYPE, "ipHost");
    private static final Listing USERS = new Listing(LdapUser.TYPE, "inetOrgPerson");

    private final InMemoryServer directory = new InMemoryServer("entryUUID");

    LdapBackend() {
        directory.add("dn: " + InMemoryServer.BASE, "objectClass: domain", "dc: acme");
        listings().forEach(listing -> populate(listing, 2));
    }

    @Override
    public Map<String, Object> config() {
        return directory.config(Profile.OPENLDAP);
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("password", InMemoryServer.PASSWORD);
    }

    @Override
    public List<Listing> listings() {
        return List.of(UNITS, GROUPS, COMPUTERS, USERS);
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.copyOf(LdapConnector.SCHEMA.entityTypes());
    }

    @Override
    public int pageSize() {
        return 2;
    }

    @Override
    public void populate(Listing listing, int items) {
        try {
            int there = directory
                    .server
                    .search(InMemoryServer.BASE, SearchScope.SUB, "(objectClass=" + listing.route() + ")")
                    .getEntryCount();
            for (int number = there; number < items; number++) {
                add(listing, number);
            }
            for (int number = items; number < there; number++) {
                directory.server.delete(dn(listing, number));
            }
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
    }

    private static String dn(Listing listing, int number) {
        return "cn=" + listing.route() + number + "," + InMemoryServer.BASE;
    }

    private void add(Listing listing, int number) {
        directory.add(
                "dn: " + dn(listing, number),
                "objectClass: " + listing.route(),
                "cn: " + listing.route() + number,
                "member: " + dn(USERS, number),
                "memberOf: " + dn(GROUPS, 0));
    }

    @Override
    public Set<Fault> faults() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    public void fail(Listing listing, Fault fault, When when) {
        directory.fail(listing.route(), fault, when);
    }

    @Override
    public void failEverything(Fault fault) {
        directory.fail("", fault, When.ALWAYS);
    }

    @Override
    public void repair() {
        directory.repair();
    }

    @Override
    public void awaitHanging() throws InterruptedException {
        directory.awaitHanging();
    }

    @Override
    public void close() {
        directory.close();
    }
}
