package io.cadastre.cypher.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits over length-prefixed parts: the first half of SHA-256. Written in lower-case base32 (RFC 4648, no padding),
 * which is safe in URLs. Not for use by several threads.
 */
final class Digest {
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int BITS = 128;

    private final MessageDigest sha256;

    Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    Digest text(String part) {
        return bytes(part.getBytes(StandardCharsets.UTF_8));
    }

    Digest bytes(byte[] part) {
        number(part.length);
        sha256.update(part);
        return this;
    }

    Digest number(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            sha256.update((byte) (value >>> shift));
        }
        return this;
    }

    Digest tag(char kind) {
        sha256.update((byte) kind);
        return this;
    }

    PairDigest pair() {
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
        return new PairDigest(hash.getLong(), hash.getLong());
    }

    String base32() {
        byte[] hash = sha256.digest();
        StringBuilder text = new StringBuilder(26);
        for (int bit = 0; bit < BITS; bit += 5) {
            // Reads the 5 bits across the byte border; the last group is filled with zeros.
            int window = (hash[bit / 8] & 0xff) << 8;
            if (bit / 8 + 1 < BITS / 8) {
                window |= hash[bit / 8 + 1] & 0xff;
            }
            text.append(ALPHABET[(window >>> (11 - bit % 8)) & 31]);
        }
        return text.toString();
    }
}
