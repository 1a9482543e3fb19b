package io.cadastre.engine.pipeline;

import io.cadastre.cypher.ingest.PriorGraph.PriorEntity;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a full sync would find what a change feed names. A source may go on telling of entities whose parent is gone:
 * no listing leads to them any more, so they go with it. And where one is back, more is back than the feed tells.
 *
 * <p>Used for one sync; {@link #changed} and {@link #gone} by several threads.
 */
final class Reach {
    private final HostStep step;
    private final Map<String, Touched> touched = new ConcurrentHashMap<>();
    private final Map<String, Boolean> stands = new HashMap<>();

    /**
     * An entity that the feed named.
     *
     * @param scope the enumeration that would find it; null if the feed calls it gone
     * @param back whether it was there before, but no sync saw it: of what belongs to it the feed may say nothing
     */
    private record Touched(EntityRef<?> ref, @Nullable String scope, boolean back) {}

    Reach(HostStep step) {
        this.step = step;
    }

    /**
     * Notes a change.
     *
     * @param back whether the entity was there before, but no sync saw it
     */
    void changed(EntityRef<?> ref, String scope, boolean back) {
        touched.merge(
                step.idOf(ref.type(), ref.key()),
                new Touched(ref, scope, back),
                (before, now) -> before.scope == null ? now : new Touched(ref, scope, before.back));
    }

    void gone(EntityRef<?> ref) {
        touched.put(step.idOf(ref.type(), ref.key()), new Touched(ref, null, false));
    }

    /** Notes what could not be read: it may well be there, and what is found under it stays. */
    void unread(EntityRef<?> ref) {
        touched.put(step.idOf(ref.type(), ref.key()), new Touched(ref, Scopes.ROOT, false));
    }

    /**
     * Takes out what no listing leads to.
     *
     * @throws ConnectorException.PositionLost if something is back, with more than the feed tells of
     */
    void settle() throws ConnectorException.PositionLost {
        for (Touched entity : List.copyOf(touched.values())) {
            if (entity.scope == null) {
                continue;
            }
            if (!found(entity.scope)) {
                step.gone(entity.ref);
            } else if (entity.back) {
                throw new ConnectorException.PositionLost("The change feed names the " + entity.ref.type() + " '"
                        + entity.ref.key() + "', which is back: what belongs to it must be read.");
            }
        }
    }

    private boolean found(String scopes) {
        return Scopes.split(scopes).stream().anyMatch(scope -> scope.equals(Scopes.ROOT) || stands(scope));
    }

    private boolean stands(String id) {
        Boolean known = stands.get(id);
        if (known != null) {
            return known;
        }
        // Those that are found only under each other are found by nobody.
        stands.put(id, false);
        Touched named = touched.get(id);
        PriorEntity prior = named == null ? step.beforeById(List.of(id)).get(id) : null;
        String scope = named == null ? prior == null ? null : prior.scope() : named.scope;
        boolean answer = scope != null && found(scope);
        stands.put(id, answer);
        return answer;
    }
}
