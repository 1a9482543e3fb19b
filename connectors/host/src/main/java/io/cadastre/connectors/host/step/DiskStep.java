package io.cadastre.connectors.host.step;

import io.cadastre.connectors.host.HostSettings;
import io.cadastre.connectors.host.model.DiskDrive;
import io.cadastre.connectors.host.model.FileSystem;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.source.MachineRoot;
import io.cadastre.connectors.host.source.MountTable;
import io.cadastre.connectors.host.source.Rows;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects disks and mounted file systems, and which lies on which. */
public final class DiskStep implements StepBody {
    private static final String BLOCK = "/sys/block";

    /** The unit of {@code size} in sysfs, whatever the disk's own blocks are. */
    private static final long SECTOR_BYTES = 512;

    private final MachineRoot root;

    public DiskStep(HostSettings settings) {
        this.root = settings.root();
    }

    @Override
    public void run(StepContext context) throws Exception {
        EntityRef<Machine> machine = CollectedMachine.of(context);
        List<String> disks = disks(context, machine);
        fileSystems(context, machine, disks);
    }

    private List<String> disks(StepContext context, EntityRef<Machine> machine) throws ConnectorException {
        List<String> disks = new ArrayList<>();
        for (String name : root.names(BLOCK)) {
            long sectors = number(BLOCK + "/" + name + "/size").orElse(0L);
            // Loop devices and RAM disks without anything in them.
            if (sectors > 0) {
                disks.add(name);
                context.emit(EntityInput.of(DiskDrive.TYPE, name)
                        .displayName(name)
                        .set(DiskDrive.NAME, name)
                        .set(DiskDrive.SIZE, sectors * SECTOR_BYTES)
                        .set(DiskDrive.MODEL, root.readable(BLOCK + "/" + name + "/device/model"))
                        .set(DiskDrive.SERIAL, root.readable(BLOCK + "/" + name + "/device/serial"))
                        .set(DiskDrive.ROTATIONAL, flag(BLOCK + "/" + name + "/queue/rotational"))
                        .set(DiskDrive.REMOVABLE, flag(BLOCK + "/" + name + "/removable"))
                        .build());
                context.emit(Machine.DISKS.between(machine, DiskDrive.TYPE.ref(name)));
            }
        }
        if (disks.isEmpty() && !root.hasEntries(BLOCK)) {
            String reason = "There is no " + BLOCK + " here.";
            context.partial(DiskDrive.TYPE, reason);
            context.partial(Machine.DISKS, reason);
            context.partial(DiskDrive.FILE_SYSTEMS, reason);
        }
        return disks;
    }

    private void fileSystems(StepContext context, EntityRef<Machine> machine, List<String> disks)
            throws ConnectorException {
        // Mounts of the first process are the machine's; without the right to see them, this process's own are.
        Optional<String> text = root.readable("/proc/1/mounts");
        if (text.isEmpty() && root.isOwn()) {
            text = root.readable("/proc/self/mounts");
        }
        if (text.isEmpty()) {
            boolean there = root.hasEntries("/proc");
            for (Output output : List.of(FileSystem.TYPE, Machine.FILE_SYSTEMS, DiskDrive.FILE_SYSTEMS)) {
                if (there) {
                    context.denied(output, "root to read the mounts of process 1");
                } else {
                    context.partial(output, "There is no /proc here.");
                }
            }
            return;
        }
        Rows<MountTable.Entry> mounts = MountTable.parse(text.get());
        for (MountTable.Entry mount : mounts.rows()) {
            EntityRef<FileSystem> ref = FileSystem.TYPE.ref(mount.mountPoint());
            context.emit(EntityInput.of(FileSystem.TYPE, mount.mountPoint())
                    .displayName(mount.mountPoint())
                    .set(FileSystem.MOUNT_POINT, mount.mountPoint())
                    .set(FileSystem.DEVICE, mount.device())
                    .set(FileSystem.KIND, mount.kind())
                    .set(FileSystem.OPTIONS, mount.options())
                    .set(FileSystem.READ_ONLY, mount.options().contains("ro"))
                    .set(FileSystem.SIZE, mount.hasFixedSize() ? root.totalBytes(mount.mountPoint()) : Optional.empty())
                    .build());
            context.emit(Machine.FILE_SYSTEMS.between(machine, ref));
            disk(mount.device(), disks)
                    .ifPresent(disk -> context.emit(DiskDrive.FILE_SYSTEMS.between(DiskDrive.TYPE.ref(disk), ref)));
        }
        if (!mounts.problems().isEmpty()) {
            for (Output output : List.of(FileSystem.TYPE, Machine.FILE_SYSTEMS, DiskDrive.FILE_SYSTEMS)) {
                context.partial(output, mounts.summary("the mount table"));
            }
        }
    }

    /** The disk that a device is, or is a partition of. */
    private Optional<String> disk(String device, List<String> disks) {
        if (!device.startsWith("/dev/")) {
            return Optional.empty();
        }
        String name = device.substring(device.lastIndexOf('/') + 1);
        return disks.stream()
                .filter(disk -> disk.equals(name)
                        || root.readable(BLOCK + "/" + disk + "/" + name + "/partition")
                                .isPresent()
                        || root.readable(BLOCK + "/" + disk + "/dm/name")
                                .filter(name::equals)
                                .isPresent())
                .findFirst();
    }

    private Optional<Long> number(String file) {
        return root.readable(file).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf);
    }

    private Optional<Boolean> flag(String file) {
        return root.readable(file).map("1"::equals);
    }
}
