package io.cadastre.connectors.host.step;

import io.cadastre.connectors.host.HostSettings;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.source.LocalAddresses;
import io.cadastre.connectors.host.source.MachineRoot;
import io.cadastre.connectors.host.source.OsRelease;
import io.cadastre.connectors.host.source.ProcessTable;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.List;
import java.util.Optional;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;

/** Collects the machine itself. */
public final class MachineStep implements StepBody {
    private final HostSettings settings;

    public MachineStep(HostSettings settings) {
        this.settings = settings;
    }

    @Override
    public void run(StepContext context) throws Exception {
        MachineRoot root = settings.root();
        String hostname = hostname(root);
        String key = machineId(root).orElse(hostname);
        if (key.isEmpty()) {
            throw new ConnectorException.BadData(
                    "Neither a machine-id nor a host name can be read under " + root.directory() + ".", null);
        }
        OsRelease release = OsRelease.read(root);
        EntityInput.Builder<Machine> machine = EntityInput.of(Machine.TYPE, key)
                .displayName(hostname.isEmpty() ? key : hostname)
                .set(Machine.NAME, hostname.isEmpty() ? key : hostname)
                .set(Machine.HOSTNAME, Optional.of(hostname).filter(name -> !name.isEmpty()))
                .set(Machine.OS_NAME, release.name())
                .set(Machine.OS_VERSION, release.version())
                .set(Machine.PLATFORM, root.readable("/proc/sys/kernel/ostype"))
                .set(Machine.KERNEL, root.readable("/proc/sys/kernel/osrelease"))
                .set(Machine.BOOTED, new ProcessTable(root).bootTime())
                .set(Machine.MANUFACTURER, root.readable("/sys/class/dmi/id/sys_vendor"))
                .set(Machine.MODEL, root.readable("/sys/class/dmi/id/product_name"));
        if (root.isOwn()) {
            hardware(machine);
            LocalAddresses addresses = LocalAddresses.read();
            machine.set(Machine.PRIVATE_ADDRESSES, addresses.privateOnes())
                    .set(Machine.PUBLIC_ADDRESSES, addresses.publicOnes());
        }
        context.emit(machine.build());
    }

    /** What the kernel calls this process's host is not the name of a machine under another root. */
    private static String hostname(MachineRoot root) throws ConnectorException {
        Optional<String> own = root.isOwn() ? root.value("/proc/sys/kernel/hostname") : Optional.empty();
        return own.isPresent() ? own.get() : root.value("/etc/hostname").orElse("");
    }

    /** One that may not be read ends the step: with another key, the machine would be another machine. */
    private static Optional<String> machineId(MachineRoot root) throws ConnectorException {
        for (String file : List.of("/etc/machine-id", "/var/lib/dbus/machine-id")) {
            // Before the first boot it is empty or says "uninitialized", see machine-id(5).
            Optional<String> id = root.value(file).filter(text -> text.matches("[0-9a-f]{32}"));
            if (id.isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }

    private static void hardware(EntityInput.Builder<Machine> machine) {
        HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
        CentralProcessor processor = hardware.getProcessor();
        machine.set(Machine.CPU, processor.getProcessorIdentifier().getName().strip())
                .set(Machine.CORES, (long) processor.getPhysicalProcessorCount())
                .set(Machine.THREADS, (long) processor.getLogicalProcessorCount())
                .set(Machine.MEMORY, hardware.getMemory().getTotal())
                .set(Machine.ARCHITECTURE, System.getProperty("os.arch"));
    }
}
