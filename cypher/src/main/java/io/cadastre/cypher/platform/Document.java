package io.cadastre.cypher.platform;

import java.util.Map;

/**
 * A piece of platform state. What its body means is its owner's affair; nothing secret stands in it in clear (I14).
 *
 * @param id unique within its kind
 * @param order where it stands in lists; unique within its kind
 * @param attributes what lists are filtered by, names in camelCase
 * @param body the content, JSON
 */
public record Document(String id, String order, Map<String, String> attributes, String body) {
    public Document {
        attributes = Map.copyOf(attributes);
    }
}
