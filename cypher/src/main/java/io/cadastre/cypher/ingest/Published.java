package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.ForeignRelationships.Released;
import java.util.List;

/**
 * What a publish did beyond the changes it was given.
 *
 * @param graphVersion the installation's version of the graph; the same as before if nothing changed
 * @param transactions how many transactions it took
 * @param foreignRelationships relationships of other installations that went with their end (I2)
 * @param foreignSample the first few of those
 * @param lostRelationships relationships that an end went away from while publishing: they wait for it (I3)
 */
public record Published(
        long graphVersion,
        int transactions,
        long foreignRelationships,
        List<Foreign> foreignSample,
        long lostRelationships) {
    /**
     * A relationship of another installation.
     *
     * @param installation whose it is
     * @param relationship the relationship for people
     */
    public record Foreign(String installation, String relationship) {}

    public Published {
        foreignSample = List.copyOf(foreignSample);
    }

    static Published nothing(long graphVersion) {
        return new Published(graphVersion, 0, 0, List.of(), 0);
    }

    static Published released(Released foreign) {
        return new Published(0, 0, foreign.count(), foreign.sample(), 0);
    }

    static Published lost(long relationships) {
        return new Published(0, 0, 0, List.of(), relationships);
    }

    Published and(Published other) {
        Released foreign = new Released(foreignRelationships, foreignSample)
                .and(new Released(other.foreignRelationships, other.foreignSample));
        return new Published(
                other.graphVersion,
                transactions + other.transactions,
                foreign.count(),
                foreign.sample(),
                lostRelationships + other.lostRelationships);
    }
}
