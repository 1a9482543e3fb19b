package io.cadastre.spi;

import io.cadastre.spi.model.Schema;
import java.util.List;

/**
 * What a connector is, as the catalogue shows it.
 *
 * @param name unique, lower case with hyphens; installations refer to it
 * @param displayName for people
 * @param description one or two sentences
 * @param version the connector's own version
 * @param icon an SVG path drawn in a 24 by 24 box
 * @param permissions what the connector needs to be allowed to read, in the words of the system it reads
 * @param schema everything it may emit
 * @param config what an installation configures
 */
public record ConnectorDefinition(
        String name,
        String displayName,
        String description,
        String version,
        String icon,
        List<String> permissions,
        Schema schema,
        List<ConfigField> config) {
    public ConnectorDefinition {
        permissions = List.copyOf(permissions);
        config = List.copyOf(config);
    }
}
