package io.cadastre.web.api;

import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRequest;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.web.access.Authentication;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.Params;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.ProblemKind;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs of installations. */
public final class SyncsApi {
    private final SyncService syncs;

    public SyncsApi(SyncService syncs) {
        this.syncs = syncs;
    }

    /** The body of a start; the mode is full where none is given. */
    record StartBody(
            @Nullable String mode,
            @Nullable List<String> loaders,
            @Nullable Boolean reload) {}

    public void start(Context ctx) throws SyncRunningException {
        StartBody body =
                ctx.bodyAsBytes().length == 0 ? new StartBody(null, null, null) : ApiJson.body(ctx, StartBody.class);
        String trigger = "manual: " + Authentication.caller(ctx).name();
        String id = syncs.start(
                ctx.pathParam("id"),
                new SyncRequest(
                        mode(body.mode()),
                        trigger,
                        body.loaders() == null ? Set.of() : Set.copyOf(body.loaders()),
                        Boolean.TRUE.equals(body.reload())));
        ctx.header("Location", "/api/v1/syncs/" + id);
        Answers.json(ctx, 202, Map.of("id", id));
    }

    private static SyncMode mode(@Nullable String mode) {
        return switch (mode == null ? "full" : mode) {
            case "full" -> SyncMode.FULL;
            case "plan" -> SyncMode.PLAN;
            default -> throw Problem.invalid("mode", "'mode' must be full or plan.");
        };
    }

    public void list(Context ctx) {
        SyncState state = Params.choice(ctx, "state", SyncState.class).orElse(null);
        Answers.json(
                ctx,
                syncs.list(Params.text(ctx, "installation"), state, Params.text(ctx, "cursor"), Params.limit(ctx))
                        .map(this::view));
    }

    public void get(Context ctx) {
        Answers.json(ctx, view(find(ctx)));
    }

    private SyncView view(SyncReport sync) {
        return SyncView.of(sync, syncs.supersededBy(sync));
    }

    public void cancel(Context ctx) {
        SyncReport sync = find(ctx);
        if (!syncs.cancel(sync.id())) {
            SyncState state = find(ctx).state();
            throw Problem.of(
                    ProblemKind.SYNC_FINISHED,
                    state.running()
                            ? "The sync publishes already, or its process is gone; it ends by itself."
                            : "The sync has ended as " + state.name().toLowerCase(Locale.ROOT) + ".");
        }
        Answers.json(ctx, 202, Map.of("id", sync.id()));
    }

    private SyncReport find(Context ctx) {
        String id = ctx.pathParam("id");
        return syncs.find(id).orElseThrow(() -> Problem.notFound("sync", id));
    }
}
