package io.cadastre.cypher.read;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entity with all that is known of it.
 *
 * @param id its id in Cadastre
 * @param type its type's name
 * @param classes what it is in the shared vocabulary
 * @param displayName what people call it; the key if they have no name for it
 * @param installation the installation that found it
 * @param connector the connector of that installation
 * @param key the source's key
 * @param scope the enumeration that found it
 * @param createdAt when it was first published
 * @param updatedAt when it last changed
 * @param version 1, 2, … per change
 * @param properties what the connector says about it, as JSON can say it
 */
public record EntityView(
        String id,
        String type,
        List<String> classes,
        String displayName,
        String installation,
        String connector,
        String key,
        String scope,
        Instant createdAt,
        Instant updatedAt,
        long version,
        Map<String, Object> properties) {
    public EntityView {
        classes = List.copyOf(classes);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
