package io.cadastre.connectors.aws;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.pipeline.Pipeline;
import java.util.Optional;

/** Some accounts. */
final class AwsInstallation implements Installation {
    private final AwsSettings settings;
    private final Credential secret;

    AwsInstallation(AwsSettings settings, Credential secret) {
        this.settings = settings;
        this.secret = secret;
    }

    /** Sessions of one sync: roles are assumed anew in the next. */
    private AwsSessions sessions() {
        return new AwsSessions(new AwsClient(settings.endpoint(), settings.clock()), settings, secret);
    }

    @Override
    public Optional<Pipeline> pipeline() {
        return Optional.of(new AwsPipeline(settings, sessions()).whole());
    }

    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        return Health.healthy("Account " + sessions().identify(env).account() + " accepts the access key.");
    }
}
