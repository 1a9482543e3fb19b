package io.cadastre.cypher.read;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much there is.
 *
 * @param graphVersion the version that was counted
 * @param entities how many in all
 * @param relationships how many in all
 * @param byClass entities by class; one of several classes counts in each
 * @param byType entities by type
 * @param byVerb relationships by type
 * @param byInstallation both, by the installation that owns them
 */
public record GraphStatistics(
        long graphVersion,
        long entities,
        long relationships,
        Map<String, Long> byClass,
        Map<String, Long> byType,
        Map<String, Long> byVerb,
        Map<String, Owned> byInstallation) {
    public GraphStatistics {
        byClass = Collections.unmodifiableMap(new TreeMap<>(byClass));
        byType = Collections.unmodifiableMap(new TreeMap<>(byType));
        byVerb = Collections.unmodifiableMap(new TreeMap<>(byVerb));
        byInstallation = Collections.unmodifiableMap(new TreeMap<>(byInstallation));
    }

    /**
     * What an installation owns.
     *
     * @param entities how many of them
     * @param relationships how many of them
     * @param pending how many relationships wait for an end
     */
    public record Owned(long entities, long relationships, long pending) {
        /** Nothing. */
        public static final Owned NOTHING = new Owned(0, 0, 0);

        Owned plus(Owned other) {
            return new Owned(entities + other.entities, relationships + other.relationships, pending + other.pending);
        }
    }
}
