package io.cadastre.connectors.docker;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An engine, a registry or both. */
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
        List<Step> steps = new ArrayList<>();
        if (settings.engine().isPresent()) {
            steps.addAll(new EngineSteps(settings).all());
        }
        if (settings.registry().isPresent()) {
            steps.add(new RegistryStep(settings).step());
        }
        return steps;
    }

    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        if (settings.engine().isPresent()) {
            engine(settings, env);
        }
        if (settings.registry().isPresent()) {
            registry(settings, env);
        }
        return Health.healthy("It can be read.");
    }

    /** Asks for something small that needs all that is needed. */
    static void engine(DockerSettings settings, Env env) throws ConnectorException, InterruptedException {
        settings.engine(env).json(EngineSteps.call("/version")).text("Version");
    }

    /** Asks for something small that needs all that is needed for the list of repositories. */
    static void registry(DockerSettings settings, Env env) throws ConnectorException, InterruptedException {
        settings.registry(env)
                .json(HttpCall.get("/v2/_catalog").query("n", "1").needing(RegistryStep.CATALOGUE))
                .elements("repositories");
    }
}
