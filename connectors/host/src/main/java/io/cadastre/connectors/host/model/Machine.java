package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** The machine. Holds nothing that changes by itself, such as load: an unchanged machine is an unchanged entity. */
public final class Machine {
    public static final EntityType<Machine> TYPE =
            EntityType.<Machine>named("host_host").classes(EntityClass.HOST).keyed("machine-id, else the host name");

    public static final Field<Machine, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Machine, String> HOSTNAME = TYPE.string("hostname", FieldOption.indexed());
    public static final Field<Machine, String> OS_NAME =
            TYPE.string("osName", FieldOption.described("The distribution, as in os-release(5)."));
    public static final Field<Machine, String> OS_VERSION = TYPE.string("osVersion");
    public static final Field<Machine, String> PLATFORM =
            TYPE.string("platform", FieldOption.described("The kernel's name."));
    public static final Field<Machine, String> KERNEL = TYPE.string("kernelVersion");
    public static final Field<Machine, String> ARCHITECTURE = TYPE.string("architecture");
    public static final Field<Machine, String> MANUFACTURER = TYPE.string("manufacturer");
    public static final Field<Machine, String> MODEL = TYPE.string("model");
    public static final Field<Machine, String> CPU = TYPE.string("cpuModel");
    public static final Field<Machine, Long> CORES = TYPE.integer("cpuCores", FieldOption.described("Physical cores."));
    public static final Field<Machine, Long> THREADS =
            TYPE.integer("cpuThreads", FieldOption.described("Logical processors."));
    public static final Field<Machine, Long> MEMORY = TYPE.integer("memoryBytes");
    public static final Field<Machine, Instant> BOOTED = TYPE.instant("bootedOn");
    public static final Field<Machine, List<String>> PRIVATE_ADDRESSES = TYPE.strings("privateIpAddresses");
    public static final Field<Machine, List<String>> PUBLIC_ADDRESSES = TYPE.strings("publicIpAddresses");

    public static final CollectionField<Machine, DiskDrive> DISKS =
            TYPE.collection("disks", () -> DiskDrive.TYPE, Verb.HAS);
    public static final CollectionField<Machine, FileSystem> FILE_SYSTEMS =
            TYPE.collection("fileSystems", () -> FileSystem.TYPE, Verb.HAS);
    public static final CollectionField<Machine, Interface> INTERFACES =
            TYPE.collection("interfaces", () -> Interface.TYPE, Verb.HAS);
    public static final CollectionField<Machine, RunningProcess> PROCESSES =
            TYPE.collection("processes", () -> RunningProcess.TYPE, Verb.RUNS);
    public static final CollectionField<Machine, Port> PORTS = TYPE.collection("ports", () -> Port.TYPE, Verb.HAS);
    public static final CollectionField<Machine, InstalledPackage> PACKAGES =
            TYPE.collection("packages", () -> InstalledPackage.TYPE, Verb.INSTALLED);
    public static final CollectionField<Machine, Account> ACCOUNTS =
            TYPE.collection("accounts", () -> Account.TYPE, Verb.HAS);
    public static final CollectionField<Machine, AccountGroup> GROUPS =
            TYPE.collection("groups", () -> AccountGroup.TYPE, Verb.HAS);
    public static final CollectionField<Machine, Unit> UNITS = TYPE.collection("units", () -> Unit.TYPE, Verb.HAS);

    private Machine() {}
}
