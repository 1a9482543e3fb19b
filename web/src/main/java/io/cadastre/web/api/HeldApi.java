package io.cadastre.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.ingest.HeldCount;
import io.cadastre.cypher.ingest.HeldItem;
import io.cadastre.engine.sync.HeldRefusedException;
import io.cadastre.engine.sync.HeldReport;
import io.cadastre.engine.sync.HeldReport.Choice;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.web.access.Authentication;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.Params;
import io.cadastre.web.http.Problem;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletions that wait for a person. */
public final class HeldApi {
    private final SyncService syncs;

    public HeldApi(SyncService syncs) {
        this.syncs = syncs;
    }

    /** The body of a decision. */
    record DecisionBody(@Nullable String decision) {}

    /** How much of a kind is held. */
    record CountView(String kind, String type, long count, long along, long of) {
        static List<CountView> of(HeldReport held) {
            return held.counts().stream()
                    .map(count ->
                            new CountView(name(count.kind()), count.type(), count.held(), count.along(), count.there()))
                    .toList();
        }
    }

    record DecisionView(String decision, String by, Instant at) {
        static @Nullable DecisionView of(HeldReport held) {
            HeldReport.Decision taken = held.decision();
            return taken == null
                    ? null
                    : new DecisionView(taken.decision().name().toLowerCase(Locale.ROOT), taken.by(), taken.at());
        }
    }

    record ItemView(
            String kind,
            String id,
            String type,
            String displayName,
            String key,
            String scope,
            HeldItem.@Nullable End from,
            HeldItem.@Nullable End to,
            @Nullable Instant lastSeenAt) {
        static ItemView of(HeldItem item) {
            return new ItemView(
                    name(item.kind()),
                    item.id(),
                    item.type(),
                    item.displayName(),
                    item.key(),
                    item.scope(),
                    item.from(),
                    item.to(),
                    item.lastSeenAt());
        }
    }

    /**
     * A part of what is held.
     *
     * @param counts what is held in all
     * @param decision what was decided; null while nobody has
     * @param supersededBy the newer sync whose list counts; null if this one's does
     */
    record HeldView(
            @JsonUnwrapped Page<ItemView> page,
            List<CountView> counts,
            @Nullable DecisionView decision,
            @Nullable String supersededBy) {}

    private static String name(HeldCount.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    public void list(Context ctx) {
        SyncReport sync = find(ctx);
        Page<HeldItem> page = syncs.held()
                .items(
                        sync.installation(),
                        sync.id(),
                        Params.text(ctx, "type"),
                        Params.text(ctx, "cursor"),
                        Params.limit(ctx));
        Answers.json(
                ctx,
                new HeldView(
                        page.map(ItemView::of),
                        CountView.of(sync.held()),
                        DecisionView.of(sync.held()),
                        syncs.supersededBy(sync).orElse(null)));
    }

    /** Answers when the decision is carried out. */
    public void decide(Context ctx) throws SyncRunningException, HeldRefusedException {
        SyncReport sync = find(ctx);
        String decision = ApiJson.body(ctx, DecisionBody.class).decision();
        Choice choice = switch (decision == null ? "" : decision) {
            case "approve" -> Choice.APPROVE;
            case "reject" -> Choice.REJECT;
            default -> throw Problem.invalid("decision", "'decision' must be approve or reject.");
        };
        Answers.json(
                ctx,
                SyncView.of(
                        syncs.decide(
                                sync.id(), choice, Authentication.caller(ctx).name()),
                        Optional.empty()));
    }

    private SyncReport find(Context ctx) {
        String id = ctx.pathParam("id");
        return syncs.find(id).orElseThrow(() -> Problem.notFound("sync", id));
    }
}
