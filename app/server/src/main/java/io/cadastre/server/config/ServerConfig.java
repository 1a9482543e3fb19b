package io.cadastre.server.config;

import io.cadastre.cypher.Neo4jGraph;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

/**
 * The checked configuration of a server.
 *
 * @param dataDirectory where everything lies that has to outlive the process
 * @param host the address that HTTP listens on
 * @param port the port that HTTP listens on; 0 for any
 * @param neo4j the database to use instead of the embedded one
 * @param pageCacheBytes memory of the embedded database outside the heap
 * @param plugins where third-party connectors are
 * @param healthEvery how often installations are asked whether they can do their work
 * @param publishLimitBytes up to which size a sync is published in one transaction, by the memory it is estimated to take
 * @param compareInFullEvery how often all that an installation has is read, instead of believing digests
 * @param historyRetention how long changes are remembered; empty for ever
 * @param adminToken the administrator's token, if it was chosen elsewhere
 * @param secretKey the key that seals secrets, if it is not in the data directory
 */
public record ServerConfig(
        Path dataDirectory,
        String host,
        int port,
        Optional<Neo4jGraph.Address> neo4j,
        long pageCacheBytes,
        Path plugins,
        Duration healthEvery,
        long publishLimitBytes,
        Duration compareInFullEvery,
        Optional<TemporalAmount> historyRetention,
        Optional<String> adminToken,
        Optional<String> secretKey) {
    @Override
    public String toString() {
        return "ServerConfig[" + dataDirectory + ", " + host + ":" + port + "]";
    }
}
