package io.cadastre.connectors.host.step;

import io.cadastre.connectors.host.HostSettings;
import io.cadastre.connectors.host.model.InstalledPackage;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.source.Command;
import io.cadastre.connectors.host.source.MachineRoot;
import io.cadastre.connectors.host.source.OsRelease;
import io.cadastre.connectors.host.source.PackageDatabases;
import io.cadastre.connectors.host.source.PackageEntry;
import io.cadastre.connectors.host.source.Rows;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Collects installed packages, of every package manager that is there. */
public final class PackageStep implements StepBody {
    private static final String DPKG = "/var/lib/dpkg/status";
    private static final String APK = "/lib/apk/db/installed";
    private static final List<String> RPM = List.of("/var/lib/rpm", "/usr/lib/sysimage/rpm");
    private static final Duration RPM_TIMEOUT = Duration.ofMinutes(2);

    private final MachineRoot root;

    public PackageStep(HostSettings settings) {
        this.root = settings.root();
    }

    @Override
    public void run(StepContext context) throws Exception {
        EntityRef<Machine> machine = CollectedMachine.of(context);
        String distribution = OsRelease.read(root).id();
        boolean dpkg = database(context, machine, distribution, DPKG, PackageDatabases::dpkg);
        boolean apk = database(context, machine, distribution, APK, PackageDatabases::apk);
        boolean rpm = hasRpmDatabase(context);
        if (rpm) {
            rpm(context, machine, distribution);
        }
        if (!dpkg && !apk && !rpm) {
            context.partial("No package manager that is known (dpkg, rpm, apk) has a database here.");
        }
    }

    /** One that may not be read is there, and does not keep the others from being read. */
    private boolean database(
            StepContext context,
            EntityRef<Machine> machine,
            String distribution,
            String file,
            Function<String, Rows<PackageEntry>> format)
            throws ConnectorException {
        try {
            Optional<String> text = root.text(file);
            text.ifPresent(content -> emit(context, machine, distribution, format.apply(content), file));
            return text.isPresent();
        } catch (ConnectorException.Permission e) {
            context.denied(e.permission());
            return true;
        }
    }

    private boolean hasRpmDatabase(StepContext context) throws ConnectorException {
        for (String directory : RPM) {
            try {
                if (root.names(directory).stream()
                        .anyMatch(name -> name.startsWith("rpmdb") || name.equals("Packages"))) {
                    return true;
                }
            } catch (ConnectorException.Permission e) {
                context.denied(e.permission());
            }
        }
        return false;
    }

    private void rpm(StepContext context, EntityRef<Machine> machine, String distribution)
            throws ConnectorException, InterruptedException {
        Optional<Path> rpm = Command.find("rpm");
        if (rpm.isEmpty()) {
            context.partial("There is an rpm database, but no rpm to read it with.");
            return;
        }
        context.metrics().call();
        String format = "%{NAME}\\t%{EVR}\\t%{ARCH}\\t%{SOURCERPM}\\n";
        String text = Command.output(
                RPM_TIMEOUT, rpm.get().toString(), "--root", root.directory().toString(), "-qa", "--qf", format);
        emit(context, machine, distribution, PackageDatabases.rpm(text), "rpm -qa");
    }

    private static void emit(
            StepContext context,
            EntityRef<Machine> machine,
            String distribution,
            Rows<PackageEntry> packages,
            String source) {
        for (PackageEntry entry : packages.rows()) {
            context.emit(EntityInput.of(InstalledPackage.TYPE, entry.key())
                    .displayName(entry.name() + " " + entry.version())
                    .set(InstalledPackage.NAME, entry.name())
                    .set(InstalledPackage.VERSION, entry.version())
                    .set(
                            InstalledPackage.ARCHITECTURE,
                            Optional.of(entry.architecture()).filter(name -> !name.isEmpty()))
                    .set(InstalledPackage.MANAGER, entry.manager())
                    .set(InstalledPackage.SOURCE, entry.source())
                    .set(InstalledPackage.PURL, entry.purl(distribution))
                    .build());
            context.emit(Machine.PACKAGES.between(machine, InstalledPackage.TYPE.ref(entry.key())));
        }
        if (!packages.problems().isEmpty()) {
            context.partial(packages.summary(source));
        }
    }
}
