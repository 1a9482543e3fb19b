package io.cadastre.cypher.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where a change stands among all others, as a text that sorts: by the time of its publication, then by sync, then by
 * the step of the publish, then by subject. A publish changes a subject once, so no two changes have the same; and a
 * publish that is taken up again after a crash gives each change the same once more, as a counter would not.
 */
public final class ChangeOrder {
    /** Of one width up to nanoseconds, which {@link Instant#toString} is not. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int TIME_LENGTH = 30;

    private static final int PARTS = 4;

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private ChangeOrder() {}

    /**
     * The place of a change.
     *
     * @param step which part of a publish it belongs to, 0 to 9
     */
    public static String of(Instant at, String sync, int step, String subject) {
        return from(at) + ' ' + sync + ' ' + step + ' ' + subject;
    }

    /**
     * The place of one of the changes that a node keeps beside its own: right after that.
     *
     * @param position which of them, from 0 to 999
     */
    static String beside(String order, int position) {
        return "%s %03d".formatted(order, position);
    }

    /** The place by which the node is found that keeps the change of a place. */
    public static String ofNode(String order) {
        int end = -1;
        for (int part = 0; part < PARTS; part++) {
            end = order.indexOf(' ', end + 1);
            if (end < 0) {
                return order;
            }
        }
        return order.substring(0, end);
    }

    /** The place before all changes of that time and after all earlier ones. No change is before year 0 or after 9999. */
    public static String from(Instant at) {
        if (at.isBefore(FIRST)) {
            return "";
        }
        return at.isAfter(LAST) ? "\uffff" : TIME.format(at);
    }

    /** The time of the change at that place. */
    public static Instant at(String order) {
        return Instant.parse(order.substring(0, TIME_LENGTH));
    }
}
