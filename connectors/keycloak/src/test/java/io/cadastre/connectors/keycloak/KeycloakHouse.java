package io.cadastre.connectors.keycloak;

import io.cadastre.connectors.conformance.SkippedTime;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.engine.House;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.RetryPolicy;
import io.cadastre.engine.credential.OAuthCredential;
import io.cadastre.engine.credential.OAuthSecret;
import io.cadastre.engine.credential.OAuthTokens;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The engine, a graph and an installation of the connector, which keeps one OAuth client from sync to sync. */
final class KeycloakHouse implements AutoCloseable {
    final SkippedTime time = new SkippedTime();
    final House house;
    final String installation;
    final Map<String, Object> settings = new HashMap<>();

    private final CallRuntime calls = new CallRuntime(time, new Random(1), RetryPolicy.DEFAULT);
    private final Client client;

    KeycloakHouse(Neo4jGraph graph, Path directory, URI baseUrl, String clientId, String clientSecret) {
        settings.put("baseUrl", baseUrl.toString());
        settings.put("realm", "acme");
        client = new Client(new OAuthSecret(clientId, clientSecret, null));
        house = new House(graph, directory, IngestLimits.DEFAULT, calls, module());
        installation = house.install("keycloak");
    }

    /** The only credential of the connector. */
    private final class Client implements Credentials, OAuthTokens {
        private final OAuthSecret secret;
        private @Nullable Credential handle;

        Client(OAuthSecret secret) {
            this.secret = secret;
        }

        @Override
        public boolean has(String name) {
            return name.equals("client");
        }

        @Override
        public Credential string(String name) {
            throw new IllegalArgumentException("There is no credential '" + name + "'.");
        }

        @Override
        public synchronized Credential oauth(String name, OAuthSettings oauth) {
            Credential known = handle;
            if (known == null) {
                known = new OAuthCredential(name, oauth, this, calls.tokenEndpoint("keycloak"), time);
                handle = known;
            }
            return known;
        }

        @Override
        public Optional<OAuthSecret> read() {
            return Optional.of(secret);
        }

        @Override
        public void keep(OAuthSecret newer) {
            throw new IllegalStateException("A client that speaks for itself has nothing to keep.");
        }
    }

    /** The connector with its settings built in: what it reads needs no form and no vault. */
    private ConnectorModule module() {
        KeycloakConnector connector = new KeycloakConnector();
        ConnectorDefinition own = connector.definition();
        ConnectorDefinition bare =
                ConnectorDefinition.of(own.name(), own.displayName(), own.description(), own.schema());
        return new ConnectorModule() {
            @Override
            public ConnectorDefinition definition() {
                return bare;
            }

            @Override
            public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
                Config.Checked checked = Config.check(own.config(), settings);
                if (!checked.problems().isEmpty()) {
                    throw new AssertionError(checked.problems());
                }
                return connector.initialise(checked.config(), client);
            }
        };
    }

    SyncReport sync() {
        return house.sync(installation);
    }

    /** How many entities there are of each type. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        house.query("MATCH (e:Entity) RETURN e._type, count(e)")
                .forEach(row -> counts.put(row.get(0).asString(), row.get(1).asLong()));
        return counts;
    }

    List<String> texts(String cypher) {
        return house.query(cypher).stream().map(row -> row.get(0).asString()).toList();
    }

    @Override
    public void close() {
        house.close();
        calls.close();
    }
}
