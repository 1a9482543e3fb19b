package io.cadastre.spi.model;

import java.util.Map;

/**
 * Where a link to one other entity leads. Its type is the link's target; for a link into other installations the key is
 * the value to match.
 *
 * @param key the target's key in the source
 * @param properties the relationship's own properties, by name
 */
public record LinkTarget(String key, Map<String, Object> properties) {
    public LinkTarget {
        properties = Map.copyOf(properties);
    }
}
