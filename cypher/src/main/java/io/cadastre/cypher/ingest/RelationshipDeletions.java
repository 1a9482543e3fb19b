package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.DeletionBudget.Toll;
import io.cadastre.cypher.ingest.DeletionSpool.GoneRelationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The relationships of one comparison that are proven gone for themselves, and which of them are held. What goes with an
 * entity is not counted against the budget, and what is at an entity that is held stays with it.
 *
 * <p>Used for one comparison, by one thread.
 */
final class RelationshipDeletions {
    private final DeletionSpool spool;
    private final DeletionBudget budget;
    private final CurrentGraph current;
    private final Map<String, Long> proven = new TreeMap<>();
    private final Map<String, Long> along = new HashMap<>();
    private final Map<String, Long> held = new TreeMap<>();
    private final Map<String, Long> staying = new TreeMap<>();

    RelationshipDeletions(DeletionSpool spool, DeletionBudget budget, CurrentGraph current) {
        this.spool = spool;
        this.budget = budget;
        this.current = current;
    }

    /** Notes one that goes with an entity. */
    void along(String output) {
        along.merge(output, 1L, Long::sum);
    }

    /** Notes one that stays with an entity that is held. */
    void staying(String output) {
        staying.merge(output, 1L, Long::sum);
    }

    void prove(GoneRelationship relationship) {
        spool.prove(relationship);
        proven.merge(relationship.output(), 1L, Long::sum);
    }

    void hold(GoneRelationship relationship) {
        spool.hold(relationship);
        held.merge(relationship.output(), 1L, Long::sum);
    }

    /** Decides over all that is proven; takes those that go. */
    void settle(Consumer<GoneRelationship> delete) {
        Set<String> exceeded = new TreeSet<>();
        proven.forEach((output, going) -> {
            Toll toll = new Toll(going, along.getOrDefault(output, 0L));
            if (budget.enabled()
                    && budget.isExceededBy(toll, current.countRelationships(output, budget.countedFarEnough(toll)))) {
                exceeded.add(output);
            }
        });
        for (Iterator<GoneRelationship> all = spool.provenRelationships(); all.hasNext(); ) {
            GoneRelationship relationship = all.next();
            if (exceeded.contains(relationship.output())) {
                hold(relationship);
            } else {
                delete.accept(relationship);
            }
        }
    }

    /** What is held, by {@code from VERB to}. */
    List<HeldCount> held() {
        Set<String> outputs = new TreeSet<>(held.keySet());
        outputs.addAll(staying.keySet());
        List<HeldCount> counts = new ArrayList<>();
        outputs.forEach(output -> counts.add(new HeldCount(
                HeldCount.Kind.RELATIONSHIP,
                output,
                held.getOrDefault(output, 0L),
                staying.getOrDefault(output, 0L),
                current.countRelationships(output, Long.MAX_VALUE))));
        return counts;
    }
}
