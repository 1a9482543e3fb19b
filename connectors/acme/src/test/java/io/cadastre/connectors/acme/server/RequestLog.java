package io.cadastre.connectors.acme.server;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The requests that arrived. Safe for use by several threads. */
public final class RequestLog {
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    RequestLog() {}

    /**
     * A request.
     *
     * @param route its path, with {@code {id}} for an id
     * @param target its path and query as sent
     */
    public record Request(String route, String target) {}

    /** All of them, in the order of their arrival. */
    public List<Request> all() {
        return List.copyOf(requests);
    }

    /** How many asked for this, for example {@code /api/tasks} or {@code /api/tasks/{id}}. */
    public int count(String route) {
        return Math.toIntExact(
                requests.stream().filter(request -> request.route.equals(route)).count());
    }

    /** How many asked for what. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        requests.forEach(request -> counts.merge(request.route, 1, Integer::sum));
        return counts;
    }

    /** How many there were at once, at most. */
    public int mostAtOnce() {
        return most.get();
    }

    public void clear() {
        requests.clear();
        most.set(running.get());
    }

    /** Notes a request that arrived. */
    Running begin(String route, String target) {
        requests.add(new Request(route, target));
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        return new Running(running);
    }

    /** A request that is not answered yet. */
    static final class Running implements AutoCloseable {
        private final AtomicInteger running;
        private boolean over;

        private Running(AtomicInteger running) {
            this.running = running;
        }

        @Override
        public void close() {
            if (!over) {
                over = true;
                running.decrementAndGet();
            }
        }
    }
}
