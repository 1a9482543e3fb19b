package io.cadastre.connectors.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.connectors.host.model.Account;
import io.cadastre.connectors.host.model.DiskDrive;
import io.cadastre.connectors.host.model.FileSystem;
import io.cadastre.connectors.host.model.InstalledPackage;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.model.Port;
import io.cadastre.connectors.host.model.RunningProcess;
import io.cadastre.connectors.host.model.Unit;
import io.cadastre.spi.Health;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.step.Outcome;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may not be read is never an empty success (I7). */
class UnreadableMachineTest {
    @TempDir
    Path directory = Path.of(".");

    private MachineTree machine() throws Exception {
        return new MachineTree(directory)
                .with("debian")
                .file("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
                .file("/etc/group", "root:x:0:\n")
                .file("/var/lib/dpkg/status", "Package: a\nStatus: install ok installed\nVersion: 1\n")
                .file("/proc/1/net/tcp6", "header\n")
                .process(1, "init", 1, 0, "/sbin/init")
                .process(7, "web", 70, 0, "web")
                .link("/proc/1/fd/1", "socket:[5001]")
                .link("/proc/7/fd/1", "socket:[5002]");
    }

    private static HostInstallation installation(MachineTree tree) {
        return new HostInstallation(new HostSettings(tree.root(), false, true));
    }

    private static Recording collect(MachineTree tree) throws InterruptedException {
        return Recording.of(installation(tree).steps());
    }

    private static void assertDenied(Recording recording, Output... outputs) {
        for (Output output : outputs) {
            assertThat(recording.outcome(output)).as("%s", output).isInstanceOf(Outcome.Denied.class);
        }
    }

    @Test
    void aReadableMachineIsComplete() throws Exception {
        MachineTree tree = machine();
        Recording recording = collect(tree);

        for (Output output : new Output[] {
            Account.TYPE, InstalledPackage.TYPE, RunningProcess.TYPE, RunningProcess.PORTS, Port.TYPE, Unit.TYPE
        }) {
            assertThat(recording.outcome(output)).as("%s", output).isEqualTo(new Outcome.Complete());
        }
        assertThat(installation(tree).health().status()).isEqualTo(Health.Status.HEALTHY);
    }

    @Test
    void aRootWithoutProcessesIsNotTakenForOneThatMayNotBeRead() throws Exception {
        Recording recording = collect(new MachineTree(directory)
                .file("/etc/machine-id", "3f1b2c4d5e6f708192a3b4c5d6e7f809\n")
                .file("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"));

        assertThat(recording.outcome(FileSystem.TYPE)).isEqualTo(new Outcome.Partial("There is no /proc here."));
    }

    @Test
    void accountsThatMayNotBeReadAreDenied() throws Exception {
        assertDenied(collect(machine().locked("/etc/passwd")), Account.TYPE, Machine.ACCOUNTS, Account.GROUPS);
    }

    @Test
    void groupsThatMayNotBeReadAreDenied() throws Exception {
        assertDenied(collect(machine().locked("/etc/group")), Account.TYPE, Machine.GROUPS, Account.GROUPS);
    }

    @Test
    void passwordsThatMayNotBeReadAreAbsentFieldsOfACompleteList() throws Exception {
        MachineTree tree = machine().locked("/etc/shadow");
        Recording recording = collect(tree);

        assertThat(recording.outcome(Account.TYPE).complete()).isTrue();
        assertThat(recording.one(Account.TYPE, "root").values())
                .doesNotContainKeys("passwordLocked", "passwordChangedOn");
        assertThat(installation(tree).health().detail()).contains("needs root");
    }

    @Test
    void aMachineIdThatMayNotBeReadIsNotReplacedByAnotherKey() throws Exception {
        Recording recording = collect(machine().locked("/etc/machine-id"));

        assertThat(recording.all(Machine.TYPE)).isEmpty();
        assertDenied(recording, Machine.TYPE);
    }

    @Test
    void oneDatabaseOfPackagesThatMayNotBeReadDoesNotHideTheOther() throws Exception {
        Recording recording =
                collect(machine().file("/lib/apk/db/installed", "P:musl\nV:1\n").locked("/var/lib/dpkg/status"));

        assertDenied(recording, InstalledPackage.TYPE, Machine.PACKAGES);
        assertThat(recording.all(InstalledPackage.TYPE))
                .extracting(EntityInput::key)
                .containsExactly("apk:musl:");
    }

    @Test
    void processesThatMayNotBeLookedAtAreDenied() throws Exception {
        Recording recording = collect(machine().locked("/proc/1/stat"));

        assertDenied(recording, RunningProcess.TYPE, Machine.PROCESSES, Account.PROCESSES);
        assertThat(recording.all(RunningProcess.TYPE))
                .extracting(EntityInput::key)
                .containsExactly("7:70");
    }

    @Test
    void processesThatAreHiddenMakeTheListPartial() throws Exception {
        MachineTree tree = new MachineTree(directory).with("alpine").process(7, "web", 70, 0, "web");

        assertThat(collect(tree).outcome(RunningProcess.TYPE))
                .isInstanceOfSatisfying(
                        Outcome.Partial.class,
                        partial -> assertThat(partial.reason()).contains("hidepid"));
    }

    @Test
    void aProcessThatCannotBeUnderstoodMakesTheListPartial() throws Exception {
        Recording recording = collect(machine().file("/proc/7/stat", "7 (web) S 1"));

        assertThat(recording.outcome(RunningProcess.TYPE)).isInstanceOf(Outcome.Partial.class);
        assertThat(recording.all(RunningProcess.TYPE))
                .extracting(EntityInput::key)
                .containsExactly("1:1");
    }

    @Test
    void aProcessThatEndsWhileItIsReadIsSkipped() throws Exception {
        Recording recording = collect(machine().file("/proc/99/cmdline", "gone"));

        assertThat(recording.outcome(RunningProcess.TYPE).complete()).isTrue();
        assertThat(recording.all(RunningProcess.TYPE)).hasSize(2);
    }

    /** The descriptors as a whole, or only what one of them is: Linux refuses one or the other. */
    @ParameterizedTest
    @ValueSource(strings = {"/proc/1/fd", "/proc/1/fd/1"})
    void descriptorsThatMayNotBeReadDenyWhoHoldsAPort(String locked) throws Exception {
        MachineTree tree = machine().locked(locked);
        Recording recording = collect(tree);

        assertDenied(recording, RunningProcess.PORTS);
        assertThat(recording.outcome(Port.TYPE).complete()).isTrue();
        assertThat(recording.ends(RunningProcess.PORTS)).containsExactly("7:70 -> tcp:127.0.0.1:8080");
        assertThat(installation(tree).health().status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(installation(tree).health().detail()).contains("CAP_SYS_PTRACE");
    }

    @Test
    void aPortOfAProcessThatStartedDuringTheSyncLeavesTheHoldersPartial() throws Exception {
        MachineTree tree = machine();
        List<Step> steps = new ArrayList<>(installation(tree).steps());
        Step start = Step.named("start", "Starts a process")
                .runs(context -> tree.process(8, "late", 80, 0, "late").link("/proc/8/fd/1", "socket:[5004]"));
        steps.add(steps.stream().map(Step::id).toList().indexOf("ports"), start);

        Recording recording = Recording.of(steps);

        assertThat(recording.outcome(RunningProcess.PORTS))
                .isInstanceOfSatisfying(
                        Outcome.Partial.class,
                        partial -> assertThat(partial.reason()).contains("tcp:0.0.0.0:80"));
        assertThat(recording.ends(RunningProcess.PORTS)).hasSize(2);
    }

    @Test
    void aNumberThatIsUsedAgainIsNotTheProcessThatWasCollected() throws Exception {
        MachineTree tree = machine();
        List<Step> steps = new ArrayList<>(installation(tree).steps());
        Step restart = Step.named("restart", "Uses 7 again").runs(context -> tree.process(7, "other", 999, 0, "other"));
        steps.add(steps.stream().map(Step::id).toList().indexOf("ports"), restart);

        Recording recording = Recording.of(steps);

        assertThat(recording.ends(RunningProcess.PORTS)).containsExactly("1:1 -> tcp:0.0.0.0:80");
        assertThat(recording.outcome(RunningProcess.PORTS).complete()).isFalse();
    }

    @Test
    void aThreadOfTheKernelHoldsNothingSoItNeedNotBeLookedInto() throws Exception {
        Recording recording = collect(machine()
                .file("/proc/8/stat", "8 (kthreadd) S 2 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 80 0 0")
                .locked("/proc/8/fd"));

        assertThat(recording.all(RunningProcess.TYPE))
                .extracting(EntityInput::key)
                .doesNotContain("8:80");
        assertThat(recording.outcome(RunningProcess.PORTS).complete()).isTrue();
    }

    @Test
    void unitsThatMayNotBeReadAreDeniedAndTheOthersGoOn() throws Exception {
        Recording recording = collect(machine().locked("/usr/lib/systemd/system/web.service"));

        assertDenied(recording, Unit.TYPE, Machine.UNITS);
        assertThat(recording.all(Unit.TYPE)).extracting(EntityInput::key).contains("backup.timer");
    }

    @Test
    void mountsThatMayNotBeReadAreDeniedAndTheDisksStay() throws Exception {
        Recording recording = collect(machine().locked("/proc/1/mounts"));

        assertDenied(recording, FileSystem.TYPE, Machine.FILE_SYSTEMS);
        assertThat(recording.outcome(DiskDrive.TYPE).complete()).isTrue();
    }
}
