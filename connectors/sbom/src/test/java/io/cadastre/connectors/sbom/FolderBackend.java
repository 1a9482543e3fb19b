package io.cadastre.connectors.sbom;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.conformance.When;
import io.cadastre.connectors.sbom.model.Component;
import io.cadastre.connectors.sbom.model.Document;
import io.cadastre.connectors.sbom.model.Vulnerability;
import io.cadastre.spi.model.EntityType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of documents; the first holds the components that are counted. */
final class FolderBackend implements Backend {
    private static final Listing COMPONENTS = Listing.of(Component.TYPE);
    private static final Listing DOCUMENTS = Listing.of(Document.TYPE);

    private final Path folder;
    private int components = 2;
    private int documents = 1;

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
        return List.of(COMPONENTS, DOCUMENTS);
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.of(Document.TYPE, Component.TYPE, Vulnerability.TYPE);
    }

    @Override
    public void populate(Listing listing, int items) {
        if (listing.equals(COMPONENTS)) {
            components = items;
        } else {
            documents = items;
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
            Path first = folder.resolve("d0.cdx.json");
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
        fail(DOCUMENTS, fault, When.ALWAYS);
    }

    @Override
    public void repair() {
        try {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            for (int each = 0; each < documents; each++) {
                Files.writeString(
                        folder.resolve("d" + each + ".cdx.json"), Documents.cycloneDx(each == 0 ? components : 0));
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
