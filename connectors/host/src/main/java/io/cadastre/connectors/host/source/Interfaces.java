package io.cadastre.connectors.host.source;

import io.cadastre.connectors.host.source.LocalAddresses.Card;
import io.cadastre.spi.ConnectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The network interfaces of the machine from {@code /sys/class/net}, also those that have no address, which the JDK does
 * not list.
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-net">sysfs-class-net</a>
 */
public final class Interfaces {
    private static final String DIRECTORY = "/sys/class/net";
    private static final int IFF_UP = 0x1;
    private static final int IFF_LOOPBACK = 0x8;

    private Interfaces() {}

    /** In the order of their names, without addresses; none where there is no sysfs. */
    public static List<Card> read(MachineRoot root) throws ConnectorException {
        List<Card> cards = new ArrayList<>();
        for (String name : root.names(DIRECTORY)) {
            // Beside the interfaces lie files of the bonding driver.
            Optional<Integer> flags = root.readable(DIRECTORY + "/" + name + "/flags")
                    .filter(text -> text.matches("0x[0-9a-fA-F]{1,7}"))
                    .map(text -> Integer.parseInt(text.substring(2), 16));
            if (flags.isPresent()) {
                boolean loopback = (flags.get() & IFF_LOOPBACK) != 0;
                cards.add(new Card(
                        name,
                        root.readable(DIRECTORY + "/" + name + "/address").filter(mac -> !loopback),
                        root.readable(DIRECTORY + "/" + name + "/mtu")
                                .filter(text -> text.matches("\\d{1,9}"))
                                .map(Integer::valueOf)
                                .orElse(0),
                        (flags.get() & IFF_UP) != 0,
                        loopback,
                        List.of()));
            }
        }
        return cards;
    }
}
