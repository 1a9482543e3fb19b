package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an installation is made of, as flags. */
final class InstallationOptions {
    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the connector. May be given several times.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--secret",
            paramLabel = "NAME=SOURCE",
            description = "A credential, read from where it is: " + Secrets.HOW
                    + ". An OAuth client is a JSON object with clientId, clientSecret and, if it is asked for, refreshToken, or"
                    + " each as NAME.clientId=SOURCE and so on.")
    private List<String> secrets = new ArrayList<>();

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description = "Sync at this interval, an ISO-8601 duration such as PT1H.")
    private @Nullable String every;

    @Option(names = "--cron", paramLabel = "EXPRESSION", description = "Sync at these times, as in crontab(5).")
    private @Nullable String cron;

    @Option(
            names = "--timezone",
            paramLabel = "ZONE",
            description = "The time zone of --cron, such as Europe/Berlin. Default: UTC")
    private @Nullable String timezone;

    @Option(
            names = "--hold-above",
            paramLabel = "N",
            description = "A sync may always delete this many of a type without asking, unless it is all. Default: 20")
    private @Nullable Long holdAbove;

    @Option(
            names = "--hold-share",
            paramLabel = "SHARE",
            description =
                    "A sync may delete this part of a type without asking, from 0 to 1, unless it is all. Default: 0.3")
    private @Nullable Double holdShare;

    @Option(names = "--no-hold", description = "Delete whatever is proven gone, however much it is, without asking.")
    private boolean noHold;

    @Option(names = "--hold", description = "Ask again before much is deleted, after --no-hold.")
    private boolean hold;

    /** The settings that were given; the server knows which there are and reads their values. */
    Map<String, @Nullable Object> settings() {
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new CommandException(ExitCode.USAGE, "--set must look like NAME=VALUE, not '" + setting + "'.");
            }
            read.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return read;
    }

    /** The secrets that were given. */
    ObjectNode secrets(Environment environment) {
        return new Secrets(environment.variables(), System.in).read(secrets);
    }

    boolean hasDeletionBudget() {
        if (hold && noHold) {
            throw new CommandException(ExitCode.USAGE, "--hold and --no-hold contradict each other.");
        }
        return hold || noHold || holdAbove != null || holdShare != null;
    }

    /** As much of the deletion budget as was given. */
    Map<String, Object> deletionBudget() {
        Map<String, Object> budget = new LinkedHashMap<>();
        if (hold || noHold) {
            budget.put("enabled", hold);
        }
        if (holdAbove != null) {
            budget.put("atLeast", holdAbove);
        }
        if (holdShare != null) {
            budget.put("share", holdShare);
        }
        return budget;
    }

    boolean hasSchedule() {
        return every != null || cron != null;
    }

    /** The schedule that was given. */
    Map<String, Object> schedule() {
        Map<String, Object> schedule = new LinkedHashMap<>();
        if (every != null) {
            schedule.put("every", every);
        }
        if (cron != null) {
            schedule.put("cron", cron);
        }
        if (timezone != null) {
            schedule.put("timezone", timezone);
        }
        return schedule;
    }
}
