package io.cadastre.connectors.sbom;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an installation reads.
 *
 * @param paths files, and folders of files; absolute
 */
record SbomSettings(List<Path> paths) {
    static final ConfigField FILES = ConfigField.texts(
                    "files",
                    "Files",
                    "Absolute paths of documents, or of folders in which every document is read"
                            + " that is called bom, sbom, cdx or spdx, as in bom.json or shop.cdx.xml.")
            .example("/srv/sboms")
            .asRequired();

    SbomSettings {
        paths = List.copyOf(paths);
    }

    static SbomSettings of(Config config) throws ConnectorException.Configuration {
        Set<Path> paths = new LinkedHashSet<>();
        for (String text : config.texts(FILES.name())) {
            paths.add(absolute(text));
        }
        if (paths.isEmpty()) {
            throw new ConnectorException.Configuration("Nothing is to be read: give files or folders.");
        }
        return new SbomSettings(new ArrayList<>(paths));
    }

    private static Path absolute(String text) throws ConnectorException.Configuration {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            // As wrong as one that is not absolute.
        }
        throw new ConnectorException.Configuration("The setting 'files' must have absolute paths.");
    }
}
