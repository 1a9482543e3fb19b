package io.cadastre.connectors.acme;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.pipeline.Pipeline;
import java.util.Optional;

/** One tenant. */
final class AcmeInstallation implements Installation {
    private final AcmeSettings settings;
    private final HttpAuth auth;

    AcmeInstallation(AcmeSettings settings, HttpAuth auth) {
        this.settings = settings;
        this.auth = auth;
    }

    @Override
    public Optional<HttpSettings> http() {
        return Optional.of(AcmeSettings.http(settings.baseUrl(), auth));
    }

    @Override
    public Optional<Pipeline> pipeline() {
        Pipeline whole = AcmePipeline.whole();
        return Optional.of(settings.incremental() ? whole.incremental(new AcmeFeed(), settings.fullEvery()) : whole);
    }

    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        Http http = env.http();
        http.send(AcmeOnboarding.HEALTH);
        return http.json(AcmeObject.WORKSPACE.listing()).elements().isEmpty()
                ? Health.degraded("The key is good, but it sees no workspace.")
                : Health.healthy("The tenant can be reached, and the key is good.");
    }
}
