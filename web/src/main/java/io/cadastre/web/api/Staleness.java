package io.cadastre.web.api;

import io.cadastre.cypher.ingest.HeldLists;
import io.cadastre.cypher.ingest.HeldMark;
import io.cadastre.cypher.read.Direction;
import io.cadastre.cypher.read.EntitySummary;
import io.cadastre.cypher.read.EntityView;
import io.cadastre.cypher.read.RelationshipView;
import io.cadastre.engine.sync.Freshness;
import io.cadastre.engine.sync.Freshness.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether what is in the graph was seen by the last sync: a look that was not complete leaves it out, or a complete one
 * found it gone and a person has not let it go.
 */
public final class Staleness {
    private final Freshness freshness;
    private final HeldLists held;

    public Staleness(Freshness freshness, HeldLists held) {
        this.freshness = freshness;
        this.held = held;
    }

    /** By id how fresh each is. */
    Map<String, Seen> ofEntities(List<EntityView> entities) {
        Map<String, HeldMark> marks =
                held.among(entities.stream().map(EntityView::id).toList());
        Map<String, Seen> seen = new HashMap<>();
        for (EntityView entity : entities) {
            seen.put(
                    entity.id(),
                    Optional.ofNullable(marks.get(entity.id()))
                            .map(mark -> seen(mark, "The source no longer has it."))
                            .orElseGet(() -> freshness.of(entity.installation(), entity.type(), entity.scope())));
        }
        return seen;
    }

    /** How fresh each relationship of an entity is; what is at an end that is held stays, and goes, with that. */
    Map<RelationshipView, Seen> ofRelationships(EntityView of, List<RelationshipView> relationships) {
        List<String> ids = new ArrayList<>(List.of(of.id()));
        relationships.forEach(relationship ->
                ids.addAll(List.of(relationship.id(), relationship.entity().id())));
        Map<String, HeldMark> marks = held.among(ids);
        Map<RelationshipView, Seen> seen = new HashMap<>();
        relationships.forEach(relationship -> seen.put(relationship, seen(of, relationship, marks)));
        return seen;
    }

    private Seen seen(EntityView of, RelationshipView relationship, Map<String, HeldMark> marks) {
        HeldMark own = marks.get(relationship.id());
        if (own != null) {
            return seen(own, "The source no longer has it.");
        }
        EntitySummary other = relationship.entity();
        // Other installations' relationships are theirs to tell about.
        return Stream.of(Map.entry(of.id(), of.installation()), Map.entry(other.id(), other.installation()))
                .filter(end -> end.getValue().equals(relationship.installation()))
                .flatMap(end -> Stream.ofNullable(marks.get(end.getKey())))
                .findFirst()
                .map(mark -> seen(mark, "The source no longer has an entity that it leads from or to."))
                .orElseGet(() ->
                        freshness.of(relationship.installation(), output(of, relationship), relationship.scope()));
    }

    private static String output(EntityView of, RelationshipView relationship) {
        String other = relationship.entity().type();
        return relationship.direction() == Direction.OUT
                ? of.type() + ' ' + relationship.verb() + ' ' + other
                : other + ' ' + relationship.verb() + ' ' + of.type();
    }

    private static Seen seen(HeldMark mark, String what) {
        String decision =
                mark.rejected() ? " Its deletion was rejected: sync " : " Its deletion waits for approval: sync ";
        return new Seen(mark.lastSeenAt(), true, what + decision + mark.sync() + ".");
    }
}
