package io.cadastre.connectors.ldap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Tells whether the same things were said as another time, in whatever order: a sum over what each of them hashes to. Safe
 * for use by several threads.
 */
final class NamesDigest {
    private static final int LONGS = 2;

    private final long[] sum = new long[LONGS];

    /** Adds what is said. */
    void add(String... parts) {
        ByteBuffer hash = hash(parts);
        synchronized (sum) {
            for (int i = 0; i < LONGS; i++) {
                sum[i] += hash.getLong();
            }
        }
    }

    /** What was said so far, and these. */
    String with(String... parts) {
        String before;
        synchronized (sum) {
            before = Arrays.toString(sum);
        }
        byte[] all = new byte[LONGS * Long.BYTES];
        hash(before, String.join(" ", parts)).get(all);
        return HexFormat.of().formatHex(all);
    }

    private static ByteBuffer hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
