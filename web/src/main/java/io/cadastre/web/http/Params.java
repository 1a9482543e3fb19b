package io.cadastre.web.http;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Query parameters, read and checked. */
public final class Params {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    private static final int DAY_LENGTH = "2026-11-21".length();

    private Params() {}

    /** A text; absent and empty are the same. */
    public static @Nullable String text(Context ctx, String name) {
        String value = ctx.queryParam(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** A text that must be there. */
    public static String required(Context ctx, String name) {
        String value = text(ctx, name);
        if (value == null) {
            throw Problem.invalid(name, "'" + name + "' is required.");
        }
        return value;
    }

    /** A point in time: ISO 8601 with a zone, or a day, which begins in UTC. */
    public static @Nullable Instant time(Context ctx, String name) {
        String value = text(ctx, name);
        if (value == null) {
            return null;
        }
        try {
            return value.length() == DAY_LENGTH
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.invalid(
                    name,
                    "'" + name + "' must be a time with its zone, such as 2026-11-21T12:00:00Z, or a day, such as"
                            + " 2026-11-21. (A + in an address is written %2B.)");
        }
    }

    /** How many items of a list. */
    public static int limit(Context ctx) {
        return integer(ctx, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    }

    /** A whole number within bounds. */
    public static int integer(Context ctx, String name, int defaultValue, int least, int most) {
        String value = text(ctx, name);
        if (value == null) {
            return defaultValue;
        }
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw Problem.invalid(name, "'" + name + "' must be a whole number from " + least + " to " + most + ".");
        }
        if (number < least || number > most) {
            throw Problem.invalid(name, "'" + name + "' must be a whole number from " + least + " to " + most + ".");
        }
        return number;
    }

    /** True or false. */
    public static boolean flag(Context ctx, String name) {
        String value = text(ctx, name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw Problem.invalid(name, "'" + name + "' must be true or false.");
    }

    /** One of the constants of an enum, in any case. */
    public static <E extends Enum<E>> Optional<E> choice(Context ctx, String name, Class<E> type) {
        String value = text(ctx, name);
        if (value == null) {
            return Optional.empty();
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value)) {
                return Optional.of(constant);
            }
        }
        String known = Stream.of(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw Problem.invalid(name, "'" + name + "' must be one of " + known + ".");
    }
}
