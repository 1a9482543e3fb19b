package io.cadastre.connectors.sbom;

import io.cadastre.connectors.conformance.FolderBackend;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.sbom.model.Component;
import io.cadastre.connectors.sbom.model.Document;
import io.cadastre.connectors.sbom.model.Vulnerability;
import io.cadastre.spi.model.EntityType;
import java.nio.file.Path;
import java.util.Set;

/** A folder of bills of materials. */
final class DocumentFolder extends FolderBackend {
    DocumentFolder(Path folder) {
        super(folder, Listing.of(Component.TYPE), Listing.of(Document.TYPE));
        repair();
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.of(Document.TYPE, Component.TYPE, Vulnerability.TYPE);
    }

    @Override
    protected String fileName(int document) {
        return "d" + document + ".cdx.json";
    }

    @Override
    protected String content(int document, int components) {
        return Documents.cycloneDx(components);
    }
}
