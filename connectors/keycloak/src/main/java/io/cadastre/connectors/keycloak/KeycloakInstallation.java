package io.cadastre.connectors.keycloak;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.pipeline.Pipeline;
import java.util.Optional;

/** Realms of one server. */
final class KeycloakInstallation implements Installation {
    private final KeycloakSettings settings;
    private final HttpAuth auth;

    KeycloakInstallation(KeycloakSettings settings, HttpAuth auth) {
        this.settings = settings;
        this.auth = auth;
    }

    @Override
    public Optional<HttpSettings> http() {
        return Optional.of(settings.http(auth));
    }

    @Override
    public Optional<Pipeline> pipeline() {
        return Optional.of(new KeycloakPipeline(settings).whole());
    }

    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        int realms = env.http()
                .json(KeycloakApi.realms().query("briefRepresentation", "true"))
                .elements()
                .size();
        return Health.healthy(realms == 1 ? "A realm can be seen." : realms + " realms can be seen.");
    }
}
