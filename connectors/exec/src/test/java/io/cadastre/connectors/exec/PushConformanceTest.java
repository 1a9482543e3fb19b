package io.cadastre.connectors.exec;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.conformance.When;
import io.cadastre.spi.ConnectorModule;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What holds for a connector that fetches nothing: what it says about itself, how it is set up, and that nobody starts
 * it. What is brought to it is read by the same code as what programs print, and {@link PushSyncTest} is about the way.
 */
class PushConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new PushConnector();
    }

    @Override
    protected Backend backend() {
        return new NoSource();
    }

    @Override
    protected Set<Behaviour> lacks() {
        return EnumSet.allOf(Behaviour.class);
    }

    /** Nothing is fetched from it, so nothing goes wrong with it. */
    private static final class NoSource implements Backend {
        @Override
        public Map<String, Object> config() {
            return Map.of();
        }

        @Override
        public List<Listing> listings() {
            return List.of();
        }

        @Override
        public void populate(Listing listing, int items) {
            throw new IllegalStateException("There is no listing.");
        }

        @Override
        public Set<Fault> faults() {
            return Set.of();
        }

        @Override
        public void fail(Listing listing, Fault fault, When when) {
            throw new IllegalStateException("There is no listing.");
        }

        @Override
        public void failEverything(Fault fault) {
            throw new IllegalStateException("There is nothing that could fail.");
        }

        @Override
        public void repair() {}

        @Override
        public void awaitHanging() {
            throw new IllegalStateException("Nothing hangs here.");
        }

        @Override
        public void close() {}
    }
}
