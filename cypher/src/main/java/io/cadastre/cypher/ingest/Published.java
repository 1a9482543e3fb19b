package io.cadastre.cypher.ingest;

/**
 * What a publish did beyond the changes it was given.
 *
 * @param graphVersion the installation's version of the graph; the same as before if nothing changed
 * @param transactions how many transactions it took
 * @param foreignRelationships relationships of other installations that went with their end (I2)
 * @param lostRelationships relationships that were not written, since an end went while publishing (I3)
 */
public record Published(long graphVersion, int transactions, long foreignRelationships, long lostRelationships) {
    static Published nothing(long graphVersion) {
        return new Published(graphVersion, 0, 0, 0);
    }

    Published and(Published other) {
        return new Published(
                other.graphVersion,
                transactions + other.transactions,
                foreignRelationships + other.foreignRelationships,
                lostRelationships + other.lostRelationships);
    }
}
