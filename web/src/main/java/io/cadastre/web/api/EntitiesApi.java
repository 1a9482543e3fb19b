package io.cadastre.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.history.ChangeOperation;
import io.cadastre.cypher.read.ChangeReader;
import io.cadastre.cypher.read.Direction;
import io.cadastre.cypher.read.EntityFilter;
import io.cadastre.cypher.read.EntityHistory;
import io.cadastre.cypher.read.EntityReader;
import io.cadastre.cypher.read.EntitySort;
import io.cadastre.cypher.read.EntitySummary;
import io.cadastre.cypher.read.EntityView;
import io.cadastre.cypher.read.Neighbourhood;
import io.cadastre.cypher.read.PastEntity;
import io.cadastre.cypher.read.RelationshipCount;
import io.cadastre.cypher.read.RelationshipView;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.sync.Freshness;
import io.cadastre.web.http.Params;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.ProblemKind;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Entities, and what is around them. */
public final class EntitiesApi {
    private static final int DEFAULT_GRAPH = 300;
    private static final int MOST_GRAPH = 2_000;
    private static final int DEEPEST = 4;

    private final EntityReader entities;
    private final EntityHistory history;
    private final ChangeReader changes;
    private final Staleness staleness;
    private final Installations installations;

    public EntitiesApi(
            EntityReader entities,
            EntityHistory history,
            ChangeReader changes,
            Staleness staleness,
            Installations installations) {
        this.entities = entities;
        this.history = history;
        this.changes = changes;
        this.staleness = staleness;
        this.installations = installations;
    }

    /** An entity as the API shows it. */
    record EntityAnswer(
            String id,
            String type,
            List<String> classes,
            String displayName,
            String installation,
            String installationName,
            String connector,
            String key,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant lastSeenAt,
            boolean stale,
            @Nullable String staleReason,
            long version,
            Map<String, Object> properties) {}

    /**
     * An entity as it was.
     *
     * @param at the time that was asked for
     * @param until when it next changed or went; null if it still is like that
     */
    record PastAnswer(
            String id,
            String type,
            List<String> classes,
            String displayName,
            String installation,
            String installationName,
            String connector,
            String key,
            Instant createdAt,
            Instant updatedAt,
            long version,
            Map<String, Object> properties,
            Instant at,
            @Nullable Instant until) {}

    /** A relationship as the API shows it. */
    record RelationshipAnswer(
            String id,
            String verb,
            Direction direction,
            Map<String, Object> properties,
            EntitySummary entity,
            String installation,
            @Nullable Instant lastSeenAt,
            boolean stale,
            @Nullable String staleReason) {
        static RelationshipAnswer of(RelationshipView relationship, Freshness.Seen seen) {
            return new RelationshipAnswer(
                    relationship.id(),
                    relationship.verb(),
                    relationship.direction(),
                    relationship.properties(),
                    relationship.entity(),
                    relationship.installation(),
                    seen.lastSeenAt(),
                    seen.stale(),
                    seen.stale() ? seen.reason() : null);
        }
    }

    record CountAnswer(
            String verb,
            Direction direction,
            String type,
            @JsonProperty("class") String entityClass,
            long count) {
        static CountAnswer of(RelationshipCount count) {
            return new CountAnswer(count.verb(), count.direction(), count.type(), count.entityClass(), count.count());
        }
    }

    record DetailAnswer(@JsonUnwrapped EntityAnswer entity, List<CountAnswer> relationshipCounts) {}

    record GraphAnswer(List<EntitySummary> nodes, List<EdgeAnswer> relationships, boolean truncated) {
        static GraphAnswer of(Neighbourhood around) {
            return new GraphAnswer(
                    around.nodes(),
                    around.relationships().stream()
                            .map(edge -> new EdgeAnswer(edge.id(), edge.verb(), edge.from(), edge.to()))
                            .toList(),
                    around.truncated());
        }
    }

    record EdgeAnswer(String id, String type, String from, String to) {}

    public void list(Context ctx) {
        EntityFilter filter = new EntityFilter(
                Params.text(ctx, "q"),
                Params.text(ctx, "class"),
                Params.text(ctx, "type"),
                Params.text(ctx, "installation"));
        Map<String, String> names = names();
        Page<EntityView> page = entities.list(filter, sort(ctx), Params.text(ctx, "cursor"), Params.limit(ctx));
        Map<String, Freshness.Seen> seen = staleness.ofEntities(page.items());
        Answers.json(ctx, page.map(entity -> answer(entity, seen, names)));
    }

