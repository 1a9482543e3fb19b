package io.cadastre.connectors.docker;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.step.Step;
import java.util.List;
import java.util.Optional;

/** One engine or registry. */
final class DockerInstallation implements Installation {
    private final DockerSettings settings;

    DockerInstallation(DockerSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<HttpSettings> http() {
        return settings.http();
    }

    @Override
    public List<Step> steps() {
        return settings.registry() ? List.of(new RegistryStep(settings).step()) : new EngineSteps(settings).all();
    }

    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        return Health.healthy(tried(settings, env));
    }

    /** Asks for something small that needs all that is needed. */
    static String tried(DockerSettings settings, Env env) throws ConnectorException, InterruptedException {
        if (settings.registry()) {
            settings.http(env)
                    .json(HttpCall.get("/v2/_catalog").query("n", "1").needing(RegistryStep.CATALOGUE))
                    .elements("repositories");
            return "The registry can be read.";
        }
        String version = settings.http(env).json(EngineSteps.call("/version")).text("Version");
        return "The engine can be read; its version is " + version + ".";
    }
}
