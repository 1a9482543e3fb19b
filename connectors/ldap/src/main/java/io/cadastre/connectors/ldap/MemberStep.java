package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.cadastre.connectors.ldap.Profile.Kind;
import io.cadastre.connectors.ldap.model.LdapComputer;
import io.cadastre.connectors.ldap.model.LdapGroup;
import io.cadastre.connectors.ldap.model.LdapUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads who is in which group, group by group: what goes wrong with one says nothing about the others. */
final class MemberStep implements StepBody {
    private static final String MEMBER = "member";
    private static final String UNIQUE_MEMBER = "uniqueMember";
    private static final String MEMBER_UID = "memberUid";
    private static final String RANGE = "range=";

    private final LdapSettings settings;
    private final LdapServer server;
    private final Found found;

    MemberStep(LdapSettings settings, LdapServer server, Found found) {
        this.settings = settings;
        this.server = server;
        this.found = found;
    }

    @Override
    public void run(StepContext context) throws Exception {
        List<String> attributes = List.of("objectClass", MEMBER, UNIQUE_MEMBER, MEMBER_UID);
        try (PagedSearch search = new PagedSearch(
                server, context, settings.search(Kind.GROUP), settings.pageSize(), attributes, context::partial)) {
            context.follow("members", search, page -> {
                for (SearchResultEntry each : page) {
                    EntryValues group = new EntryValues(each);
                    // One that is new since the groups were read comes with the next sync.
                    Optional<String> key = found.key(Kind.GROUP, group.dn());
                    if (key.isPresent()) {
                        EntityRef<LdapGroup> ref = LdapGroup.TYPE.ref(key.get());
                        context.scope(ref, emitter -> members(context, emitter, ref, group));
                    }
                }
            });
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
            EntryValues more = new EntryValues(server.entry(env, entry.parsedDn(), next));
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
