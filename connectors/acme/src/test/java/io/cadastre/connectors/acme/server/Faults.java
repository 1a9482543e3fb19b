package io.cadastre.connectors.acme.server;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong with which requests. The first rule that fits holds. Safe for use by several threads. */
public final class Faults {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    Faults() {}

    private record Rule(String part, Fault fault, AtomicInteger left) {}

    /**
     * From now on, every request goes wrong that has this in its path and query.
     *
     * @param part for example {@code /api/tasks?projectId=prj_1}
     */
    public void always(String part, Fault fault) {
        times(Integer.MAX_VALUE, part, fault);
    }

    /** The next so many requests go wrong that have this in their path and query. */
    public void times(int count, String part, Fault fault) {
        rules.add(new Rule(part, fault, new AtomicInteger(count)));
    }

    /** Nothing goes wrong any more; what is held goes on. */
    public void clear() {
        for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
            if (each.next().fault instanceof Fault.Held held) {
                held.letGo();
            }
        }
        rules.clear();
    }

    Optional<Fault> of(String pathAndQuery) {
        for (Rule rule : rules) {
            if (pathAndQuery.contains(rule.part) && rule.left.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return Optional.of(rule.fault);
            }
        }
        return Optional.empty();
    }
}
