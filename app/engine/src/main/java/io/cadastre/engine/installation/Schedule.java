package io.cadastre.engine.installation;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an installation runs by itself: by a cron expression or at an interval.
 *
 * @param cron five fields as in crontab(5), or null
 * @param every the interval, at least a minute, or null
 * @param timezone in which the cron expression is read, an IANA name
 * @param enabled whether it runs
 */
public record Schedule(@Nullable String cron, @Nullable Duration every, String timezone, boolean enabled) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final CronParser CRON = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /**
     * Checks the schedule.
     *
     * @throws IllegalArgumentException with what is wrong, safe to show
     */
    public Schedule {
        if ((cron == null) == (every == null)) {
            throw new IllegalArgumentException("A schedule has either 'cron' or 'every'.");
        }
        if (every != null && every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("'every' must be at least a minute, for example PT1H.");
        }
        try {
            ZoneId.of(timezone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + timezone + "' is not a time zone. Use an IANA name such as Europe/Berlin.", e);
        }
        if (cron != null) {
            parse(cron);
        }
    }

    /** At an interval. */
    public static Schedule every(Duration interval) {
        return new Schedule(null, interval, "UTC", true);
    }

    /** The next time after a given one; empty if it is disabled or never comes. */
    public Optional<Instant> nextAfter(Instant time) {
        if (!enabled) {
            return Optional.empty();
        }
        if (every != null) {
            return Optional.of(time.plus(every));
        }
        return cron == null
                ? Optional.empty()
                : ExecutionTime.forCron(parse(cron))
                        .nextExecution(time.atZone(ZoneId.of(timezone)))
                        .map(java.time.ZonedDateTime::toInstant);
    }

    /** How far a run may be moved, so that installations of one schedule do not all start at once. */
    @JsonIgnore
    public Duration jitter() {
        Duration longest = Duration.ofSeconds(30);
        if (every == null) {
            return longest;
        }
        Duration tenth = every.dividedBy(10);
        return tenth.compareTo(longest) < 0 ? tenth : longest;
    }

    private static Cron parse(String expression) {
        try {
            return CRON.parse(expression).validate();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is not a cron expression of five fields: " + e.getMessage(), e);
        }
    }
}
