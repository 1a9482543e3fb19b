package io.cadastre.connectors.host.step;

import io.cadastre.connectors.host.HostSettings;
import io.cadastre.connectors.host.model.Account;
import io.cadastre.connectors.host.model.AccountGroup;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.source.AccountFiles;
import io.cadastre.connectors.host.source.AccountFiles.GroupEntry;
import io.cadastre.connectors.host.source.AccountFiles.PasswdEntry;
import io.cadastre.connectors.host.source.AccountFiles.ShadowEntry;
import io.cadastre.connectors.host.source.MachineRoot;
import io.cadastre.connectors.host.source.Rows;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects local users and groups, and who is in which. */
public final class AccountStep implements StepBody {
    private static final String PASSWD = "/etc/passwd";
    private static final String GROUP = "/etc/group";

    private final MachineRoot root;

    public AccountStep(HostSettings settings) {
        this.root = settings.root();
    }

    @Override
    public void run(StepContext context) throws Exception {
        EntityRef<Machine> machine = CollectedMachine.of(context);
        Rows<PasswdEntry> users = AccountFiles.passwd(required(PASSWD));
        Rows<GroupEntry> groups = AccountFiles.group(required(GROUP));
        // What only root may read is a few fields; without them the list is still whole.
        Map<String, ShadowEntry> shadow =
                AccountFiles.shadow(root.readable("/etc/shadow").orElse(""));
        for (GroupEntry group : groups.rows()) {
            context.emit(EntityInput.of(AccountGroup.TYPE, group.name())
                    .displayName(group.name())
                    .set(AccountGroup.NAME, group.name())
                    .set(AccountGroup.GID, group.gid())
                    .build());
            context.emit(Machine.GROUPS.between(machine, AccountGroup.TYPE.ref(group.name())));
        }
        for (PasswdEntry user : users.rows()) {
            context.emit(account(user, Optional.ofNullable(shadow.get(user.name()))));
            context.emit(Machine.ACCOUNTS.between(machine, Account.TYPE.ref(user.name())));
        }
        memberships(context, users, groups);
        if (!users.problems().isEmpty()) {
            context.partial(users.summary(PASSWD));
        }
        if (!groups.problems().isEmpty()) {
            context.partial(groups.summary(GROUP));
        }
    }

    private String required(String file) throws ConnectorException {
        return root.text(file)
                .orElseThrow(() -> new ConnectorException.Unavailable("There is no " + file + " here.", null));
    }

    private static EntityInput account(PasswdEntry user, Optional<ShadowEntry> shadow) {
        return EntityInput.of(Account.TYPE, user.name())
                .displayName(user.name())
                .set(Account.USERNAME, user.name())
                .set(Account.UID, user.uid())
                .set(Account.FULL_NAME, Optional.of(user.fullName()).filter(name -> !name.isBlank()))
                .set(Account.HOME, user.home())
                .set(Account.SHELL, user.shell())
                .set(Account.ACTIVE, user.mayLogIn())
                .set(Account.LOCKED, shadow.map(ShadowEntry::locked))
                .set(
                        Account.CHANGED,
                        shadow.flatMap(ShadowEntry::changedOn)
                                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .build();
    }

    private static void memberships(StepContext context, Rows<PasswdEntry> users, Rows<GroupEntry> groups) {
        Map<Long, String> groupNames = new HashMap<>();
        groups.rows().forEach(group -> groupNames.putIfAbsent(group.gid(), group.name()));
        Set<String> known = new HashSet<>();
        Set<String> primary = new HashSet<>();
        for (PasswdEntry user : users.rows()) {
            known.add(user.name());
            String group = groupNames.get(user.gid());
            if (group != null) {
                primary.add(user.name() + "/" + group);
                member(context, user.name(), group, true);
            }
        }
        for (GroupEntry group : groups.rows()) {
            for (String member : group.members()) {
                // A member may be listed twice, or be a user of a directory that is not in this file.
                if (known.contains(member) && !primary.contains(member + "/" + group.name())) {
                    member(context, member, group.name(), false);
                }
            }
        }
    }

    private static void member(StepContext context, String user, String group, boolean primary) {
        context.emit(Account.GROUPS.between(
                Account.TYPE.ref(user), AccountGroup.TYPE.ref(group), Map.of("primary", primary)));
    }
}
