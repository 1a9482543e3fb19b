package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.cadastre.connectors.ldap.Profile.Kind;
import io.cadastre.connectors.ldap.model.LdapComputer;
import io.cadastre.connectors.ldap.model.LdapDirectory;
import io.cadastre.connectors.ldap.model.LdapGroup;
import io.cadastre.connectors.ldap.model.LdapUnit;
import io.cadastre.connectors.ldap.model.LdapUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The steps of one sync. Each kind of entry is one search; the groups are read a second time for their members, who have to
 * be known by then: distinguished names of members would otherwise have to be kept.
 */
final class LdapSync {
    private static final Map<String, Object> PRIMARY = Map.of("primary", true);

    private final LdapSettings settings;
    private final LdapServer server;
    private final EntryMapping mapping;
    private final Found found = new Found();

    LdapSync(LdapSettings settings, LdapServer server) {
        this.settings = settings;
        this.server = server;
        this.mapping = new EntryMapping(settings.profile().key());
    }

    List<Step> steps() {
        return List.of(
                Step.named("directory", "Directory")
                        .produces(LdapDirectory.TYPE)
                        .runs(this::directory),
                Step.named("units", "Organisational units")
                        .dependsOn("directory")
                        .produces(LdapUnit.TYPE, LdapDirectory.UNITS, LdapUnit.UNITS)
                        .runs(this::units),
                Step.named("groups", "Groups")
                        .dependsOn("directory")
                        .after("units")
                        .produces(LdapGroup.TYPE, LdapDirectory.GROUPS, LdapUnit.GROUPS)
                        .runs(this::groups),
                Step.named("people", "People")
                        .dependsOn("directory")
                        .after("units", "groups")
                        .produces(LdapUser.TYPE, LdapDirectory.USERS, LdapUnit.USERS, LdapUser.GROUPS, LdapUser.SAME)
                        .runs(this::people),
                Step.named("computers", "Computers")
                        .dependsOn("directory")
                        .after("units", "groups")
                        .produces(LdapComputer.TYPE, LdapDirectory.COMPUTERS, LdapUnit.COMPUTERS, LdapComputer.GROUPS)
                        .runs(this::computers),
                Step.named("members", "Members of groups")
                        .dependsOn("directory")
                        .after("groups", "people", "computers")
                        .produces(LdapUser.GROUPS, LdapComputer.GROUPS, LdapGroup.GROUPS)
                        .runs(new MemberStep(settings, server, found)));
    }

    private void directory(StepContext context) throws Exception {
        EntryValues base = new EntryValues(
                server.entry(context, settings.base(), mapping.attributes().toArray(String[]::new)));
        context.emit(mapping.directory(base, settings.base()));
    }

    private void units(StepContext context) throws Exception {
        list(context, LdapUnit.TYPE, Kind.UNIT, (entry, key) -> {
            if (!entry.parsedDn().equals(settings.base())) {
                context.emit(mapping.unit(entry, key));
                found.add(Kind.UNIT, entry.parsedDn(), key);
            }
        });
        EntityRef<LdapDirectory> directory = directoryOf(context);
        for (Map.Entry<DN, String> unit : found.units().entrySet()) {
            EntityRef<LdapUnit> ref = LdapUnit.TYPE.ref(unit.getValue());
            found.unitAbove(unit.getKey(), settings.base())
                    .ifPresentOrElse(
                            above -> context.emit(LdapUnit.UNITS.between(LdapUnit.TYPE.ref(above), ref)),
                            () -> context.emit(LdapDirectory.UNITS.between(directory, ref)));
        }
    }

    private void groups(StepContext context) throws Exception {
        Place<LdapGroup> place = new Place<>(context, LdapDirectory.GROUPS, LdapUnit.GROUPS);
        list(context, LdapGroup.TYPE, Kind.GROUP, (entry, key) -> {
            context.emit(mapping.group(entry, key));
            place.put(entry, LdapGroup.TYPE.ref(key));
            found.add(Kind.GROUP, entry.parsedDn(), key);
            entry.sid().ifPresent(sid -> found.addGroupNumber(sid, key));
            entry.text("gidNumber").ifPresent(number -> found.addGroupNumber(number, key));
        });
    }

    private void people(StepContext context) throws Exception {
        Place<LdapUser> place = new Place<>(context, LdapDirectory.USERS, LdapUnit.USERS);
        Membership<LdapUser> membership = new Membership<>(context, LdapUser.GROUPS);
        list(context, LdapUser.TYPE, Kind.USER, (entry, key) -> {
            context.emit(mapping.user(entry, key));
            place.put(entry, LdapUser.TYPE.ref(key));
            membership.put(entry, LdapUser.TYPE.ref(key));
            found.add(Kind.USER, entry.parsedDn(), key);
            entry.texts("uid").forEach(name -> found.addUserName(name, key));
        });
    }

