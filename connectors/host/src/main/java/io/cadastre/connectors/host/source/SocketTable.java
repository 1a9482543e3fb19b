package io.cadastre.connectors.host.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The format of {@code /proc/net/tcp}, {@code tcp6}, {@code udp} and {@code udp6}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>
 */
public final class SocketTable {
    private static final String TCP_LISTEN = "0A";
    private static final String UDP_UNCONNECTED = "07";

    private SocketTable() {}

    /**
     * A socket that waits for others.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param address the address it is bound to
     * @param port the port it is bound to
     * @param loopback whether only this machine reaches it
     * @param inode by which processes refer to it
     */
    public record Entry(String protocol, String address, int port, boolean loopback, long inode) {
        /** Tells sockets of one machine apart; several processes may share one. */
        public String key() {
            return protocol + ":" + address + ":" + port;
        }
    }

    /**
     * The sockets that listen, or for UDP are bound and not connected.
     *
     * @param protocol {@code tcp} or {@code udp}
     */
    public static Rows<Entry> listening(String protocol, String text) {
        List<Entry> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        String[] lines = text.split("\n");
        // The first line names the columns.
        for (int i = 1; i < lines.length; i++) {
            String[] columns = lines[i].strip().split("\\s+");
            if (lines[i].isBlank()) {
                continue;
            }
            try {
                if (columns[3].equals(protocol.equals("tcp") ? TCP_LISTEN : UDP_UNCONNECTED)) {
                    String[] local = columns[1].split(":");
                    InetAddress address = address(local[0]);
                    rows.add(new Entry(
                            protocol,
                            AddressText.of(address),
                            Integer.parseInt(local[1], 16),
                            address.isLoopbackAddress(),
                            Long.parseLong(columns[9])));
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | UnknownHostException e) {
                problems.add("line " + (i + 1));
            }
        }
        return new Rows<>(rows, problems);
    }

    /** Words of four bytes, each in the order of the processor: little endian wherever this is likely to run. */
    private static InetAddress address(String hex) throws UnknownHostException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int word = 0; word < bytes.length; word += 4) {
            byte first = bytes[word];
            byte second = bytes[word + 1];
            bytes[word] = bytes[word + 3];
            bytes[word + 1] = bytes[word + 2];
            bytes[word + 2] = second;
            bytes[word + 3] = first;
        }
        return InetAddress.getByAddress(bytes);
    }
}
