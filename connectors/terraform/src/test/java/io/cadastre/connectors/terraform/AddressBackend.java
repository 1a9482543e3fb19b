package io.cadastre.connectors.terraform;

import io.cadastre.connectors.conformance.HttpBackend;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.terraform.model.Module;
import io.cadastre.connectors.terraform.model.Provider;
import io.cadastre.connectors.terraform.model.Resource;
import io.cadastre.connectors.terraform.model.State;
import io.cadastre.spi.model.EntityType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two states behind the HTTP backend; the first holds the resources that are counted. */
final class AddressBackend extends HttpBackend {
    private static final Listing RESOURCES = new Listing(Resource.TYPE, "/first");

    private final StateServer server;

    AddressBackend() throws IOException {
        this(new StateServer());
    }

    private AddressBackend(StateServer server) {
        super(server.baseUrl());
        this.server = server;
        server.states.put("/second", States.of("lineage-2", 0));
        populate(RESOURCES, 2);
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("addresses", List.of(baseUrl() + "/first", baseUrl() + "/second"), "username", StateServer.USER);
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("password", StateServer.PASSWORD);
    }

    @Override
    public List<Listing> listings() {
        return List.of(RESOURCES);
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.of(State.TYPE, Module.TYPE, Provider.TYPE, Resource.TYPE);
    }

    @Override
    public void populate(Listing listing, int items) {
        server.states.put("/first", States.of("lineage-1", items));
    }

    @Override
    public void close() {
        super.close();
        server.close();
    }
}