    private static @Nullable EntitySort sort(Context ctx) {
        String sort = Params.text(ctx, "sort");
        try {
            return sort == null ? null : EntitySort.parse(sort);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("sort", String.valueOf(e.getMessage()));
        }
    }

    public void get(Context ctx) {
        Instant at = Params.time(ctx, "at");
        if (at != null) {
            Answers.json(ctx, past(ctx.pathParam("id"), at));
            return;
        }
        EntityView entity = find(ctx);
        Answers.json(
                ctx,
                new DetailAnswer(
                        answer(entity, staleness.ofEntities(List.of(entity)), names()),
                        entities.relationshipCounts(entity.id()).stream()
                                .map(CountAnswer::of)
                                .toList()));
    }

    public void relationships(Context ctx) {
        Direction direction = Params.choice(ctx, "direction", Direction.class).orElse(null);
        EntityView entity = find(ctx);
        Page<RelationshipView> page = entities.relationships(
                entity.id(),
                direction,
                Params.text(ctx, "verb"),
                Params.text(ctx, "type"),
                Params.text(ctx, "cursor"),
                Params.limit(ctx));
        Map<RelationshipView, Freshness.Seen> seen = staleness.ofRelationships(entity, page.items());
        Answers.json(
                ctx,
                page.map(relationship ->
                        RelationshipAnswer.of(relationship, Objects.requireNonNull(seen.get(relationship)))));
    }

    public void graph(Context ctx) {
        String id = ctx.pathParam("id");
        int depth = Params.integer(ctx, "depth", 1, 1, DEEPEST);
        int limit = Params.integer(ctx, "limit", DEFAULT_GRAPH, 1, MOST_GRAPH);
        Answers.json(
                ctx,
                entities.graph(id, depth, limit)
                        .map(GraphAnswer::of)
                        .orElseThrow(() -> Problem.notFound("entity", id)));
    }

    private PastAnswer past(String id, Instant at) {
        return switch (history.at(id, at)) {
            case PastEntity.Known(EntityView entity, Instant until) ->
                new PastAnswer(
                        entity.id(),
                        entity.type(),
                        entity.classes(),
                        entity.displayName(),
                        entity.installation(),
                        names().getOrDefault(entity.installation(), entity.installation()),
                        entity.connector(),
                        entity.key(),
                        entity.createdAt(),
                        entity.updatedAt(),
                        entity.version(),
                        entity.properties(),
                        at,
                        until);
            case PastEntity.NotYet(Instant createdAt) ->
                throw Problem.of(
                                ProblemKind.NOT_FOUND,
                                "The entity '" + id + "' was not there yet at " + at + ": it was created at "
                                        + createdAt + ".")
                        .with("createdAt", createdAt);
            case PastEntity.Deleted(Instant deletedAt) -> throw deleted(id, deletedAt);
            case PastEntity.Forgotten(Instant knownSince) ->
                throw Problem.of(
                                ProblemKind.HISTORY_EXPIRED,
                                "What the entity '" + id + "' was at " + at + " is no longer known: records of changes"
                                        + " from then are not kept any more. Ask for " + knownSince + " or later.")
                        .with("knownSince", knownSince);
            case PastEntity.Unknown() -> throw Problem.notFound("entity", id);
        };
    }

    private EntityView find(Context ctx) {
        String id = ctx.pathParam("id");
        return entities.get(id)
                .orElseThrow(() -> changes.lastOf(id)
                        .filter(last -> last.operation() == ChangeOperation.DELETE)
                        .map(last -> deleted(id, last.at()))
                        .orElseGet(() -> Problem.notFound("entity", id)));
    }

    private static Problem deleted(String id, Instant at) {
        return Problem.of(
                        ProblemKind.NOT_FOUND,
                        "The entity '" + id + "' is not there any more: it was deleted at " + at
                                + ". Its history is still there.")
                .with("deletedAt", at);
    }

    private Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (InstallationRecord installation : installations.list()) {
            names.put(installation.id(), installation.name());
        }
        return names;
    }

    private static EntityAnswer answer(EntityView entity, Map<String, Freshness.Seen> all, Map<String, String> names) {
        Freshness.Seen seen = Objects.requireNonNull(all.get(entity.id()));
        return new EntityAnswer(
                entity.id(),
                entity.type(),
                entity.classes(),
                entity.displayName(),
                entity.installation(),
                names.getOrDefault(entity.installation(), entity.installation()),
                entity.connector(),
                entity.key(),
                entity.createdAt(),
                entity.updatedAt(),
                seen.lastSeenAt(),
                seen.stale(),
                seen.stale() ? seen.reason() : null,
                entity.version(),
                entity.properties());
    }
}
