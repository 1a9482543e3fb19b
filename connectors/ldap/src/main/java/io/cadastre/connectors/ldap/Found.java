package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import io.cadastre.connectors.ldap.Profile.Kind;
import io.cadastre.connectors.ldap.model.LdapGroup;
import io.cadastre.spi.model.EntityRef;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sync has found, by the names under which entries speak of each other. About 300 bytes for each entry, in memory.
 * Safe for use by several threads.
 */
final class Found {
    private static final String SEVERAL = "";

    /**
     * A group.
     *
     * @param ref what it is
     * @param number of its last change; null if it shows none
     * @param standing whether it is as it was
     */
    record Group(EntityRef<LdapGroup> ref, @Nullable String number, boolean standing) {}

    private final Map<DN, String> units = new ConcurrentHashMap<>();
    private final Map<Kind, Map<String, String>> keys = new EnumMap<>(Kind.class);
    private final Map<String, String> groupsByNumber = new ConcurrentHashMap<>();
    private final Map<String, String> usersByName = new ConcurrentHashMap<>();
    private final Map<String, Group> groups = new ConcurrentHashMap<>();
    private final NamesDigest names = new NamesDigest();
    private final Set<Kind> whole = ConcurrentHashMap.newKeySet();

    Found() {
        Arrays.stream(Kind.values()).forEach(kind -> keys.put(kind, new ConcurrentHashMap<>()));
    }

    private Map<String, String> of(Kind kind) {
        return keys.getOrDefault(kind, Map.of());
    }

    void add(Kind kind, DN dn, String key) {
        of(kind).put(dn.toNormalizedString(), key);
        if (kind == Kind.UNIT) {
            units.put(dn, key);
        } else {
            names.add(kind.name(), dn.toNormalizedString(), key);
        }
    }

    void addGroup(DN dn, Group group) {
        add(Kind.GROUP, dn, group.ref().key());
        groups.put(group.ref().key(), group);
    }

    /** All groups. */
    List<Group> groups() {
        return List.copyOf(groups.values());
    }

    /** The units by their names. */
    Map<DN, String> units() {
        return Map.copyOf(units);
    }

    /** A group by the number that its primary members have: a SID, or a gidNumber. */
    void addGroupNumber(String number, String key) {
        groupsByNumber.merge(number, key, Found::single);
    }

    void addUserName(String name, String key) {
        usersByName.merge(name, key, Found::single);
        names.add("uid", name, key);
    }

    /** Somebody's primary group. */
    void addPrimary(String member, String group) {
        names.add("primary", member, group);
    }

    /**
     * What identifies who is in a group, if its entry has not changed since that number: the same members mean others where
     * an entry is new, gone or has another name.
     */
    String membersAt(String number) {
        return names.with(number);
    }

    private static String single(String one, String other) {
        return one.equals(other) ? one : SEVERAL;
    }

    /** All of a kind were seen: what is not here, is not there. */
    void seenWhole(Kind kind) {
        whole.add(kind);
    }

    boolean sawWhole(Kind kind) {
        return whole.contains(kind);
    }

    boolean sawAllMembers() {
        return sawWhole(Kind.USER) && sawWhole(Kind.GROUP) && sawWhole(Kind.COMPUTER);
    }

    Optional<String> key(Kind kind, DN dn) {
        return Optional.ofNullable(of(kind).get(dn.toNormalizedString()));
    }

    /** By a name as a value has it; empty also for what is no distinguished name. */
    Optional<String> key(Kind kind, String dn) {
        try {
            return key(kind, new DN(dn));
        } catch (LDAPException e) {
            return Optional.empty();
        }
    }

    Optional<String> groupByNumber(String number) {
        return Optional.ofNullable(groupsByNumber.get(number)).filter(key -> !key.equals(SEVERAL));
    }

    Optional<String> userByName(String name) {
        return Optional.ofNullable(usersByName.get(name)).filter(key -> !key.equals(SEVERAL));
    }

    /** The unit that an entry is in, with no other in between; empty if there is none below the base. */
    Optional<String> unitAbove(DN entry, DN base) {
        for (DN above = entry.getParent(); above != null && !above.equals(base); above = above.getParent()) {
            Optional<String> unit = key(Kind.UNIT, above);
            if (unit.isPresent()) {
                return unit;
            }
        }
        return Optional.empty();
    }
}
