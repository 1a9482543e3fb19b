package io.cadastre.connectors.host.step;

import io.cadastre.connectors.host.HostSettings;
import io.cadastre.connectors.host.model.Account;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.model.RunningProcess;
import io.cadastre.connectors.host.source.ProcessTable;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Collects processes and whose they are. */
public final class ProcessStep implements StepBody {
    private final HostSettings settings;
    private final ProcessTable table;

    public ProcessStep(HostSettings settings) {
        this.settings = settings;
        this.table = new ProcessTable(settings.root());
    }

    @Override
    public void run(StepContext context) throws Exception {
        EntityRef<Machine> machine = CollectedMachine.of(context);
        Map<Long, String> usernames = usernames(context);
        List<Long> pids = table.pids();
        if (pids.isEmpty()) {
            throw new ConnectorException.Unavailable("There are no processes in /proc here.", null);
        }
        if (!pids.contains(1L)) {
            // Mounted with hidepid, or a namespace of its own that hides the first process.
            context.partial("Process 1 is not visible, so others may be hidden too (hidepid). Run as root to see all.");
        }
        Optional<Instant> bootTime = table.bootTime();
        int done = 0;
        int denied = 0;
        int garbled = 0;
        for (long pid : pids) {
            try {
                Optional<ProcessTable.Entry> process = table.read(pid);
                if (process.isPresent()
                        && (settings.kernelThreads() || !process.get().kernelThread())) {
                    emit(context, machine, process.get(), usernames, bootTime);
                }
            } catch (ConnectorException.Permission e) {
                denied++;
            } catch (ConnectorException.BadData e) {
                garbled++;
            }
            done++;
            context.progress(done, pids.size());
        }
        if (denied > 0) {
            context.denied("root to look at " + denied + " processes of other users (hidepid)");
        }
        if (garbled > 0) {
            context.partial(garbled + " processes could not be understood.");
        }
    }

    private static Map<Long, String> usernames(StepContext context) {
        Map<Long, String> usernames = new HashMap<>();
        try (Stream<CollectedEntity<Account>> accounts = context.prior().entities(Account.TYPE)) {
            accounts.forEach(account -> account.value(Account.UID)
                    .ifPresent(uid -> usernames.merge(
                            uid, account.ref().key(), (one, other) -> one.compareTo(other) <= 0 ? one : other)));
        }
        return usernames;
    }

    private void emit(
            StepContext context,
            EntityRef<Machine> machine,
            ProcessTable.Entry process,
            Map<Long, String> usernames,
            Optional<Instant> bootTime) {
        Optional<Long> uid =
                process.uid().isPresent() ? Optional.of(process.uid().getAsLong()) : Optional.empty();
        Optional<String> username = uid.map(usernames::get);
        EntityRef<RunningProcess> ref = RunningProcess.TYPE.ref(process.key());
        context.emit(EntityInput.of(RunningProcess.TYPE, process.key())
                .displayName(process.name())
                .set(RunningProcess.NAME, process.name())
                .set(RunningProcess.PID, process.pid())
                .set(RunningProcess.PARENT, process.parent())
                .set(RunningProcess.EXECUTABLE, process.executable())
                .set(
                        RunningProcess.ARGUMENTS,
                        Optional.of(process.arguments()).filter(list -> settings.arguments() && !list.isEmpty()))
                .set(RunningProcess.UID, uid)
                .set(RunningProcess.USERNAME, username)
                .set(RunningProcess.STARTED, bootTime.map(time -> ProcessTable.startOf(process, time)))
                .set(RunningProcess.KERNEL_THREAD, process.kernelThread())
                .build());
        context.emit(Machine.PROCESSES.between(machine, ref));
        username.ifPresent(name -> context.emit(Account.PROCESSES.between(Account.TYPE.ref(name), ref)));
    }
}
