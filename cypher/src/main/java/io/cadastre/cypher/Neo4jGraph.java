package io.cadastre.cypher;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

/** The connection to the graph. Sessions of one connection read their own writes. Safe for use by several threads. */
public final class Neo4jGraph implements AutoCloseable {
    /** How many rows come at a time. */
    private static final int FETCHED = 4_000;

    private final Driver driver;
    private final String database;

    private Neo4jGraph(Driver driver, String database) {
        this.driver = driver;
        this.database = database;
    }

    /**
     * Where the graph is.
     *
     * @param uri {@code bolt://} for one server, {@code neo4j://} for a cluster; with {@code +s} for TLS
     * @param user empty for a server without authentication
     * @param password empty for a server without authentication; never printed
     * @param database the database's name
     */
    public record Address(URI uri, String user, String password, String database) {
        /** A server that asks for no credentials, for example the embedded one on loopback. */
        public static Address open(URI uri) {
            return new Address(uri, "", "", "neo4j");
        }

        AuthToken token() {
            return user.isEmpty() ? AuthTokens.none() : AuthTokens.basic(user, password);
        }

        @Override
        public String toString() {
            return uri + "/" + database;
        }
    }

    /**
     * Connects and makes sure that the server answers.
     *
     * @throws GraphUnavailableException if it does not, with what to check
     */
    public static Neo4jGraph connect(Address address) {
        Driver driver = null;
        try {
            driver = GraphDatabase.driver(
                    address.uri(),
                    address.token(),
                    Config.builder()
                            .withConnectionTimeout(5, TimeUnit.SECONDS)
                            .withConnectionAcquisitionTimeout(20, TimeUnit.SECONDS)
                            .withMaxTransactionRetryTime(15, TimeUnit.SECONDS)
                            .withFetchSize(FETCHED)
                            .withUserAgent("cadastre")
                            .build());
            driver.verifyConnectivity();
            return new Neo4jGraph(driver, address.database());
        } catch (AuthenticationException e) {
            close(driver);
            throw new GraphUnavailableException("Neo4j at " + address.uri() + " refuses the user or the password.", e);
        } catch (Neo4jException | IllegalArgumentException e) {
            close(driver);
            throw new GraphUnavailableException("Neo4j does not answer at " + address.uri() + ".", e);
        }
    }

    private static void close(@org.jspecify.annotations.Nullable Driver driver) {
        if (driver != null) {
            driver.close();
        }
    }

    /** A session for reading; in a cluster it may go to a follower. */
    public Session readSession() {
        return readSession(FETCHED);
    }

    /**
     * A session for reading that does not look far ahead.
     *
     * @param fetched how many rows come at a time
     */
    public Session readSession(int fetched) {
        return session(AccessMode.READ, fetched);
    }

    /** A session for writing. */
    public Session writeSession() {
        return session(AccessMode.WRITE, FETCHED);
    }

    private Session session(AccessMode mode, int fetched) {
        return driver.session(SessionConfig.builder()
                .withDatabase(database)
                .withDefaultAccessMode(mode)
                .withFetchSize(fetched)
                .withBookmarkManager(driver.executableQueryBookmarkManager())
                .build());
    }

    /**
     * Asks the server for a sign of life.
     *
     * @throws GraphUnavailableException if there is none
     */
    public Duration ping() {
        long start = System.nanoTime();
        try (Session session = readSession()) {
            session.run("RETURN 1").consume();
        } catch (Neo4jException e) {
            throw new GraphUnavailableException("Neo4j does not answer.", e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        driver.close();
    }
}
