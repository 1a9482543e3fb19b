package io.cadastre.cypher.ingest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a publish did beyond the changes it was given.
 *
 * @param graphVersion the installation's version of the graph; the same as before if nothing changed
 * @param transactions how many transactions it took
 * @param foreignRelationships relationships of other installations that went with their end (I2)
 * @param foreignSample some of them, for people
 * @param changed the classes and types of which entities came, changed or went; empty also where it was published before
 * @param lostRelationships relationships that an end went away from while publishing: they wait for it (I3)
 */
public record Published(
        long graphVersion,
        int transactions,
        long foreignRelationships,
        List<Foreign> foreignSample,
        Set<String> changed,
        long lostRelationships) {
    private static final int SAMPLE = 20;

    /**
     * A relationship of another installation.
     *
     * @param installation whose it is
     * @param relationship the relationship for people
     */
    public record Foreign(String installation, String relationship) {}

    public Published {
        foreignSample = List.copyOf(foreignSample);
        changed = Set.copyOf(changed);
    }

    static Published nothing(long graphVersion) {
        return new Published(graphVersion, 0, 0, List.of(), Set.of(), 0);
    }

    Published and(Published other) {
        return new Published(
                other.graphVersion,
                transactions + other.transactions,
                foreignRelationships + other.foreignRelationships,
                Stream.concat(foreignSample.stream(), other.foreignSample.stream())
                        .limit(SAMPLE)
                        .toList(),
                Stream.concat(changed.stream(), other.changed.stream()).collect(Collectors.toSet()),
                lostRelationships + other.lostRelationships);
    }
}
