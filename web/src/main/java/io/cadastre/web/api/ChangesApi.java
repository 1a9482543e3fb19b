package io.cadastre.web.api;

import io.cadastre.cypher.Page;
import io.cadastre.cypher.history.ChangeKind;
import io.cadastre.cypher.history.ChangeOperation;
import io.cadastre.cypher.history.ChangeRecord;
import io.cadastre.cypher.read.ChangeFilter;
import io.cadastre.cypher.read.ChangeReader;
import io.cadastre.cypher.read.EntityReader;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.web.http.Params;
import io.cadastre.web.http.Problem;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What changed when: in a span of time, by a sync, of an entity. */
public final class ChangesApi {
    private final ChangeReader changes;
    private final EntityReader entities;
    private final SyncService syncs;
    private final Installations installations;

    public ChangesApi(ChangeReader changes, EntityReader entities, SyncService syncs, Installations installations) {
        this.changes = changes;
        this.entities = entities;
        this.syncs = syncs;
        this.installations = installations;
    }

    /** Which change is first. */
    enum Order {
        ASC,
        DESC
    }

    /**
     * A part of a list.
     *
     * @param keptSince changes before then are no longer kept; null if none was ever forgotten
     */
    record ChangesAnswer(
            List<ChangeAnswer> items,
            @Nullable String nextCursor,
            @Nullable Instant keptSince) {}

    /** A change; a null within before or after is a value that was not there. */
    record ChangeAnswer(
            String id,
            Instant at,
            String sync,
            String installation,
            String installationName,
            String kind,
            String operation,
            String subject,
            String type,
            String name,
            @Nullable Long version,
            @Nullable String from,
            @Nullable String to,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after) {
        static ChangeAnswer of(ChangeRecord change, Map<String, String> installationNames) {
            return new ChangeAnswer(
                    change.order(),
                    change.at(),
                    change.sync(),
                    change.installation(),
                    installationNames.getOrDefault(change.installation(), change.installation()),
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.operation().name().toLowerCase(Locale.ROOT),
                    change.subject(),
                    change.type(),
                    change.name(),
                    change.version(),
                    change.from(),
                    change.to(),
                    change.before(),
                    change.after());
        }
    }

    public void list(Context ctx) {
        answer(ctx, page(ctx, filter(ctx)));
    }

    public void ofSync(Context ctx) {
        String id = ctx.pathParam("id");
        if (syncs.find(id).isEmpty()) {
            throw Problem.notFound("sync", id);
        }
        answer(ctx, page(ctx, filter(ctx).ofSync(id)));
    }

    /** Answers for entities that are gone too. */
    public void ofEntity(Context ctx) {
        String id = ctx.pathParam("id");
        Page<ChangeRecord> page = page(ctx, filter(ctx).ofEntity(id));
        if (page.items().isEmpty()
                && entities.get(id).isEmpty()
                && changes.lastOf(id).isEmpty()) {
            throw Problem.notFound("entity", id);
        }
        answer(ctx, page);
    }

    private Page<ChangeRecord> page(Context ctx, ChangeFilter filter) {
        boolean newestFirst = Params.choice(ctx, "order", Order.class).orElse(Order.ASC) == Order.DESC;
        return changes.list(filter, newestFirst, Params.text(ctx, "cursor"), Params.limit(ctx));
    }

    private static ChangeFilter filter(Context ctx) {
        Instant since = Params.time(ctx, "since");
        Instant until = Params.time(ctx, "until");
        if (since != null && until != null && until.isBefore(since)) {
            throw Problem.invalid("until", "'until' must not be before 'since'.");
        }
        return new ChangeFilter(
                null,
                Params.text(ctx, "sync"),
                since,
                until,
                Params.text(ctx, "installation"),
                Params.text(ctx, "type"),
                Params.choice(ctx, "kind", ChangeKind.class).orElse(null),
                Params.choice(ctx, "operation", ChangeOperation.class).orElse(null));
    }

    private void answer(Context ctx, Page<ChangeRecord> page) {
        Map<String, String> names = new HashMap<>();
        for (InstallationRecord installation : installations.list()) {
            names.put(installation.id(), installation.name());
        }
        Answers.json(
                ctx,
                new ChangesAnswer(
                        page.items().stream()
                                .map(change -> ChangeAnswer.of(change, names))
                                .toList(),
                        page.nextCursor(),
                        changes.horizon().orElse(null)));
    }
}
