package io.cadastre.connectors.host;

import io.cadastre.connectors.host.model.Account;
import io.cadastre.connectors.host.model.AccountGroup;
import io.cadastre.connectors.host.model.Address;
import io.cadastre.connectors.host.model.DiskDrive;
import io.cadastre.connectors.host.model.FileSystem;
import io.cadastre.connectors.host.model.InstalledPackage;
import io.cadastre.connectors.host.model.Interface;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.model.Port;
import io.cadastre.connectors.host.model.RunningProcess;
import io.cadastre.connectors.host.model.Unit;
import io.cadastre.connectors.host.source.MachineRoot;
import io.cadastre.connectors.host.source.ProcessTable;
import io.cadastre.connectors.host.step.AccountStep;
import io.cadastre.connectors.host.step.DiskStep;
import io.cadastre.connectors.host.step.MachineStep;
import io.cadastre.connectors.host.step.NetworkStep;
import io.cadastre.connectors.host.step.PackageStep;
import io.cadastre.connectors.host.step.PortStep;
import io.cadastre.connectors.host.step.ProcessStep;
import io.cadastre.connectors.host.step.UnitStep;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The steps that read one machine. */
final class HostInstallation implements Installation {
    private static final Duration QUICK = Duration.ofMinutes(2);

    private final HostSettings settings;

    HostInstallation(HostSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                Step.named("host", "System")
                        .produces(Machine.TYPE)
                        .timeout(QUICK)
                        .runs(new MachineStep(settings)),
                Step.named("disks", "Disks and file systems")
                        .dependsOn("host")
                        .produces(
                                DiskDrive.TYPE,
                                FileSystem.TYPE,
                                Machine.DISKS,
                                Machine.FILE_SYSTEMS,
                                DiskDrive.FILE_SYSTEMS)
                        .timeout(QUICK)
                        .runs(new DiskStep(settings)),
                Step.named("network", "Network interfaces")
                        .dependsOn("host")
                        .produces(Interface.TYPE, Address.TYPE, Machine.INTERFACES, Interface.ADDRESSES)
                        .timeout(QUICK)
                        .runs(new NetworkStep(settings)),
                Step.named("users", "Users and groups")
                        .dependsOn("host")
                        .produces(Account.TYPE, AccountGroup.TYPE, Machine.ACCOUNTS, Machine.GROUPS, Account.GROUPS)
                        .timeout(QUICK)
                        .runs(new AccountStep(settings)),
                Step.named("packages", "Packages")
                        .dependsOn("host")
                        .produces(InstalledPackage.TYPE, Machine.PACKAGES)
                        .timeout(Duration.ofMinutes(5))
                        .runs(new PackageStep(settings)),
                Step.named("processes", "Processes")
                        .dependsOn("host", "users")
                        .produces(RunningProcess.TYPE, Machine.PROCESSES, Account.PROCESSES)
                        .timeout(QUICK)
                        .runs(new ProcessStep(settings)),
                Step.named("ports", "Open ports")
                        .dependsOn("host", "processes")
                        .produces(Port.TYPE, Machine.PORTS, RunningProcess.PORTS, Port.ADDRESSES)
                        .timeout(QUICK)
                        .runs(new PortStep(settings)),
                Step.named("services", "Services")
                        .dependsOn("host")
                        .produces(Unit.TYPE, Machine.UNITS)
                        .timeout(QUICK)
                        .runs(new UnitStep(settings)));
    }

    @Override
    public Health health(Env env) {
        return health();
    }

    /** Tells from the files alone. */
    Health health() {
        MachineRoot root = settings.root();
        if (root.readable("/proc/stat").isEmpty()) {
            return Health.degraded("There is no /proc here: processes and ports cannot be read.");
        }
        List<String> missing = new ArrayList<>();
        if (!readable(() -> root.text("/etc/shadow"))) {
            missing.add("which passwords are locked (needs root)");
        }
        if (!readable(() -> new ProcessTable(root).sockets(1))) {
            missing.add("which processes hold some ports (needs root and CAP_SYS_PTRACE)");
        }
        return missing.isEmpty()
                ? Health.healthy("Everything can be read.")
                : Health.degraded("Not known: " + String.join("; ", missing) + ".");
    }

    private static boolean readable(Callable<?> reading) {
        try {
            reading.call();
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
