package io.cadastre.cypher.ingest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Field values as the graph stores them: instants become zoned date-times in UTC, everything else is itself. */
final class GraphValues {
    private GraphValues() {}

    static Map<String, Object> of(Map<String, Object> fields) {
        Map<String, Object> values = new HashMap<>();
        fields.forEach((name, value) -> values.put(name, of(value)));
        return values;
    }

    static Object of(Object value) {
        return switch (value) {
            case Instant instant -> time(instant);
            case List<?> list -> list.stream().map(GraphValues::of).toList();
            default -> value;
        };
    }

    static ZonedDateTime time(Instant instant) {
        return instant.atZone(ZoneOffset.UTC);
    }
}