    private void computers(StepContext context) throws Exception {
        Place<LdapComputer> place = new Place<>(context, LdapDirectory.COMPUTERS, LdapUnit.COMPUTERS);
        Membership<LdapComputer> membership = new Membership<>(context, LdapComputer.GROUPS);
        list(context, LdapComputer.TYPE, Kind.COMPUTER, (entry, key) -> {
            if (EntryMapping.isServiceAccount(entry)) {
                // A computer by its class only; it comes with the people.
                return;
            }
            context.emit(mapping.computer(entry, key));
            place.put(entry, LdapComputer.TYPE.ref(key));
            membership.put(entry, LdapComputer.TYPE.ref(key));
            found.add(Kind.COMPUTER, entry.parsedDn(), key);
        });
    }

    /** Takes one entry. */
    @FunctionalInterface
    private interface Taking {
        void take(EntryValues entry, String key) throws ConnectorException.BadData;
    }

    /** Lists all of a kind. One that is odd fails alone, but then not all were seen. */
    private void list(StepContext context, EntityType<?> type, Kind kind, Taking taking) throws Exception {
        boolean[] odd = {false};
        try (PagedSearch search = new PagedSearch(
                server, context, settings.search(kind), settings.pageSize(), mapping.attributes(), reason -> {
                    odd[0] = true;
                    context.partial(reason);
                })) {
            context.follow(kind.words(), search, page -> {
                for (SearchResultEntry each : page) {
                    EntryValues entry = new EntryValues(each);
                    try {
                        taking.take(entry, entry.key(settings.profile().key()));
                    } catch (ConnectorException.BadData e) {
                        odd[0] = true;
                        context.partial(type, String.valueOf(e.getMessage()));
                        context.log().warn(String.valueOf(e.getMessage()));
                    }
                }
            });
            if (search.whole() && !odd[0]) {
                found.seenWhole(kind);
            }
        }
    }

    private static EntityRef<LdapDirectory> directoryOf(StepContext context) {
        try (var all = context.prior().entities(LdapDirectory.TYPE)) {
            return all.findFirst().orElseThrow().ref();
        }
    }

    /** Says in which unit entries of a type are. */
    private final class Place<E> {
        private final StepContext context;
        private final CollectionField<LdapDirectory, E> inDirectory;
        private final CollectionField<LdapUnit, E> inUnit;
        private final EntityRef<LdapDirectory> directory;
        private final boolean known;

        Place(StepContext context, CollectionField<LdapDirectory, E> inDirectory, CollectionField<LdapUnit, E> inUnit) {
            this.context = context;
            this.inDirectory = inDirectory;
            this.inUnit = inUnit;
            this.directory = directoryOf(context);
            this.known = found.sawWhole(Kind.UNIT);
            if (!known) {
                String reason = "The organisational units were not all read, so where entries are is not known.";
                context.partial(inDirectory, reason);
                context.partial(inUnit, reason);
            }
        }

        void put(EntryValues entry, EntityRef<E> ref) throws ConnectorException.BadData {
            if (known) {
                found.unitAbove(entry.parsedDn(), settings.base())
                        .ifPresentOrElse(
                                unit -> context.emit(inUnit.between(LdapUnit.TYPE.ref(unit), ref)),
                                () -> context.emit(inDirectory.between(directory, ref)));
            }
        }
    }

    /** Says in which groups entries of a type are, as far as they say so themselves. */
    private final class Membership<E> {
        private final StepContext context;
        private final CollectionField<E, LdapGroup> groups;

        Membership(StepContext context, CollectionField<E, LdapGroup> groups) {
            this.context = context;
            this.groups = groups;
            if (!found.sawWhole(Kind.GROUP)) {
                context.partial(groups, "The groups were not all read, so who is in which is not known.");
            }
        }

        void put(EntryValues entry, EntityRef<E> ref) throws ConnectorException.BadData {
            for (String group : entry.texts("memberOf")) {
                found.key(Kind.GROUP, group)
                        .ifPresent(key -> context.emit(groups.between(ref, LdapGroup.TYPE.ref(key))));
            }
            primaryGroup(entry)
                    .flatMap(found::groupByNumber)
                    .ifPresent(key -> context.emit(groups.between(ref, LdapGroup.TYPE.ref(key), PRIMARY)));
        }
    }

    /** By what the primary group is known: a group of the same domain by the last part of its SID, or a gidNumber. */
    private static Optional<String> primaryGroup(EntryValues entry) throws ConnectorException.BadData {
        Optional<String> sid = entry.sid();
        OptionalLong number = entry.number("primaryGroupID");
        return sid.isPresent() && number.isPresent()
                ? Optional.of(sid.get().replaceFirst("\\d+$", Long.toString(number.getAsLong())))
                : entry.text("gidNumber");
    }
}
