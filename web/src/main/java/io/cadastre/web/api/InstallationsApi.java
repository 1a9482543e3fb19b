package io.cadastre.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.cypher.read.GraphStatistics;
import io.cadastre.engine.health.HealthMonitor;
import io.cadastre.engine.installation.InstallationChange;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.installation.Schedule;
import io.cadastre.engine.onboarding.Onboarding;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.spi.Health;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.Params;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.Problem.FieldError;
import io.cadastre.web.http.ProblemKind;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Configured instances of connectors. */
public final class InstallationsApi {
    private final Installations installations;
    private final Onboarding onboarding;
    private final SyncService syncs;
    private final HealthMonitor monitor;
    private final GraphSummaries summaries;

    public InstallationsApi(
            Installations installations,
            Onboarding onboarding,
            SyncService syncs,
            HealthMonitor monitor,
            GraphSummaries summaries) {
        this.monitor = monitor;
        this.installations = installations;
        this.onboarding = onboarding;
        this.syncs = syncs;
        this.summaries = summaries;
    }

    /** The body of a creation; everything is checked before anything is refused. */
    record CreateBody(
            @Nullable String name,
            @Nullable String connector,
            @Nullable Map<String, @Nullable Object> config,
            @Nullable Map<String, @Nullable Object> credentials,
            @Nullable ScheduleBody schedule,
            @Nullable DeletionBudgetBody deletionBudget) {}

    /**
     * The body of a change: what is absent stays. In {@code config} and {@code credentials} each member by itself, and
     * null takes it away (RFC 7396); a schedule is absent, null for never, or new; a deletion budget is absent, null for
     * the default, or those members of it that change.
     */
    record ChangeBody(
            @Nullable String name,
            @Nullable Map<String, @Nullable Object> config,
            @Nullable Map<String, @Nullable Object> credentials,
            @Nullable JsonNode schedule,
            @Nullable JsonNode deletionBudget) {
        UnaryOperator<DeletionBudget> newDeletionBudget(List<FieldError> errors) {
            if (deletionBudget == null) {
                return UnaryOperator.identity();
            }
            if (deletionBudget.isNull()) {
                return before -> DeletionBudget.DEFAULT;
            }
            DeletionBudgetBody body = ApiJson.part(deletionBudget, "deletionBudget", DeletionBudgetBody.class);
            body.check(errors);
            return body::over;
        }

        @Nullable
        ScheduleBody newSchedule() {
            return schedule == null || schedule.isNull()
                    ? null
                    : ApiJson.part(schedule, "schedule", ScheduleBody.class);
        }
    }

    record ScheduleBody(
            @Nullable String cron,
            @Nullable String every,
            @Nullable String timezone,
            @Nullable Boolean enabled) {
        Schedule read() {
            try {
                return new Schedule(
                        cron,
                        every == null ? null : Duration.parse(every),
                        timezone == null ? "UTC" : timezone,
                        enabled == null || enabled);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'every' is an ISO-8601 duration, for example PT1H.", e);
            }
        }
    }

    record InstallationView(
            String id,
            String name,
            String connector,
            Map<String, Object> config,
            List<String> credentialNames,
            @Nullable ScheduleView schedule,
            HealthView health,
            @Nullable LastSync lastSync,
            GraphStatistics.Owned counts,
            Instant createdAt,
            DeletionBudget deletionBudget) {}

    record ScheduleView(
            @Nullable String cron,
            @Nullable Duration every,
            String timezone,
            boolean enabled,
            @Nullable Instant nextRunAt) {}

    record HealthView(
            String status, String detail, @Nullable Instant checkedAt) {
        private static final String UNKNOWN = "unknown";
        private static final String HEALTHY = "healthy";

        /**
         * The witness that looked last: a check, or a sync; some can only be told by a sync. What a check found lacking,
         * a sync that saw everything does not take back.
         */
        static HealthView of(Optional<HealthMonitor.Checked> checked, Optional<SyncReport> last) {
            Instant synced = last.map(SyncReport::finishedAt).orElse(Instant.MIN);
            return checked.filter(one -> one.health().status() != Health.Status.UNKNOWN)
                    .filter(one -> one.checkedAt().isAfter(synced) || !tellsMore(last, one.health()))
                    .map(one -> new HealthView(
                            one.health().status().name().toLowerCase(Locale.ROOT),
                            one.health().detail(),
                            one.checkedAt()))
                    .orElseGet(() -> of(last));
        }

        private static boolean tellsMore(Optional<SyncReport> last, Health checked) {
            return switch (of(last).status()) {
                case UNKNOWN -> false;
                case HEALTHY -> checked.status() != Health.Status.DEGRADED;
                default -> true;
            };
        }

        private static HealthView of(Optional<SyncReport> last) {
            if (last.isEmpty()) {
                return new HealthView(UNKNOWN, "It has not been synced yet.", null);
            }
            SyncReport sync = last.get();
            String status = switch (sync.state()) {
                case SUCCEEDED -> HEALTHY;
                case PARTIAL -> "degraded";
                case HELD -> sync.held().decision() != null && sync.held().sawAll() ? HEALTHY : "degraded";
                case FAILED -> "unhealthy";
                case QUEUED, COLLECTING, DIFFING, PUBLISHING, CANCELLED, INTERRUPTED -> UNKNOWN;
            };
            String detail =
                    sync.reason().isEmpty() && status.equals(HEALTHY) ? "The last sync saw everything." : sync.reason();
            return new HealthView(status, detail, sync.finishedAt());
        }
    }

