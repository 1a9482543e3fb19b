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
import io.cadastre.connectors.host.source.Command;
import io.cadastre.spi.Config;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.Assumptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The machine that runs the tests, as it is. */
@EnabledOnOs(OS.LINUX)
class RealMachineTest {
    private static @Nullable ServerSocket socket;
    private static @Nullable Process decoy;
    private static @Nullable Recording recorded;

    @BeforeAll
    static void collectOnce() throws Exception {
        socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        // A process that shows secrets on its command line and waits for its input to end.
        decoy = new ProcessBuilder(
                        "sh", "-c", "read x", "decoy", "--password=hunter2", "--token", "hunter2", "TOKEN=hunter2")
                .start();
        recorded = collect();
    }

    @AfterAll
    static void end() throws Exception {
        if (decoy != null) {
            decoy.destroyForcibly();
        }
        if (socket != null) {
            socket.close();
        }
    }

    private static Recording collect() throws Exception {
        HostConnector connector = new HostConnector();
        Config config = Config.check(connector.definition().config(), Map.of()).config();
        return Recording.of(connector.initialise(config, Credentials.none()).steps());
    }

    private static Recording recording() {
        return Objects.requireNonNull(recorded);
    }

    private static EntityInput processOf(long pid) {
        return recording().all(RunningProcess.TYPE).stream()
                .filter(process -> Long.valueOf(pid).equals(process.values().get("pid")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thereIsExactlyOneMachine() {
        assertThat(recording().all(Machine.TYPE)).hasSize(1);
        assertThat(recording().all(Machine.TYPE).getFirst().values())
                .containsKeys("hostname", "osName", "kernelVersion", "memoryBytes", "cpuThreads", "bootedOn");
        assertThat(recording().outcome(Machine.TYPE).complete()).isTrue();
    }

    @Test
    void thisProcessIsThereWithItsUser() {
        EntityInput self = processOf(ProcessHandle.current().pid());

        assertThat(self.values()).containsEntry("username", System.getProperty("user.name"));
        assertThat(recording().ends(Account.PROCESSES)).contains(System.getProperty("user.name") + " -> " + self.key());
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        assertThat((Instant) self.values().get("startedOn"))
                .isBetween(started.minus(3, ChronoUnit.SECONDS), started.plus(3, ChronoUnit.SECONDS));
    }

    @Test
    void aSocketThatThisProcessOpenedIsItsPortAndNotPublic() {
        String key = "tcp:127.0.0.1:" + Objects.requireNonNull(socket).getLocalPort();
        String self = processOf(ProcessHandle.current().pid()).key();

        assertThat(recording().one(Port.TYPE, key).values()).containsEntry("public", false);
        assertThat(recording().ends(RunningProcess.PORTS)).contains(self + " -> " + key);
        assertThat(recording().ends(Port.ADDRESSES)).contains(key + " -> lo 127.0.0.1");
    }

    @Test
    void noSecretOfACommandLineIsEmitted() {
        EntityInput process = processOf(Objects.requireNonNull(decoy).pid());

        assertThat(process.values().get("arguments"))
                .isEqualTo(List.of("sh", "-c", "read x", "decoy", "--password=***", "--token", "***", "TOKEN=***"));
        assertThat(recording().entities.toString()).doesNotContain("hunter2");
    }

    @Test
    void asManyPackagesAreInstalledAsDpkgSays() throws Exception {
        Assumptions.assumeThat(Command.find("dpkg-query")).isPresent();
        String status =
                Command.output(Duration.ofMinutes(1), "/usr/bin/dpkg-query", "-f", "${db:Status-Status}\n", "-W");

        assertThat(recording().all(InstalledPackage.TYPE))
                .filteredOn(entity -> "dpkg".equals(entity.values().get("packageManager")))
                .hasSize((int) status.lines().filter("installed"::equals).count());
    }

    @Test
    void asManyUsersAreThereAsLinesInTheirFile() throws Exception {
        assertThat(recording().all(Account.TYPE)).hasSize((int) Files.readAllLines(Path.of("/etc/passwd")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .count());
    }

    @Test
    void theRootFileSystemIsThere() {
        assertThat(recording().one(FileSystem.TYPE, "/").values()).containsKey("fileSystemType");
    }

    @Test
    void asManyInterfacesAreThereAsTheKernelHas() throws Exception {
        try (var names = Files.list(Path.of("/sys/class/net"))) {
            assertThat(recording().all(Interface.TYPE))
                    .extracting(EntityInput::key)
                    .containsAll(names.filter(path -> Files.exists(path.resolve("flags")))
                            .map(path -> String.valueOf(path.getFileName()))
                            .toList());
        }
    }

    @Test
    void anUnchangedMachineIsUnchangedInASecondSync() throws Exception {
        Recording second = collect();

        for (EntityType<?> type : List.of(
                Machine.TYPE,
                DiskDrive.TYPE,
                FileSystem.TYPE,
                Interface.TYPE,
                Address.TYPE,
                Account.TYPE,
                AccountGroup.TYPE,
                InstalledPackage.TYPE)) {
            assertThat(second.all(type)).as("%s", type).isEqualTo(recording().all(type));
        }
        // Processes come and go, but one that stays does not change.
        Set<EntityInput> stayed = new HashSet<>(second.all(RunningProcess.TYPE));
        stayed.retainAll(recording().all(RunningProcess.TYPE));
        assertThat(stayed).contains(processOf(ProcessHandle.current().pid()));
    }
}
