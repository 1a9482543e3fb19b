package io.cadastre.connectors.host.step;

import io.cadastre.connectors.host.HostSettings;
import io.cadastre.connectors.host.model.Address;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.model.Port;
import io.cadastre.connectors.host.model.RunningProcess;
import io.cadastre.connectors.host.source.LocalAddresses;
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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects the sockets that wait for others, and the processes behind them. */
public final class PortStep implements StepBody {
    private static final Map<String, String> TABLES = Map.of("tcp", "tcp", "tcp6", "tcp", "udp", "udp", "udp6", "udp");

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
        Set<String> emitted = new HashSet<>();
        for (SocketTable.Entry socket : sockets) {
            // Several sockets may share an address (SO_REUSEPORT): one port.
            if (!emitted.add(socket.key())) {
                continue;
            }
            context.emit(EntityInput.of(Port.TYPE, socket.key())
                    .displayName(socket.protocol() + " " + socket.address() + ":" + socket.port())
                    .set(Port.PROTOCOL, socket.protocol())
                    .set(Port.ADDRESS, socket.address())
                    .set(Port.PORT, (long) socket.port())
                    .set(Port.PUBLIC, !socket.loopback())
                    .build());
            context.emit(Machine.PORTS.between(machine, Port.TYPE.ref(socket.key())));
        }
        addresses(context, sockets);
        holders(context, sockets);
    }

    private void addresses(StepContext context, List<SocketTable.Entry> sockets) throws ConnectorException {
        if (!root.isOwn()) {
            context.partial(
                    Port.ADDRESSES,
                    "The addresses of the machine under another root directory cannot be seen from here.");
            return;
        }
        for (LocalAddresses.Card card : LocalAddresses.read().interfaces()) {
            for (LocalAddresses.Bound bound : card.addresses()) {
                for (SocketTable.Entry socket : sockets) {
                    if (socket.address().equals(bound.address())) {
                        context.emit(Port.ADDRESSES.between(
                                Port.TYPE.ref(socket.key()),
                                Address.TYPE.ref(Address.key(card.name(), bound.address()))));
                    }
                }
            }
        }
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

    private void holders(StepContext context, List<SocketTable.Entry> sockets) throws ConnectorException {
        Map<Long, Set<EntityRef<Port>>> ports = new HashMap<>();
        for (SocketTable.Entry socket : sockets) {
            ports.computeIfAbsent(socket.inode(), any -> new LinkedHashSet<>()).add(Port.TYPE.ref(socket.key()));
        }
        Set<String> collected = collected(context);
        Set<String> denied = new TreeSet<>();
        Set<String> late = new TreeSet<>();
        for (long pid : processes.pids()) {
            try {
                Optional<String> key = processes.keyOf(pid);
                for (long inode : key.isPresent() ? processes.sockets(pid) : Set.<Long>of()) {
                    for (EntityRef<Port> port : ports.getOrDefault(inode, Set.of())) {
                        if (collected.contains(key.orElseThrow())) {
                            context.emit(
                                    RunningProcess.PORTS.between(RunningProcess.TYPE.ref(key.orElseThrow()), port));
                        } else {
                            late.add(port.key());
                        }
                    }
                }
            } catch (ConnectorException.Permission | ConnectorException.BadData e) {
                denied.add(Long.toString(pid));
            }
        }
        // Any of them may hold any of the sockets, also beside another process that could be looked into.
        if (!denied.isEmpty() && !sockets.isEmpty()) {
            context.denied(
                    RunningProcess.PORTS, "root and CAP_SYS_PTRACE to look into " + denied.size() + " more processes");
        }
        if (!late.isEmpty()) {
            context.partial(
                    RunningProcess.PORTS,
                    "Processes that started during the sync hold " + String.join(", ", late) + ".");
        }
    }

    private static Set<String> collected(StepContext context) {
        try (Stream<CollectedEntity<RunningProcess>> collected = context.prior().entities(RunningProcess.TYPE)) {
            return collected.map(process -> process.ref().key()).collect(Collectors.toSet());
        }
    }
}