    record LastSync(
            String id,
            String mode,
            String state,
            Instant startedAt,
            @Nullable Instant finishedAt,
            HeldApi.@Nullable DecisionView heldDecision) {
        static LastSync of(SyncReport sync) {
            SyncView view = SyncView.of(sync, Optional.empty());
            return new LastSync(
                    view.id(), view.mode(), view.state(), view.startedAt(), view.finishedAt(), view.heldDecision());
        }
    }

    public void list(Context ctx) {
        Answers.json(
                ctx, new Page<>(installations.list().stream().map(this::view).toList(), null));
    }

    public void get(Context ctx) {
        String id = ctx.pathParam("id");
        Answers.json(
                ctx, installations.find(id).map(this::view).orElseThrow(() -> Problem.notFound("installation", id)));
    }

    public void create(Context ctx) throws InvalidInstallationException {
        CreateBody body = ApiJson.body(ctx, CreateBody.class);
        List<FieldError> errors = new ArrayList<>();
        if (body.name() == null) {
            errors.add(new FieldError("name", "A name is required."));
        }
        if (body.connector() == null) {
            errors.add(new FieldError("connector", "The name of a connector is required."));
        }
        Schedule schedule = read(body.schedule(), errors);
        DeletionBudgetBody budget = body.deletionBudget();
        if (budget != null) {
            budget.check(errors);
        }
        if (body.name() == null || body.connector() == null || !errors.isEmpty()) {
            throw Problem.invalid(ProblemKind.INVALID_INSTALLATION, errors);
        }
        InstallationRecord created = onboarding.install(new NewInstallation(
                body.name(),
                body.connector(),
                orEmpty(body.config()),
                orEmpty(body.credentials()),
                schedule,
                budget == null ? DeletionBudget.DEFAULT : budget.over(DeletionBudget.DEFAULT)));
        ctx.header("Location", "/api/v1/installations/" + created.id());
        Answers.json(ctx, 201, view(created));
    }

    /** Changes an installation; where it is read from now is tried, so that the answer says whether that works. */
    public void update(Context ctx) throws InvalidInstallationException, InterruptedException {
        ChangeBody body = ApiJson.body(ctx, ChangeBody.class);
        List<FieldError> errors = new ArrayList<>();
        Schedule schedule = read(body.newSchedule(), errors);
        UnaryOperator<DeletionBudget> budget = body.newDeletionBudget(errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(ProblemKind.INVALID_INSTALLATION, errors);
        }
        InstallationRecord changed = installations.update(
                ctx.pathParam("id"),
                new InstallationChange(
                        body.name(),
                        orEmpty(body.config()),
                        orEmpty(body.credentials()),
                        body.schedule() != null,
                        schedule,
                        budget));
        if (body.config() != null || body.credentials() != null) {
            monitor.check(changed.id());
        }
        Answers.json(ctx, view(changed));
    }

    private static Map<String, @Nullable Object> orEmpty(@Nullable Map<String, @Nullable Object> map) {
        return map == null ? Map.of() : map;
    }

    private static @Nullable Schedule read(@Nullable ScheduleBody body, List<FieldError> errors) {
        try {
            return body == null ? null : body.read();
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError("schedule", String.valueOf(e.getMessage())));
            return null;
        }
    }

    public void checkHealth(Context ctx) throws InterruptedException {
        String id = ctx.pathParam("id");
        Answers.json(ctx, HealthView.of(Optional.of(monitor.check(id)), syncs.last(id)));
    }

    public void delete(Context ctx) throws SyncRunningException {
        String id = ctx.pathParam("id");
        if (!syncs.remove(id, Params.flag(ctx, "keepData"))) {
            throw Problem.notFound("installation", id);
        }
        ctx.status(204);
    }

    private InstallationView view(InstallationRecord installation) {
        Optional<SyncReport> last = syncs.last(installation.id());
        Schedule schedule = installation.schedule();
        return new InstallationView(
                installation.id(),
                installation.name(),
                installation.connector(),
                installation.config(),
                installations.credentialNames(installation.id()),
                schedule == null
                        ? null
                        : new ScheduleView(
                                schedule.cron(),
                                schedule.every(),
                                schedule.timezone(),
                                schedule.enabled(),
                                installation.nextRunAt()),
                HealthView.of(monitor.of(installation.id()), last),
                last.map(LastSync::of).orElse(null),
                summaries.ownedBy(installation.id()),
                installation.createdAt(),
                installation.deletionBudget());
    }
}
