package io.cadastre.connectors.host;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.step.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up machines under another root: what is understood, what is not, and what may be deleted for it. */
class FixtureMachineTest {
    @TempDir
    Path directory = Path.of(".");

    private MachineTree debian() throws Exception {
        return new MachineTree(directory)
                .with("debian")
                .process(1, "systemd", 1, 0, "/sbin/init")
                .process(20, "web) (x", 250, 1000, "web", "--password=hunter2", "--port", "80")
                .process(30, "nobody", 300, 4242, "x")
                .link("/proc/1/exe", "/lib/systemd/systemd")
                .link("/proc/20/fd/0", "/dev/null")
                .link("/proc/20/fd/3", "socket:[5001]")
                .link("/proc/1/fd/9", "socket:[5002]")
                .link("/etc/systemd/system/multi-user.target.wants/web.service", "/usr/lib/systemd/system/web.service")
                .link(
                        "/etc/systemd/system/getty.target.wants/getty@tty1.service",
                        "/usr/lib/systemd/system/getty@.service")
                .link("/etc/systemd/system/www.service", "/usr/lib/systemd/system/web.service")
                .link("/etc/systemd/system/backup.timer", "/dev/null");
    }

    private static Recording collect(MachineTree tree) throws InterruptedException {
        return Recording.of(new HostInstallation(new HostSettings(tree.root(), false, true)).steps());
    }

    @Test
    void theMachineIsItsMachineIdAndTakesNothingFromTheOneThisRunsOn() throws Exception {
        Recording recording = collect(debian());

        EntityInput machine = recording.one(Machine.TYPE, "3f1b2c4d5e6f708192a3b4c5d6e7f809");
        assertThat(recording.all(Machine.TYPE)).hasSize(1);
        assertThat(machine.values())
                .containsEntry("hostname", "fixture")
                .containsEntry("osName", "Debian GNU/Linux")
                .containsEntry("osVersion", "12")
                .containsEntry("bootedOn", Instant.ofEpochSecond(1_700_000_000))
                .doesNotContainKeys("cpuModel", "memoryBytes", "privateIpAddresses", "kernelVersion");
    }

    @Test
    void withoutAMachineIdTheNameOfTheHostIsTheKey() throws Exception {
        Recording recording = collect(debian().file("/etc/machine-id", "uninitialized\n"));

        assertThat(recording.all(Machine.TYPE)).extracting(EntityInput::key).containsExactly("fixture");
    }

    @Test
    void badLinesOfAccountsAreCountedAndTheRestGoesOn() throws Exception {
        Recording recording = collect(debian());

        assertThat(recording.all(Account.TYPE))
                .extracting(EntityInput::key)
                .containsExactly("root", "daemon", "joe", "ann");
        assertThat(recording.one(Account.TYPE, "joe").values())
                .containsEntry("name", "Joe Doe")
                .containsEntry("uid", 1000L)
                .containsEntry("active", true)
                .containsEntry("passwordLocked", false)
                .containsEntry("passwordChangedOn", Instant.parse("2023-05-23T00:00:00Z"));
        assertThat(recording.one(Account.TYPE, "daemon").values())
                .containsEntry("active", false)
                .doesNotContainKey("passwordLocked");
        assertThat(recording.ends(Account.GROUPS))
                .containsExactlyInAnyOrder("root -> root", "joe -> staff", "ann -> staff", "joe -> wheel");
        assertThat(recording.relationships)
                .filteredOn(relationship -> relationship.verb().equals("MEMBER_OF"))
                .filteredOn(relationship -> relationship.to().key().equals("wheel"))
                .allMatch(relationship ->
                        Boolean.FALSE.equals(relationship.properties().get("primary")));
        assertThat(recording.outcome(Account.TYPE))
                .isInstanceOfSatisfying(
                        Outcome.Partial.class,
                        partial -> assertThat(partial.reason())
                                .contains("/etc/passwd", "line 4")
                                .doesNotContain("this line says nothing"));
        assertThat(recording.outcome(AccountGroup.TYPE).complete()).isFalse();
    }

    @Test
    void onlyInstalledPackagesOfDpkgCount() throws Exception {
        Recording recording = collect(debian());

        assertThat(recording.all(InstalledPackage.TYPE))
                .extracting(EntityInput::key)
                .containsExactly("dpkg:g++:amd64", "dpkg:kept:all");
        assertThat(recording.one(InstalledPackage.TYPE, "dpkg:g++:amd64").values())
                .containsEntry("version", "4:12.2.0-3")
                .containsEntry("sourcePackage", "gcc-defaults")
                .containsEntry("purl", "pkg:deb/debian/g%2B%2B@4:12.2.0-3?arch=amd64");
        assertThat(recording.outcome(InstalledPackage.TYPE))
                .isInstanceOfSatisfying(
                        Outcome.Partial.class,
                        partial -> assertThat(partial.reason()).contains("2 entries", "paragraph 5"));
    }

    @Test
    void packagesOfApkAreReadToo() throws Exception {
        Recording recording = collect(new MachineTree(directory).with("alpine"));

        assertThat(recording.all(Machine.TYPE)).extracting(EntityInput::key).containsExactly("alpine-host");
        assertThat(recording.one(InstalledPackage.TYPE, "apk:libcrypto3:x86_64").values())
                .containsEntry("sourcePackage", "openssl")
                .containsEntry("purl", "pkg:apk/alpine/libcrypto3@3.3.1-r0?arch=x86_64");
        assertThat(recording.all(InstalledPackage.TYPE)).hasSize(2);
        assertThat(recording.outcome(InstalledPackage.TYPE).complete()).isFalse();
        assertThat(recording.outcome(Account.TYPE).complete()).isTrue();
    }

