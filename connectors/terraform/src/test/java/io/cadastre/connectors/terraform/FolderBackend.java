package io.cadastre.connectors.terraform;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.conformance.When;
import io.cadastre.connectors.terraform.model.Module;
import io.cadastre.connectors.terraform.model.Provider;
import io.cadastre.connectors.terraform.model.Resource;
import io.cadastre.connectors.terraform.model.State;
import io.cadastre.spi.model.EntityType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of states; the first holds the resources that are counted. */
final class FolderBackend implements Backend {
    private static final Listing RESOURCES = Listing.of(Resource.TYPE);
    private static final Listing STATES = Listing.of(State.TYPE);

    private final Path folder;
    private int resources = 2;
    private int states = 1;

    FolderBackend(Path folder) {
        this.folder = folder;
        repair();
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("files", List.of(folder.toString()));
    }

    @Override
    public List<Listing> listings() {
        return List.of(RESOURCES, STATES);
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.of(State.TYPE, Module.TYPE, Provider.TYPE, Resource.TYPE);
    }

    @Override
    public void populate(Listing listing, int items) {
        if (listing.equals(RESOURCES)) {
            resources = items;
        } else {
            states = items;
        }
        repair();
    }

    @Override
    public Set<Fault> faults() {
        return Set.of(Fault.BROKEN, Fault.MALFORMED);
    }

    @Override
    public void fail(Listing listing, Fault fault, When when) {
        try {
            Path first = folder.resolve("s0.tfstate");
            if (fault == Fault.MALFORMED) {
                String whole = Files.readString(first);
                Files.writeString(first, whole.substring(0, whole.length() / 2));
            } else {
                // What cannot be read as a file is a directory: modes of files keep nothing from root.
                Files.delete(first);
                Files.createDirectory(first);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void failEverything(Fault fault) {
        fail(STATES, fault, When.ALWAYS);
    }

    @Override
    public void repair() {
        try {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            for (int each = 0; each < states; each++) {
                Files.writeString(
                        folder.resolve("s" + each + ".tfstate"),
                        States.of("lineage-" + each, each == 0 ? resources : 0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void awaitHanging() {
        throw new IllegalStateException("Nothing hangs here.");
    }

    @Override
    public void close() {}
}
