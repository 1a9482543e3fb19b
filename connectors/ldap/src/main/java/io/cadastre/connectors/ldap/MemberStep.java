package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.Attribute;
import io.cadastre.connectors.ldap.Profile.Kind;
import io.cadastre.connectors.ldap.model.LdapComputer;
import io.cadastre.connectors.ldap.model.LdapGroup;
import io.cadastre.connectors.ldap.model.LdapUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads who is in which group, group by group: what goes wrong with one says nothing about the others. Of a group that has
 * not changed, while nobody has another name or is new or gone, it stands.
 */
final class MemberStep implements StepBody {
    private static final String MEMBER = "member";
    private static final String UNIQUE_MEMBER = "uniqueMember";
    private static final String MEMBER_UID = "memberUid";
    private static final String RANGE = "range=";

    /** By what OpenLDAP's dynamic groups find their members. */
    private static final List<String> SEARCHES = List.of("memberURL", "labeledURI");

    private static final String LISTING = "members";

    /** How many groups are asked whether names stand: one alone may be one that is never seen whole. */
    private static final int ASKED = 3;

    private final LdapSettings settings;
    private final LdapServer server;
    private final Found found;
    private final KeyedSearch keyed;
    private final List<String> attributes;

    MemberStep(LdapSettings settings, LdapServer server, Found found) {
        this.settings = settings;
        this.server = server;
        this.found = found;
        this.keyed = new KeyedSearch(server, settings);
        this.attributes = Stream.of(
                        List.of(
                                settings.profile().key().attribute(),
                                settings.profile().changeNumber(),
                                "objectClass",
                                MEMBER,
                                UNIQUE_MEMBER,
                                MEMBER_UID),
                        SEARCHES)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void run(StepContext context) throws Exception {
        Set<String> done = new HashSet<>();
        List<Found.Group> changed =
                found.groups().stream().filter(group -> !group.standing()).toList();
        if (found.sawAllMembers() && keyed.pays(changed.size(), found.groups().size()) && namesStand(context, done)) {
            readChanged(context, changed, done);
        } else {
            readAll(context, done);
        }
    }

    /** Asks some groups that are as they were: if one has the members that it had, names lead to whom they led. */
    private boolean namesStand(StepContext context, Set<String> done) throws Exception {
        List<Found.Group> some = found.groups().stream()
                .filter(Found.Group::standing)
                .limit(ASKED)
                .toList();
        for (Found.Group group : some) {
            done.add(group.ref().key());
            if (stands(context, group)) {
                return true;
            }
        }
        return false;
    }

    private void readChanged(StepContext context, List<Found.Group> changed, Set<String> done) throws Exception {
        for (Found.Group group : found.groups()) {
            if (group.standing() && done.add(group.ref().key())) {
                stands(context, group);
            }
        }
        for (int from = 0; from < changed.size(); from += keyed.batch()) {
            List<Found.Group> batch = changed.subList(from, Math.min(from + keyed.batch(), changed.size()));
            Map<String, EntryValues> entries =
                    read(context, batch.stream().map(group -> group.ref().key()).toList());
            for (Found.Group group : batch) {
                scope(context, group.ref(), entries.get(group.ref().key()));
            }
        }
    }

    /** Lets a group stand that is as it was, and reads it otherwise; says which. */
    private boolean stands(StepContext context, Found.Group group) throws InterruptedException {
        String number = group.number();
        String now = number == null ? "" : found.membersAt(number);
        boolean[] stands = {false};
        context.scope(
                group.ref(),
                emitter -> emitter.follow(
                        LISTING,
                        request -> {
                            stands[0] = now.equals(request.validator());
                            return stands[0]
                                    ? Page.unchanged(now)
                                    : page(
                                            emitter,
                                            read(context, List.of(group.ref().key()))
                                                    .get(group.ref().key()));
                        },
                        page -> members(context, emitter, group.ref(), page)));
        return stands[0];
    }

    private Map<String, EntryValues> read(Env env, List<String> keys) throws ConnectorException, InterruptedException {
        Map<String, EntryValues> entries = new HashMap<>();
        for (EntryValues entry : keyed.read(env, Kind.GROUP, keys, attributes)) {
            entries.put(entry.key(settings.profile().key()), entry);
        }
        return entries;
    }

    private void readAll(StepContext context, Set<String> done) throws Exception {
        try (PagedSearch search = new PagedSearch(
                server,
                settings.profile(),
                context,
                settings.search(Kind.GROUP),
                settings.pageSize(),
                attributes,
                context::partial)) {
            context.follow("groups", search, page -> {
                for (EntryValues group : page) {
                    // One that is new since the groups were read comes with the next sync.
                    Optional<String> key = found.key(Kind.GROUP, group.dn());
                    if (key.isPresent() && done.add(key.get())) {
                        scope(context, LdapGroup.TYPE.ref(key.get()), group);
                    }
                }
            });
        }
    }

    private void scope(StepContext context, EntityRef<LdapGroup> group, @Nullable EntryValues entry)
            throws InterruptedException {
        context.scope(
                group,
                emitter -> emitter.follow(
                        LISTING, request -> page(emitter, entry), page -> members(context, emitter, group, page)));
    }

    /** What identifies it is of the entry as it is read now: it may have changed since it was listed. */
    private Page<EntryValues> page(Emitter emitter, @Nullable EntryValues entry) {
        if (entry == null) {
            emitter.partial("The group was moved or deleted while it was read.");
            return Page.last(List.of());
        }
        // Whom a search finds is not told by the number of the group that has the search.
        boolean tells = found.sawAllMembers()
                && SEARCHES.stream().allMatch(name -> entry.texts(name).isEmpty());
        return Page.<EntryValues>last(List.of(entry))
                .validatedBy(tells ? entry.changeNumber().map(found::membersAt).orElse(null) : null);
    }

    private void members(Env env, Emitter emitter, EntityRef<LdapGroup> group, List<EntryValues> page)
            throws Exception {
        for (EntryValues entry : page) {
            members(env, emitter, group, entry);
        }
    }

    private void members(Env env, Emitter emitter, EntityRef<LdapGroup> group, EntryValues entry) throws Exception {
        boolean unknown = false;
        List<String> names = new ArrayList<>(whole(env, entry, MEMBER));
        // A unique member may have a bit string behind its name.
        whole(env, entry, UNIQUE_MEMBER).forEach(name -> names.add(name.replaceFirst("#'[01]*'B$", "")));
        if (names.isEmpty() && mustHaveMembers(entry)) {
            emitter.denied("read of the attributes 'member' and 'uniqueMember' of groups");
        }
        for (String name : names) {
            unknown |= !member(emitter, group, name);
        }
        for (String name : entry.texts(MEMBER_UID)) {
            Optional<String> user = found.userByName(name);
            user.ifPresent(key -> emitter.emit(LdapUser.GROUPS.between(LdapUser.TYPE.ref(key), group)));
            unknown |= user.isEmpty();
        }
        if (unknown && !found.sawAllMembers()) {
            emitter.partial("Not all people, groups and computers were read, so some members are not known.");
        }
    }

    private boolean member(Emitter emitter, EntityRef<LdapGroup> group, String name) {
        Optional<String> user = found.key(Kind.USER, name);
        user.ifPresent(key -> emitter.emit(LdapUser.GROUPS.between(LdapUser.TYPE.ref(key), group)));
        Optional<String> computer = found.key(Kind.COMPUTER, name);
        computer.ifPresent(key -> emitter.emit(LdapComputer.GROUPS.between(LdapComputer.TYPE.ref(key), group)));
        Optional<String> nested = found.key(Kind.GROUP, name);
        nested.ifPresent(key -> emitter.emit(LdapGroup.GROUPS.between(LdapGroup.TYPE.ref(key), group)));
        return user.isPresent() || computer.isPresent() || nested.isPresent();
    }

    /** The schema wants a member (RFC 4519). A directory hides what may not be read, and says nothing. */
    private boolean mustHaveMembers(EntryValues entry) {
        return settings.profile() == Profile.OPENLDAP && (entry.is("groupOfNames") || entry.is("groupOfUniqueNames"));
    }

    /** All values of an attribute. Active Directory gives long lists in ranges: {@code member;range=0-1499}. */
    private List<String> whole(Env env, EntryValues entry, String attribute)
            throws ConnectorException, InterruptedException {
        List<String> values = new ArrayList<>(entry.texts(attribute));
        Optional<Attribute> range = range(entry, attribute);
        while (range.isPresent()) {
            values.addAll(List.of(range.get().getValues()));
            String name = range.get().getName();
            String end = name.substring(name.lastIndexOf('-') + 1);
            if (end.equals("*")) {
                break;
            }
            String next = attribute + ";" + RANGE + (Long.parseLong(end) + 1) + "-*";
            EntryValues more = server.entry(env, entry.parsedDn(), next);
            range = range(more, attribute).filter(found -> !found.getName().equals(name));
            if (range.isEmpty()) {
                throw new ConnectorException.BadData(
                        "The entry '" + entry.dn() + "' did not give the values of '" + attribute
                                + "' behind the first " + values.size() + ".",
                        null);
            }
        }
        return values;
    }

    private static Optional<Attribute> range(EntryValues entry, String attribute) {
        return entry.entry().getAttributes().stream()
                .filter(each -> each.getBaseName().equalsIgnoreCase(attribute))
                .filter(each -> each.getOptions().stream().anyMatch(option -> option.startsWith(RANGE)))
                .findFirst();
    }
}
