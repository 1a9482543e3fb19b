package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import io.cadastre.connectors.ldap.Profile.Kind;
import io.cadastre.connectors.ldap.model.LdapComputer;
import io.cadastre.connectors.ldap.model.LdapDirectory;
import io.cadastre.connectors.ldap.model.LdapGroup;
import io.cadastre.connectors.ldap.model.LdapUnit;
import io.cadastre.connectors.ldap.model.LdapUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one sync. Each kind of entry is one listing; the groups are read a second time for their members, who have to
 * be known by then: distinguished names of members would otherwise have to be kept.
 */
final class LdapSync {
    private static final Map<String, Object> PRIMARY = Map.of("primary", true);

    private final LdapSettings settings;
    private final LdapServer server;
    private final EntryMapping mapping;
    private final Found found = new Found();

    /** Whether entries show numbers of changes. All steps come after the one that finds it out. */
    private volatile boolean numbered;

    LdapSync(LdapSettings settings, LdapServer server) {
        this.settings = settings;
        this.server = server;
        this.mapping = new EntryMapping(settings.profile());
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
        EntryValues base =
                server.entry(context, settings.base(), mapping.attributes().toArray(String[]::new));
        numbered = base.text(settings.profile().changeNumber()).isPresent();
        context.emit(mapping.directory(base, settings.base()));
    }

    private <E> void list(StepContext context, Listing.Taking<E> taking) throws Exception {
        if (new Listing<>(context, server, settings, mapping, taking).read(numbered)) {
            found.seenWhole(taking.kind());
        }
    }

    private void units(StepContext context) throws Exception {
        list(context, new Units());
        EntityRef<LdapDirectory> directory = directoryOf(context);
        for (Map.Entry<DN, String> unit : found.units().entrySet()) {
            EntityRef<LdapUnit> ref = LdapUnit.TYPE.ref(unit.getValue());
            found.unitAbove(unit.getKey(), settings.base())
                    .ifPresentOrElse(
                            above -> context.emit(LdapUnit.UNITS.between(LdapUnit.TYPE.ref(above), ref)),
                            () -> context.emit(LdapDirectory.UNITS.between(directory, ref)));
        }
    }

    private final class Units implements Listing.Taking<LdapUnit> {
        @Override
        public Kind kind() {
            return Kind.UNIT;
        }

        @Override
        public EntityType<LdapUnit> type() {
            return LdapUnit.TYPE;
        }

        /** The base itself is the directory. */
        @Override
        public boolean counts(EntryValues entry) throws ConnectorException.BadData {
            return !entry.parsedDn().equals(settings.base());
        }

        @Override
        public EntityInput listed(EntryValues entry, String key) {
            return mapping.listedUnit(entry, key);
        }

        @Override
        public EntityInput whole(EntryValues entry, String key) throws ConnectorException.BadData {
            return mapping.unit(entry, key);
        }

        @Override
        public void around(EntryValues entry, EntityRef<LdapUnit> ref, @Nullable CollectedEntity<LdapUnit> standing)
                throws ConnectorException.BadData {
            found.add(Kind.UNIT, entry.parsedDn(), ref.key());
        }
    }

    private void groups(StepContext context) throws Exception {
        list(context, new Groups(new Place<>(context, LdapDirectory.GROUPS, LdapUnit.GROUPS)));
    }

    private final class Groups implements Listing.Taking<LdapGroup> {
        private final Place<LdapGroup> place;

        Groups(Place<LdapGroup> place) {
            this.place = place;
        }

        @Override
        public Kind kind() {
            return Kind.GROUP;
        }

        @Override
        public EntityType<LdapGroup> type() {
            return LdapGroup.TYPE;
        }

        @Override
        public EntityInput listed(EntryValues entry, String key) {
            return mapping.listedGroup(entry, key);
        }

        @Override
        public EntityInput whole(EntryValues entry, String key) throws ConnectorException.BadData {
            return mapping.group(entry, key);
        }

        @Override
        public void around(EntryValues entry, EntityRef<LdapGroup> ref, @Nullable CollectedEntity<LdapGroup> standing)
                throws ConnectorException.BadData {
            place.put(entry, ref);
            found.addGroup(
                    entry.parsedDn(), new Found.Group(ref, entry.changeNumber().orElse(null), standing != null));
            entry.sid().ifPresent(sid -> found.addGroupNumber(sid, ref.key()));
            entry.text("gidNumber").ifPresent(number -> found.addGroupNumber(number, ref.key()));
        }
    }

    private void people(StepContext context) throws Exception {
        list(context, new People(context));
    }

    private final class People implements Listing.Taking<LdapUser> {
        private final StepContext context;
        private final Place<LdapUser> place;
        private final Membership<LdapUser> membership;

        People(StepContext context) {
            this.context = context;
            this.place = new Place<>(context, LdapDirectory.USERS, LdapUnit.USERS);
            this.membership = new Membership<>(context, LdapUser.GROUPS);
        }

        @Override
        public Kind kind() {
            return Kind.USER;
        }

        @Override
        public EntityType<LdapUser> type() {
            return LdapUser.TYPE;
        }

        @Override
        public EntityInput listed(EntryValues entry, String key) throws ConnectorException.BadData {
            return mapping.listedUser(entry, key);
        }

        @Override
        public EntityInput whole(EntryValues entry, String key) throws ConnectorException.BadData {
            return mapping.user(entry, key);
        }

        @Override
        public void around(EntryValues entry, EntityRef<LdapUser> ref, @Nullable CollectedEntity<LdapUser> standing)
                throws ConnectorException.BadData {
            place.put(entry, ref);
            membership.put(entry, ref);
            found.add(Kind.USER, entry.parsedDn(), ref.key());
            entry.texts("uid").forEach(name -> found.addUserName(name, ref.key()));
            if (standing != null) {
                standing.value(LdapUser.EMAIL).ifPresent(email -> context.emit(LdapUser.SAME.to(ref, email)));
            }
        }
    }

    private void computers(StepContext context) throws Exception {
        list(context, new Computers(context));
    }

    private final class Computers implements Listing.Taking<LdapComputer> {
        private final Place<LdapComputer> place;
        private final Membership<LdapComputer> membership;

        Computers(StepContext context) {
            this.place = new Place<>(context, LdapDirectory.COMPUTERS, LdapUnit.COMPUTERS);
            this.membership = new Membership<>(context, LdapComputer.GROUPS);
        }

        @Override
        public Kind kind() {
            return Kind.COMPUTER;
        }

        @Override
        public EntityType<LdapComputer> type() {
            return LdapComputer.TYPE;
        }

        /** A service account is a computer by its class only; it comes with the people. */
        @Override
        public boolean counts(EntryValues entry) {
            return !EntryMapping.isServiceAccount(entry);
        }

        @Override
        public EntityInput listed(EntryValues entry, String key) throws ConnectorException.BadData {
            return mapping.listedComputer(entry, key);
        }

        @Override
        public EntityInput whole(EntryValues entry, String key) throws ConnectorException.BadData {
            return mapping.computer(entry, key);
        }

        @Override
        public void around(
                EntryValues entry, EntityRef<LdapComputer> ref, @Nullable CollectedEntity<LdapComputer> standing)
                throws ConnectorException.BadData {
            place.put(entry, ref);
            membership.put(entry, ref);
            found.add(Kind.COMPUTER, entry.parsedDn(), ref.key());
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
            primaryGroup(entry).flatMap(found::groupByNumber).ifPresent(key -> {
                context.emit(groups.between(ref, LdapGroup.TYPE.ref(key), PRIMARY));
                found.addPrimary(ref.key(), key);
            });
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
