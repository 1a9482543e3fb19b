package io.cadastre.server.bench.data;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 29 properties of a made-up asset: 14 strings, five integers, three decimals, three booleans, two instants and two
 * lists of strings. Six of the strings are searched in full text.
 */
public final class Property {
    /** What people call it. */
    public static final Property NAME = new Property("name", Shape.STRING, (n, revision) -> "asset-" + n);

    private static final List<Property> ALL = List.of(
            NAME,
            new Property(
                    "hostname", Shape.STRING, (n, revision) -> "asset-" + n + ".region-" + n % 16 + ".acme.example"),
            new Property("username", Shape.STRING, (n, revision) -> "svc-" + n),
            new Property("email", Shape.STRING, (n, revision) -> "svc-" + n + "@team-" + n % 97 + ".acme.example"),
            new Property("address", Shape.STRING, (n, revision) -> address(10, n)),
            new Property(
                    "description",
                    Shape.STRING,
                    (n, revision) ->
                            "Runs workload " + n % 1_013 + " for team " + n % 97 + ", kept by the platform group"),
            new Property("region", Shape.STRING, (n, revision) -> "region-" + n % 16),
            new Property("zone", Shape.STRING, (n, revision) -> "region-" + n % 16 + (char) ('a' + n % 3)),
            new Property("image", Shape.STRING, (n, revision) -> "image-2026-11-" + n % 28),
            new Property("state", Shape.STRING, (n, revision) -> revision == 0 ? "running" : "stopped-" + revision),
            new Property("owner", Shape.STRING, (n, revision) -> "team-" + n % 97 + "@acme.example"),
            new Property("vendor", Shape.STRING, (n, revision) -> "Vendor " + n % 41),
            new Property("serial", Shape.STRING, (n, revision) -> Long.toHexString(Estate.scatter(n))),
            new Property("resource", Shape.STRING, (n, revision) -> "acme:cloud:region-" + n % 16 + ":4711:asset/" + n),
            new Property("cores", Shape.INTEGER, (n, revision) -> 1L << (n % 7)),
            new Property("memoryBytes", Shape.INTEGER, (n, revision) -> 1L << (30 + n % 7)),
            new Property("diskBytes", Shape.INTEGER, (n, revision) -> 1_000_000_007L * (n % 997)),
            new Property("port", Shape.INTEGER, (n, revision) -> 1_024L + n % 60_000),
            new Property("revision", Shape.INTEGER, (n, revision) -> (long) revision),
            new Property("price", Shape.DECIMAL, (n, revision) -> n % 1_000 / 8.0),
            new Property("load", Shape.DECIMAL, (n, revision) -> n % 101 / 100.0),
            new Property("score", Shape.DECIMAL, (n, revision) -> n % 7_919 / 3.0),
            new Property("active", Shape.BOOLEAN, (n, revision) -> n % 10 != 0),
            new Property("managed", Shape.BOOLEAN, (n, revision) -> n % 3 != 0),
            new Property("encrypted", Shape.BOOLEAN, (n, revision) -> n % 7 != 0),
            new Property("createdOn", Shape.INSTANT, (n, revision) -> Instant.ofEpochSecond(1_700_000_000L + n)),
            new Property(
                    "checkedOn", Shape.INSTANT, (n, revision) -> Instant.ofEpochSecond(1_760_000_000L + n % 86_400)),
            new Property("privateAddresses", Shape.STRINGS, (n, revision) -> List.of(address(172, n), address(192, n))),
            new Property(
                    "tags",
                    Shape.STRINGS,
                    (n, revision) -> List.of("team-" + n % 97, "tier-" + n % 4, "env-" + n % 5)));

    /** What a value is. */
    public enum Shape {
        STRING,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        INSTANT,
        STRINGS
    }

    @FunctionalInterface
    private interface Making {
        Object value(int number, int revision);
    }

    private final String field;
    private final Shape shape;
    private final Making making;

    private Property(String field, Shape shape, Making making) {
        this.field = field;
        this.shape = shape;
        this.making = making;
    }

    /** Its name in the graph. */
    public String field() {
        return field;
    }

    public Shape shape() {
        return shape;
    }

    /** All values of an asset by name, as a connector gives them: instants are {@link Instant}. */
    static Map<String, Object> values(int number, int revision) {
        Map<String, Object> values = LinkedHashMap.newLinkedHashMap(ALL.size());
        for (Property property : ALL) {
            values.put(property.field, property.making.value(number, revision));
        }
        return values;
    }

    /** All of them, always in this order. */
    public static List<Property> all() {
        return ALL;
    }

    private static String address(int network, int number) {
        return network + "." + ((number >> 16) & 255) + "." + ((number >> 8) & 255) + "." + (number & 255);
    }
}
