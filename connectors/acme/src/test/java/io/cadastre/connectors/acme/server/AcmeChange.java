package io.cadastre.connectors.acme.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the change feed.
 *
 * @param entityType for example {@code task}
 * @param action {@code create}, {@code update} or {@code delete}
 * @param payload what the entry says about the entity; null for nothing
 * @param timestamp as the feed writes it
 */
public record AcmeChange(
        long sequence,
        String entityType,
        String entityId,
        String action,
        @Nullable Map<String, @Nullable Object> payload,
        String timestamp) {
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("sequence", sequence);
        json.put("entityType", entityType);
        json.put("entityId", entityId);
        json.put("action", action);
        json.put("payload", payload);
        json.put("timestamp", timestamp);
        return json;
    }
}
