package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import io.cadastre.connectors.ldap.Profile.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a sync has found, by the names under which entries speak of each other. About 300 bytes for each entry, in memory.
 * Safe for use by several threads.
 */
final class Found {
    private static final String SEVERAL = "";

    private final Map<DN, String> units = new ConcurrentHashMap<>();
    private final Map<Kind, Map<String, String>> keys = new EnumMap<>(Kind.class);
    private final Map<String, String> groupsByNumber = new ConcurrentHashMap<>();
    private final Map<String, String> usersByName = new ConcurrentHashMap<>();
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
        }
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
