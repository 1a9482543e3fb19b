package io.cadastre.engine.call;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What answers say about limits: {@code Retry-After} (RFC 9110), {@code RateLimit} in the forms of its drafts, and the
 * {@code X-RateLimit-…} that came before. What makes no sense is as if it were not there.
 */
final class RateHeaders {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern OLD_MEMBER = Pattern.compile("(limit|remaining|reset)\\s*=\\s*(\\d{1,15})");
    private static final Pattern NEW_MEMBER = Pattern.compile(";\\s*([rt])\\s*=\\s*(\\d{1,15})");

    /** From here on a number is a moment in milliseconds, not in seconds. */
    private static final long FIRST_IN_MILLIS = 100_000_000_000L;

    /** From here on a number is a moment, not a time from now. */
    private static final long FIRST_MOMENT = 1_000_000_000L;

    private RateHeaders() {}

    /** How long to wait; nothing if the moment is over. */
    static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After").flatMap(value -> {
            OptionalLong seconds = number(value);
            if (seconds.isPresent()) {
                return Optional.of(atMost(Duration.ofSeconds(seconds.getAsLong())));
            }
            try {
                Instant until = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Optional.of(untilThen(until, now));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** What is left, if the answer says how much and until when. */
    static Optional<RateBudget> budget(HttpHeaders headers, Instant now) {
        return combined(headers)
                .or(() -> single(headers, "RateLimit", now))
                .or(() -> single(headers, "X-RateLimit", now))
                .or(() -> single(headers, "X-Rate-Limit", now));
    }

    private static Optional<RateBudget> combined(HttpHeaders headers) {
        List<String> values = headers.allValues("RateLimit");
        // Of several policies the one that asks for most patience.
        return values.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .flatMap(policy -> newer(policy).stream())
                .min(Comparator.comparing((RateBudget budget) -> !budget.usedUp())
                        .thenComparing(RateBudget::reset, Comparator.reverseOrder()))
                .or(() ->
                        values.stream().flatMap(value -> older(value).stream()).findFirst());
    }

    /** {@code "default";r=50;t=30}. */
    private static Optional<RateBudget> newer(String policy) {
        OptionalLong remaining = OptionalLong.empty();
        OptionalLong reset = OptionalLong.empty();
        Matcher member = NEW_MEMBER.matcher(policy);
        while (member.find()) {
            if (member.group(1).equals("r")) {
                remaining = number(member.group(2));
            } else {
                reset = number(member.group(2));
            }
        }
        return budget(OptionalLong.empty(), remaining, reset);
    }

    /** {@code limit=100, remaining=50, reset=30}. */
    private static Optional<RateBudget> older(String value) {
        OptionalLong limit = OptionalLong.empty();
        OptionalLong remaining = OptionalLong.empty();
        OptionalLong reset = OptionalLong.empty();
        Matcher member = OLD_MEMBER.matcher(value.toLowerCase(Locale.ROOT));
        while (member.find()) {
            switch (member.group(1)) {
                case "limit" -> limit = number(member.group(2));
                case "remaining" -> remaining = number(member.group(2));
                default -> reset = number(member.group(2));
            }
        }
        return budget(limit, remaining, reset);
    }

    private static Optional<RateBudget> budget(OptionalLong limit, OptionalLong remaining, OptionalLong reset) {
        return remaining.isPresent() && reset.isPresent()
                ? Optional.of(
                        new RateBudget(limit, remaining.getAsLong(), atMost(Duration.ofSeconds(reset.getAsLong()))))
                : Optional.empty();
    }

    private static Optional<RateBudget> single(HttpHeaders headers, String prefix, Instant now) {
        OptionalLong remaining = header(headers, prefix + "-Remaining");
        OptionalLong reset = header(headers, prefix + "-Reset");
        return remaining.isPresent() && reset.isPresent()
                ? Optional.of(new RateBudget(
                        header(headers, prefix + "-Limit"), remaining.getAsLong(), untilReset(reset.getAsLong(), now)))
                : Optional.empty();
    }

    private static Duration untilReset(long value, Instant now) {
        if (value >= FIRST_IN_MILLIS) {
            return untilThen(Instant.ofEpochMilli(value), now);
        }
        return value >= FIRST_MOMENT ? untilThen(Instant.ofEpochSecond(value), now) : atMost(Duration.ofSeconds(value));
    }

    private static Duration untilThen(Instant then, Instant now) {
        Duration wait = Duration.between(now, then);
        return wait.isNegative() ? Duration.ZERO : atMost(wait);
    }

    private static Duration atMost(Duration wait) {
        return Durations.shorter(wait, LONGEST);
    }

    private static OptionalLong header(HttpHeaders headers, String name) {
        return headers.firstValue(name).map(RateHeaders::number).orElse(OptionalLong.empty());
    }

    private static OptionalLong number(String value) {
        String digits = value.strip();
        return digits.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
