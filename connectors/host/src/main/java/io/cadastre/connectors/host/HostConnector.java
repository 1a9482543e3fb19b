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
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the machine it runs on: read-only, no root needed, more with root. */
public final class HostConnector implements ConnectorModule {
    public static final Schema SCHEMA = Schema.of(
            "host",
            Machine.TYPE,
            DiskDrive.TYPE,
            FileSystem.TYPE,
            Interface.TYPE,
            Address.TYPE,
            Account.TYPE,
            AccountGroup.TYPE,
            InstalledPackage.TYPE,
            RunningProcess.TYPE,
            Port.TYPE,
            Unit.TYPE);

    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "host",
                    "Host",
                    "The machine Cadastre runs on: system, disks, network, users, packages, processes, open ports and"
                            + " services.",
                    SCHEMA)
            .icon("M4 4h16v6H4zM4 14h16v6H4zM7 7h2M7 17h2")
            .permissions(
                    "Read access to /proc, /etc and /var/lib, which every user has.",
                    "root (or CAP_SYS_PTRACE) to tell which process of another user holds a port.",
                    "root to tell which passwords are locked and when they were changed.")
            .config(
                    ConfigField.text(
                            "root",
                            "Root directory",
                            "/",
                            "Where the machine's files are; in a container for example /host."),
                    ConfigField.bool(
                            "kernelThreads",
                            "Kernel threads",
                            false,
                            "Whether threads of the kernel count as processes."),
                    ConfigField.bool(
                            "arguments",
                            "Process arguments",
                            true,
                            "Whether the arguments of processes are kept; secrets in them are masked."));

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        Path root;
        try {
            root = Path.of(config.text("root"));
        } catch (InvalidPathException e) {
            throw new ConnectorException.Configuration("'" + config.text("root") + "' is not a path.");
        }
        if (!root.isAbsolute() || !Files.isDirectory(root)) {
            throw new ConnectorException.Configuration(
                    "The root directory '" + root + "' is not an absolute path of a directory that is there.");
        }
        return new HostInstallation(
                new HostSettings(new MachineRoot(root), config.bool("kernelThreads"), config.bool("arguments")));
    }
}
