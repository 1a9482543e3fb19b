package io.cadastre.connectors.host.source;

import io.cadastre.spi.ConnectorException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The network interfaces that this process sees, with their addresses.
 *
 * @param interfaces in the order of their names
 */
public record LocalAddresses(List<Card> interfaces) {
    public LocalAddresses {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * A network interface.
     *
     * @param name its name
     * @param mac its hardware address, if it has one
     * @param mtu bytes
     * @param up whether it is up
     * @param loopback whether it leads back to this machine
     * @param addresses its addresses
     */
    public record Card(
            String name, Optional<String> mac, int mtu, boolean up, boolean loopback, List<Bound> addresses) {
        public Card {
            addresses = List.copyOf(addresses);
        }

        /** The same interface with these addresses. */
        public Card with(List<Bound> bound) {
            return new Card(name, mac, mtu, up, loopback, bound);
        }
    }

    /**
     * An address of an interface.
     *
     * @param address as text, without the zone
     * @param version 4 or 6
     * @param prefixLength bits
     * @param reach who can use it
     */
    public record Bound(String address, int version, int prefixLength, Reach reach) {}

    /** Who can use an address. */
    public enum Reach {
        LOOPBACK,
        LINK,
        PRIVATE,
        PUBLIC
    }

    public static LocalAddresses read() throws ConnectorException {
        try {
            List<Card> cards = new ArrayList<>();
            for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
                cards.add(new Card(
                        card.getName(),
                        Optional.ofNullable(card.getHardwareAddress())
                                .map(bytes -> HexFormat.ofDelimiter(":").formatHex(bytes)),
                        card.getMTU(),
                        card.isUp(),
                        card.isLoopback(),
                        card.getInterfaceAddresses().stream()
                                .map(LocalAddresses::bound)
                                .toList()));
            }
            cards.sort(Comparator.comparing(Card::name));
            return new LocalAddresses(cards);
        } catch (SocketException e) {
            throw new ConnectorException.Unavailable("The network interfaces cannot be read: " + e.getMessage(), e);
        }
    }

    private static Bound bound(InterfaceAddress entry) {
        InetAddress address = entry.getAddress();
        return new Bound(
                AddressText.of(address),
                address instanceof Inet6Address ? 6 : 4,
                entry.getNetworkPrefixLength(),
                reach(address));
    }

    static Reach reach(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return Reach.LOOPBACK;
        }
        if (address.isLinkLocalAddress()) {
            return Reach.LINK;
        }
        byte[] bytes = address.getAddress();
        // Unique local addresses of IPv6 (RFC 4193) and shared ones of IPv4 (RFC 6598) are unknown to the JDK.
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return address.isSiteLocalAddress() || uniqueLocal || shared ? Reach.PRIVATE : Reach.PUBLIC;
    }

    public List<String> privateOnes() {
        return with(Reach.PRIVATE);
    }

    public List<String> publicOnes() {
        return with(Reach.PUBLIC);
    }

    private List<String> with(Reach reach) {
        return interfaces.stream()
                .flatMap(card -> card.addresses().stream())
                .filter(bound -> bound.reach() == reach)
                .map(Bound::address)
                .distinct()
                .sorted()
                .toList();
    }
}
