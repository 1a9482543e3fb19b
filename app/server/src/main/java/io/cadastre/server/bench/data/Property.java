package io.cadastre.server.bench.data;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 29 properties of a made-up asset: 14 strings, five integers, three decimals, three booleans, two instants and two
 * lists of strings. Six of the strings are searched in full text.
 */
public enum Property {
    NAME("name", Shape.STRING, (n, revision) -> "asset-" + n),
    HOSTNAME("hostname", Shape.STRING, (n, revision) -> "asset-" + n + ".region-" + n % 16 + ".acme.example"),
    USERNAME("username", Shape.STRING, (n, revision) -> "svc-" + n),
    EMAIL("email", Shape.STRING, (n, revision) -> "svc-" + n + "@team-" + n % 97 + ".acme.example"),
    ADDRESS("address", Shape.STRING, (n, revision) -> address(10, n)),
    DESCRIPTION(
            "description",
            Shape.STRING,
            (n, revision) -> "Runs workload " + n % 1_013 + " for team " + n % 97 + ", kept by the platform group"),
    REGION("region", Shape.STRING, (n, revision) -> "region-" + n % 16),
    ZONE("zone", Shape.STRING, (n, revision) -> "region-" + n % 16 + (char) ('a' + n % 3)),
    IMAGE("image", Shape.STRING, (n, revision) -> "image-2026-11-" + n % 28),
    STATE("state", Shape.STRING, (n, revision) -> revision == 0 ? "running" : "stopped-" + revision),
    OWNER("owner", Shape.STRING, (n, revision) -> "team-" + n % 97 + "@acme.example"),
    VENDOR("vendor", Shape.STRING, (n, revision) -> "Vendor " + n % 41),
    SERIAL("serial", Shape.STRING, (n, revision) -> Long.toHexString(Estate.scatter(n))),
    RESOURCE("resource", Shape.STRING, (n, revision) -> "acme:cloud:region-" + n % 16 + ":4711:asset/" + n),
    CORES("cores", Shape.INTEGER, (n, revision) -> 1L << (n % 7)),
    MEMORY("memoryBytes", Shape.INTEGER, (n, revision) -> 1L << (30 + n % 7)),
    DISK("diskBytes", Shape.INTEGER, (n, revision) -> 1_000_000_007L * (n % 997)),
    PORT("port", Shape.INTEGER, (n, revision) -> 1_024L + n % 60_000),
    REVISION("revision", Shape.INTEGER, (n, revision) -> (long) revision),
    PRICE("price", Shape.DECIMAL, (n, revision) -> n % 1_000 / 8.0),
    LOAD("load", Shape.DECIMAL, (n, revision) -> n % 101 / 100.0),
    SCORE("score", Shape.DECIMAL, (n, revision) -> n % 7_919 / 3.0),
    ACTIVE("active", Shape.BOOLEAN, (n, revision) -> n % 10 != 0),
    MANAGED("managed", Shape.BOOLEAN, (n, revision) -> n % 3 != 0),
    ENCRYPTED("encrypted", Shape.BOOLEAN, (n, revision) -> n % 7 != 0),
    CREATED("createdOn", Shape.INSTANT, (n, revision) -> Instant.ofEpochSecond(1_700_000_000L + n)),
    CHECKED("checkedOn", Shape.INSTANT, (n, revision) -> Instant.ofEpochSecond(1_760_000_000L + n % 86_400)),
    ADDRESSES("privateAddresses", Shape.STRINGS, (n, revision) -> List.of(address(172, n), address(192, n))),
    TAGS("tags", Shape.STRINGS, (n, revision) -> List.of("team-" + n % 97, "tier-" + n % 4, "env-" + n % 5));

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

    Property(String field, Shape shape, Making making) {
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
        Map<String, Object> values = LinkedHashMap.newLinkedHashMap(values().length);
        for (Property property : ALL) {
            values.put(property.field, property.making.value(number, revision));
        }
        return values;
    }

    private static final List<Property> ALL = Arrays.asList(values());

    private static String address(int network, int number) {
        return network + "." + ((number >> 16) & 255) + "." + ((number >> 8) & 255) + "." + (number & 255);
    }
}
