package io.cadastre.connectors.docker;

import io.cadastre.connectors.docker.model.DockerContainer;
import io.cadastre.connectors.docker.model.DockerEngine;
import io.cadastre.connectors.docker.model.DockerImage;
import io.cadastre.connectors.docker.model.DockerNetwork;
import io.cadastre.connectors.docker.model.DockerRegistry;
import io.cadastre.connectors.docker.model.DockerRepository;
import io.cadastre.connectors.docker.model.DockerRepositoryImage;
import io.cadastre.connectors.docker.model.DockerVolume;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Env;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.List;

/** Reads a Docker engine, a registry of images or both. */
public final class DockerConnector implements ConnectorModule {
    public static final Schema SCHEMA = Schema.of(
                    "docker",
                    DockerEngine.TYPE,
                    DockerImage.TYPE,
                    DockerContainer.TYPE,
                    DockerNetwork.TYPE,
                    DockerVolume.TYPE,
                    DockerRegistry.TYPE,
                    DockerRepository.TYPE,
                    DockerRepositoryImage.TYPE)
            .rootedAt(DockerEngine.TYPE, DockerRegistry.TYPE);

    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "docker",
                    "Docker",
                    "A Docker engine with its images, containers, networks and volumes, and a registry with its"
                            + " repositories and tags.",
                    SCHEMA)
            .icon("M2 12h18c0 5-4 8-9 8-5 0-9-3-9-8zM5 12V9h3v3M8 9h3v3M11 9h3v3M8 9V6h3v3M20 12c1 0 2-1 2-3")
            .permissions(EngineSteps.READ, "of a registry: " + RegistryStep.CATALOGUE + ", repository:*:pull")
            .config(
                    DockerSettings.ENGINE,
                    DockerSettings.REGISTRY,
                    DockerSettings.USERNAME,
                    DockerSettings.CA_CERTIFICATES)
            .credentials(DockerSettings.PASSWORD)
            .onboarding(OnboardingFlow.of(OnboardingStep.input(
                            "docker",
                            "Docker",
                            "What is read, where it is, and by whom.",
                            List.of(
                                    DockerSettings.ENGINE,
                                    DockerSettings.REGISTRY,
                                    DockerSettings.USERNAME,
                                    DockerSettings.CA_CERTIFICATES),
                            List.of(DockerSettings.PASSWORD))
                    .checkedBy(DockerConnector::tried)));

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        return new DockerInstallation(DockerSettings.of(config, credentials));
    }

    private static List<Config.Problem> tried(Answers answers, Env env) throws InterruptedException {
        DockerSettings settings;
        try {
            settings = DockerSettings.of(answers.values(), answers.credentials());
        } catch (ConnectorException.Configuration e) {
            String message = String.valueOf(e.getMessage());
            return problem(
                    message.contains(DockerSettings.ENGINE.name())
                            ? DockerSettings.ENGINE.name()
                            : message.contains(DockerSettings.REGISTRY.name())
                                    ? DockerSettings.REGISTRY.name()
                                    : DockerSettings.USERNAME.name(),
                    message);
        }
        if (settings.engine().isPresent()) {
            try {
                DockerInstallation.engine(settings, env);
            } catch (ConnectorException e) {
                return problem(DockerSettings.ENGINE.name(), String.valueOf(e.getMessage()));
            }
        }
        if (settings.registry().isPresent()) {
            try {
                DockerInstallation.registry(settings, env);
            } catch (ConnectorException.Authentication e) {
                return problem(DockerSettings.PASSWORD.name(), "The user name or the password is not accepted.");
            } catch (ConnectorException e) {
                return problem(DockerSettings.REGISTRY.name(), String.valueOf(e.getMessage()));
            }
        }
        return List.of();
    }

    private static List<Config.Problem> problem(String field, String message) {
        return List.of(new Config.Problem(field, message));
    }
}
