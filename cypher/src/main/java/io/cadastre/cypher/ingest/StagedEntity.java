package io.cadastre.cypher.ingest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entity as a sync collected it.
 *
 * @param id see {@link io.cadastre.cypher.identity.GraphIds#entity}
 * @param type the name of its type
 * @param typeLabel the label of its type
 * @param classes its classes
 * @param key the source's key
 * @param displayName what people call it; null if the source did not say
 * @param scope the enumerations that found it, see {@link Scopes}
 * @param fields by name; no nulls
 * @param hash see {@link io.cadastre.cypher.identity.CanonicalHash#entity}
 */
public record StagedEntity(
        String id,
        String type,
        String typeLabel,
        List<String> classes,
        String key,
        @Nullable String displayName,
        String scope,
        Map<String, Object> fields,
        String hash) {}
