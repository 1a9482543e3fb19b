package io.cadastre.connectors.terraform;

import io.cadastre.connectors.conformance.FolderBackend;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.terraform.model.Module;
import io.cadastre.connectors.terraform.model.Provider;
import io.cadastre.connectors.terraform.model.Resource;
import io.cadastre.connectors.terraform.model.State;
import io.cadastre.spi.model.EntityType;
import java.nio.file.Path;
import java.util.Set;

/** A folder of states. */
final class StateFolder extends FolderBackend {
    StateFolder(Path folder) {
        super(folder, Listing.of(Resource.TYPE), Listing.of(State.TYPE));
        repair();
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.of(State.TYPE, Module.TYPE, Provider.TYPE, Resource.TYPE);
    }

    @Override
    protected String fileName(int state) {
        return "s" + state + ".tfstate";
    }

    @Override
    protected String content(int state, int resources) {
        return States.of("lineage-" + state, resources);
    }
}
