package io.cadastre.connectors.github;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.pipeline.Pipeline;
import java.util.Optional;

/** One organisation. */
final class GithubInstallation implements Installation {
    private final GithubSettings settings;
    private final HttpAuth auth;

    GithubInstallation(GithubSettings settings, HttpAuth auth) {
        this.settings = settings;
        this.auth = auth;
    }

    @Override
    public Optional<HttpSettings> http() {
        return Optional.of(GithubSettings.http(settings.baseUrl(), auth));
    }

    @Override
    public Optional<Pipeline> pipeline() {
        return Optional.of(new GithubPipeline(settings).whole());
    }

    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        GithubApi api = new GithubApi(settings.organization());
        // The organisation itself is public; who is in it is not.
        env.http()
                .json(api.ofOrganization("/members", GithubApi.MEMBERS).query("per_page", "1"))
                .elements();
        return Health.healthy("The organisation can be read.");
    }
}