    @Test
    void withoutSystemdThereTrulyAreNoUnits() throws Exception {
        Recording recording = collect(new MachineTree(directory).with("alpine"));

        assertThat(recording.all(Unit.TYPE)).isEmpty();
        assertThat(recording.outcome(Unit.TYPE).complete()).isTrue();
    }

    @Test
    void withoutProcNothingIsCompleteThatComesFromThere() throws Exception {
        Recording recording = collect(new MachineTree(directory).with("alpine"));

        for (Output output : List.<Output>of(
                RunningProcess.TYPE,
                Machine.PROCESSES,
                Account.PROCESSES,
                Port.TYPE,
                RunningProcess.PORTS,
                FileSystem.TYPE,
                Machine.FILE_SYSTEMS,
                DiskDrive.TYPE,
                Machine.DISKS,
                DiskDrive.FILE_SYSTEMS,
                Interface.TYPE,
                Machine.INTERFACES,
                Address.TYPE)) {
            assertThat(recording.outcome(output).complete()).as("%s", output).isFalse();
        }
    }

    @Test
    void processesAreKeyedByStartAndTheirSecretsMasked() throws Exception {
        Recording recording = collect(debian());

        assertThat(recording.one(RunningProcess.TYPE, "20:250").values())
                .containsEntry("name", "web) (x")
                .containsEntry("username", "joe")
                .containsEntry("startedOn", Instant.ofEpochSecond(1_700_000_002))
                .containsEntry("arguments", List.of("web", "--password=***", "--port", "80"));
        assertThat(recording.one(RunningProcess.TYPE, "1:1").values())
                .containsEntry("executable", "/lib/systemd/systemd");
        assertThat(recording.one(RunningProcess.TYPE, "30:300").values())
                .containsEntry("uid", 4242L)
                .doesNotContainKey("username");
        assertThat(recording.ends(Account.PROCESSES)).containsExactlyInAnyOrder("root -> 1:1", "joe -> 20:250");
        assertThat(recording.outcome(RunningProcess.TYPE).complete()).isTrue();
    }

    @Test
    void portsBelongToTheProcessesThatHoldThem() throws Exception {
        Recording recording = collect(debian());

        assertThat(recording.all(Port.TYPE))
                .extracting(EntityInput::key)
                .containsExactlyInAnyOrder("tcp:0.0.0.0:80", "tcp:127.0.0.1:8080", "tcp::::443", "tcp:127.0.0.1:9000");
        assertThat(recording.one(Port.TYPE, "tcp:0.0.0.0:80").values()).containsEntry("public", true);
        assertThat(recording.one(Port.TYPE, "tcp:127.0.0.1:9000").values()).containsEntry("public", false);
        assertThat(recording.ends(RunningProcess.PORTS))
                .containsExactlyInAnyOrder("20:250 -> tcp:0.0.0.0:80", "1:1 -> tcp:127.0.0.1:8080");
        assertThat(recording.outcome(RunningProcess.PORTS).complete()).isFalse();
    }

    @Test
    void disksContainTheFileSystemsOfTheirPartitionsAndVolumes() throws Exception {
        Recording recording = collect(debian());

        assertThat(recording.all(DiskDrive.TYPE)).extracting(EntityInput::key).containsExactly("dm-0", "sda", "sdaa");
        assertThat(recording.all(FileSystem.TYPE))
                .extracting(EntityInput::key)
                .containsExactlyInAnyOrder("/", "/tmp", "/srv/my data", "/mnt/share");
        assertThat(recording.ends(DiskDrive.FILE_SYSTEMS))
                .containsExactlyInAnyOrder("sda -> /", "sda -> /tmp", "dm-0 -> /srv/my data");
        assertThat(recording.one(FileSystem.TYPE, "/tmp").values()).containsEntry("readOnly", true);
        assertThat(recording.outcome(Machine.FILE_SYSTEMS).complete()).isFalse();
        assertThat(recording.outcome(Machine.DISKS).complete()).isTrue();
    }

    @Test
    void interfacesWithoutAddressesAreInterfacesToo() throws Exception {
        Recording recording = collect(debian());

        assertThat(recording.all(Interface.TYPE)).extracting(EntityInput::key).containsExactly("eth0", "lo");
        assertThat(recording.one(Interface.TYPE, "eth0").values())
                .containsEntry("macAddress", "02:fc:00:00:00:01")
                .containsEntry("up", true);
        assertThat(recording.one(Interface.TYPE, "lo").values())
                .containsEntry("loopback", true)
                .doesNotContainKey("macAddress");
        assertThat(recording.outcome(Interface.TYPE).complete()).isTrue();
        assertThat(recording.outcome(Address.TYPE).complete()).isFalse();
    }

    @Test
    void unitsAreThoseThatSystemdWouldStart() throws Exception {
        Recording recording = collect(debian());

        assertThat(recording.all(Unit.TYPE))
                .extracting(EntityInput::key)
                .containsExactlyInAnyOrder("web.service", "backup.timer", "getty@tty1.service");
        assertThat(recording.one(Unit.TYPE, "web.service").values())
                .containsEntry("enabled", true)
                .containsEntry("description", "A web server")
                .containsEntry("username", "joe")
                .containsEntry("command", "/usr/bin/web --listen :80  --password ***");
        assertThat(recording.outcome(Unit.TYPE).complete()).isTrue();
    }

    @Test
    void noSecretIsEmittedAnywhere() throws Exception {
        Recording recording = collect(debian());

        assertThat(recording.entities.toString()).doesNotContain("hunter2", "decoyhash");
        assertThat(recording.relationships.toString()).doesNotContain("hunter2", "decoyhash");
        assertThat(recording.outcomes.toString()).doesNotContain("hunter2", "decoyhash");
    }
}
