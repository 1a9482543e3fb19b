package io.cadastre.connectors.acme;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the change feed was read: an entry's sequence, and a fingerprint by which the entry is known again. A sequence
 * alone says nothing after the feed was begun anew or cut.
 *
 * @param sequence of the last entry that was read; 0 for none
 * @param anchor the fingerprint of that entry; empty for none
 */
record FeedPosition(long sequence, String anchor) {
    /** Before the first entry. */
    static final FeedPosition START = new FeedPosition(0, "");

    private static final Pattern TEXT = Pattern.compile("(0:)|([1-9]\\d{0,17}):([0-9a-f]{32})");

    /** The position at an entry. */
    static FeedPosition at(Json entry) throws ConnectorException.BadData {
        MessageDigest digest = sha256();
        for (String part : List.of("sequence", "entityType", "entityId", "action", "timestamp")) {
            byte[] value = String.valueOf(entry.get(part).raw()).getBytes(StandardCharsets.UTF_8);
            digest.update((value.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(value);
        }
        return new FeedPosition(entry.integer("sequence"), HexFormat.of().formatHex(digest.digest(), 0, 16));
    }

    /** Reads what {@link #text} wrote. */
    static FeedPosition parse(String text) throws ConnectorException.PositionLost {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new ConnectorException.PositionLost("The remembered position in the change feed cannot be read.");
        }
        return matcher.group(1) != null ? START : new FeedPosition(Long.parseLong(matcher.group(2)), matcher.group(3));
    }

    String text() {
        return sequence + ":" + anchor;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
