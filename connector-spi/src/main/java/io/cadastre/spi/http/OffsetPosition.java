package io.cadastre.spi.http;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a listing was read that is asked for by a number of items, and a fingerprint of the last of them: by it the
 * next page shows that the listing did not move.
 *
 * @param read how many items were read; at least one
 * @param last the fingerprint of the last one
 */
record OffsetPosition(long read, String last) {
    static OffsetPosition after(long read, Json last) {
        return new OffsetPosition(read, fingerprint(last));
    }

    /** Reads what {@link #text} wrote. */
    static OffsetPosition parse(String text) {
        int colon = text.indexOf(':');
        return new OffsetPosition(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }

    String text() {
        return read + ":" + last;
    }

    /** The number of the last item that was read: there the next page begins. */
    long overlap() {
        return read - 1;
    }

    /** What a page that begins with the last item read holds after it. */
    List<Json> after(List<Json> page) throws ConnectorException.BadData {
        if (page.isEmpty() || !fingerprint(page.getFirst()).equals(last)) {
            throw new ConnectorException.BadData(
                    "The listing moved while it was read: item " + read + " is another one or changed. Items may have"
                            + " been passed over; the next sync reads it again.",
                    null);
        }
        return page.subList(1, page.size());
    }

    private static String fingerprint(Json item) {
        Object identity = item.raw();
        if (identity instanceof Map<?, ?> members && members.get("id") != null) {
            // A change of the item is no move of the listing.
            identity = members.get("id");
        }
        byte[] text = canonical(identity).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(text), 0, 16);
    }

    /** The order of an object's members is no part of it. */
    private static String canonical(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> members -> {
                Map<String, String> sorted = new TreeMap<>();
                members.forEach((name, member) -> sorted.put(String.valueOf(name), canonical(member)));
                yield sorted.toString();
            }
            case List<?> values ->
                values.stream().map(OffsetPosition::canonical).toList().toString();
            case null -> "null";
            default -> value.toString();
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
