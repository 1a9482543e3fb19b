package io.cadastre.connectors.host.source;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;

/**
 * How an IP address is written, so that one address is one text wherever it comes from.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>
 */
final class AddressText {
    private static final int WORDS = 8;

    private AddressText() {}

    static String of(InetAddress address) {
        return address instanceof Inet6Address ? shortened(address.getAddress()) : address.getHostAddress();
    }

    /** Lower case, no leading zeros, the first of the longest runs of at least two zeros as {@code ::}. */
    private static String shortened(byte[] bytes) {
        int[] words = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < WORDS; i++) {
            int run = 0;
            while (i + run < WORDS && words[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(words[i]));
            }
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
