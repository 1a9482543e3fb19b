package io.cadastre.connectors.host.step;

import io.cadastre.connectors.host.HostSettings;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.model.Port;
import io.cadastre.connectors.host.model.RunningProcess;
import io.cadastre.connectors.host.source.MachineRoot;
import io.cadastre.connectors.host.source.ProcessTable;
import io.cadastre.connectors.host.source.Rows;
import io.cadastre.connectors.host.source.SocketTable;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Collects the sockets that wait for others, and the processes behind them. */
public final class PortStep implements StepBody {
    private static final Map<String, String> TABLES =
            Map.of("tcp", "tcp", "tcp6", "tcp", "udp", "udp", "udp6", "udp");

    private final MachineRoot root;
    private final ProcessTable processes;

    public PortStep(HostSettings settings) {
        this.root = settings.root();
        this.processes = new ProcessTable(root);
    }

    @Override
    public void run(StepContext context) throws Exception {
        EntityRef<Machine> machine = CollectedMachine.of(context);
        List<SocketTable.Entry> sockets = sockets(context);
        for (SocketTable.Entry socket : sockets) {
            context.emit(EntityInput.of(Port.TYPE, socket.key())
                    .displayName(socket.protocol() + " " + socket.address() + ":" + socket.port())
                    .set(Port.PROTOCOL, socket.protocol())
                    .set(Port.ADDRESS, socket.address())
                    .set(Port.PORT, (long) socket.port())
                    .set(Port.PUBLIC, !socket.loopback())
                    .build());
            context.emit(Machine.PORTS.between(machine, Port.TYPE.ref(socket.key())));
        }
        holders(context, sockets);
    }

    private List<SocketTable.Entry> sockets(StepContext context) throws ConnectorException {
        // The network of the first process is the machine's; of this process it may be a container's.
        String net = root.isOwn() ? "/proc/self/net/" : "/proc/1/net/";
        List<SocketTable.Entry> sockets = new ArrayList<>();
        boolean any = false;
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            Optional<String> text = root.text(net + table.getKey());
            any |= text.isPresent();
            if (text.isPresent()) {
                Rows<SocketTable.Entry> rows = SocketTable.listening(table.getValue(), text.get());
                sockets.addAll(rows.rows());
                if (!rows.problems().isEmpty()) {
                    context.partial(rows.summary(net + table.getKey()));
                }
            }
        }
        if (!any) {
            throw new ConnectorException.Unavailable("There are no tables of sockets under " + net + " here.", null);
        }
        return sockets;
    }

    private void holders(StepContext context, List<SocketTable.Entry> sockets) {
        Map<Long, List<EntityRef<RunningProcess>>> holders = new HashMap<>();
        int closed = 0;
        try (Stream<CollectedEntity<RunningProcess>> collected = context.prior().entities(RunningProcess.TYPE)) {
            for (CollectedEntity<RunningProcess> process : collected.toList()) {
                long pid = process.value(RunningProcess.PID).orElse(0L);
                Optional<Set<Long>> inodes = processes.sockets(pid);
                if (inodes.isEmpty()) {
                    closed++;
                    continue;
                }
                inodes.get().forEach(inode ->
                        holders.computeIfAbsent(inode, any -> new ArrayList<>()).add(process.ref()));
            }
        }
        int unknown = 0;
        for (SocketTable.Entry socket : sockets) {
            List<EntityRef<RunningProcess>> behind = holders.getOrDefault(socket.inode(), List.of());
            behind.forEach(process ->
                    context.emit(RunningProcess.PORTS.between(process, Port.TYPE.ref(socket.key()))));
            unknown += behind.isEmpty() ? 1 : 0;
        }
        if (closed > 0 && unknown > 0) {
            context.denied(RunningProcess.PORTS, "root or CAP_SYS_PTRACE to look into " + closed + " processes of other users");
        }
    }
}
