package io.cadastre.connectors.okta;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.pipeline.Pipeline;
import java.util.Optional;

/** One organisation. */
final class OktaInstallation implements Installation {
    private final OktaSettings settings;
    private final Credential token;

    OktaInstallation(OktaSettings settings, Credential token) {
        this.settings = settings;
        this.token = token;
    }

    @Override
    public Optional<HttpSettings> http() {
        return Optional.of(OktaSettings.http(settings.baseUrl(), token, settings.callsPerMinute()));
    }

    @Override
    public Optional<Pipeline> pipeline() {
        return Optional.of(new OktaPipeline(settings).whole());
    }

    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        // The id of an organisation is known to everybody; who is in it is not.
        env.http().json(OktaApi.USERS.query("limit", "1")).elements();
        return Health.healthy("The organisation can be read.");
    }
}
