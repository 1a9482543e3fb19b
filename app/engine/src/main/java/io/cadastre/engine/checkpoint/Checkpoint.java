package io.cadastre.engine.checkpoint;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one sync knows from the last published one, and what it leaves to the next. Kept only when it is published. Safe
 * for use by several threads.
 */
public final class Checkpoint {
    private static final String LISTING = "listing/";

    private final Map<String, String> before;
    private final Map<String, String> now = new ConcurrentHashMap<>();
    private final Set<String> touched = ConcurrentHashMap.newKeySet();

    public Checkpoint(Map<String, String> before) {
        this.before = Map.copyOf(before);
    }

    /** The key of a listing's validators. Those of listings that are no longer read are forgotten. */
    public static String listing(String step, String listing, String scope) {
        return LISTING + step + "/" + listing + "@" + scope;
    }

    /** What the last sync left under a key. */
    public Optional<String> before(String key) {
        touched.add(key);
        return Optional.ofNullable(before.get(key));
    }

    public void keep(String key, String value) {
        touched.add(key);
        now.put(key, value);
    }

    /** Keeps what was there before. */
    public void keepAsBefore(String key) {
        before(key).ifPresent(value -> now.put(key, value));
    }

    /** Lets the next sync read all listings, whatever the source says: not all they gave came into the graph. */
    public void readListingsAgain() {
        now.keySet().removeIf(Checkpoint::isListing);
    }

    /**
     * Lets the next sync begin where this one did: not all that this one learned came into the graph. But some did: of a
     * listing that changed, neither what was before nor what is now is what the graph has.
     */
    public void beginAgain() {
        now.entrySet()
                .removeIf(
                        entry -> !isListing(entry.getKey()) || !entry.getValue().equals(before.get(entry.getKey())));
        before.forEach((key, value) -> {
            if (!isListing(key)) {
                now.put(key, value);
            }
        });
    }

    private static boolean isListing(String key) {
        return key.startsWith(LISTING);
    }

    /** What the next sync gets. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        before.forEach((key, value) -> {
            if (!isListing(key) && !touched.contains(key)) {
                values.put(key, value);
            }
        });
        values.putAll(now);
        return values;
    }
}
