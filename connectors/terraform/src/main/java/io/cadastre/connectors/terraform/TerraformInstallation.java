package io.cadastre.connectors.terraform;

import io.cadastre.connectors.terraform.model.Module;
import io.cadastre.connectors.terraform.model.Provider;
import io.cadastre.connectors.terraform.model.Resource;
import io.cadastre.connectors.terraform.model.State;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.step.Step;
import java.util.List;
import java.util.Optional;

/** Some states. */
final class TerraformInstallation implements Installation {
    private final TerraformSettings settings;

    TerraformInstallation(TerraformSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<HttpSettings> http() {
        return settings.http();
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.named("states", "States")
                .produces(
                        State.TYPE,
                        Module.TYPE,
                        Provider.TYPE,
                        Resource.TYPE,
                        State.MODULES,
                        State.RESOURCES,
                        State.PROVIDERS,
                        Module.MODULES,
                        Module.RESOURCES,
                        Provider.RESOURCES,
                        Resource.DEPENDENCIES,
                        Resource.REPOSITORY,
                        Resource.IMAGE)
                .runs(new StateStep(settings)));
    }

    /** Reads all states: one alone would not tell of the others, and each is one call. */
    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        List<StateSource> sources = StateFiles.sources(settings);
        for (StateSource source : sources) {
            source.read(env, settings);
        }
        return sources.isEmpty()
                ? Health.degraded("There is no state file.")
                : Health.healthy("States that can be read: " + sources.size() + ".");
    }
}
