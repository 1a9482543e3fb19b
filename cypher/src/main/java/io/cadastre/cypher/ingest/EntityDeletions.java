package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.ChangeSpool.Parked;
import io.cadastre.cypher.ingest.DeletionBudget.Toll;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The entities of one comparison that are proven gone, and which of them are held.
 *
 * <p>Held is every one of a type whose budget is exceeded, and with it what belongs together: what would only go because
 * a held parent goes, and the parents of what is held, so that it is found and held again by the next sync, not left
 * behind by a parent that is no longer there.
 *
 * <p>Used for one comparison, by one thread.
 */
final class EntityDeletions {
    private final DeletionSpool spool;
    private final DeletionBudget budget;
    private final CurrentGraph current;
    private final Map<String, Long> proven = new TreeMap<>();
    private final Map<String, Long> held = new TreeMap<>();
    private long count;

    EntityDeletions(DeletionSpool spool, DeletionBudget budget, CurrentGraph current) {
        this.spool = spool;
        this.budget = budget;
        this.current = current;
    }

    void prove(Parked entity) {
        spool.prove(entity);
        proven.merge(entity.type(), 1L, Long::sum);
        count++;
    }

    /** How many are proven gone. */
    long count() {
        return count;
    }

    boolean proves(String id) {
        return count > 0 && spool.proves(id);
    }

    boolean holds(String id) {
        return !held.isEmpty() && spool.holds(id);
    }

    /**
     * Decides over all that is proven.
     *
     * @param gone whether an entity would be gone if only those parents went
     * @param delete takes those that go
     */
    void settle(BiPredicate<Parked, Predicate<String>> gone, Consumer<Parked> delete) {
        Set<String> exceeded = exceeded();
        if (!exceeded.isEmpty()) {
            spread(exceeded, gone);
        }
        for (Iterator<Parked> all = spool.provenEntities(); all.hasNext(); ) {
            Parked entity = all.next();
            if (!holds(entity.id())) {
                delete.accept(entity);
            }
        }
    }

    private Set<String> exceeded() {
        Set<String> exceeded = new TreeSet<>();
        proven.forEach((type, going) -> {
            Toll toll = new Toll(going, 0);
            if (budget.enabled()
                    && budget.isExceededBy(toll, current.countEntities(type, budget.countedFarEnough(toll)))) {
                exceeded.add(type);
            }
        });
        return exceeded;
    }

    /** Goes over all that is proven until nothing more is held: once for each level of parents and children. */
    private void spread(Set<String> exceeded, BiPredicate<Parked, Predicate<String>> gone) {
        boolean more;
        do {
            more = false;
            for (Iterator<Parked> all = spool.provenEntities(); all.hasNext(); ) {
                Parked entity = all.next();
                if (!spool.holds(entity.id())
                        && (exceeded.contains(entity.type()) || !gone.test(entity, this::goesForNow))) {
                    hold(entity);
                    more = true;
                }
                if (spool.holds(entity.id())) {
                    more |= holdParents(entity);
                }
            }
        } while (more);
    }

    private boolean goesForNow(String parent) {
        return spool.proves(parent) && !spool.holds(parent);
    }

    private boolean holdParents(Parked child) {
        boolean more = false;
        for (String scope : Scopes.split(child.scope())) {
            if (goesForNow(scope)) {
                hold(spool.proven(scope));
                more = true;
            }
        }
        return more;
    }

    private void hold(Parked entity) {
        spool.hold(entity);
        held.merge(entity.type(), 1L, Long::sum);
    }

    /** What is held, by type. */
    List<HeldCount> held() {
        List<HeldCount> counts = new ArrayList<>();
        held.forEach((type, number) -> counts.add(
                new HeldCount(HeldCount.Kind.ENTITY, type, number, 0, current.countEntities(type, Long.MAX_VALUE))));
        return counts;
    }
}
