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

/** Reads a Docker engine, or a registry of images. */
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
                    "A Docker engine with its images, containers, networks and volumes, or a registry with its"
                            + " repositories and tags.",
                    SCHEMA)
            .icon("M2 12h18c0 5-4 8-9 8-5 0-9-3-9-8zM5 12V9h3v3M8 9h3v3M11 9h3v3M8 9V6h3v3M20 12c1 0 2-1 2-3")
            .permissions(EngineSteps.READ, "of a registry: " + RegistryStep.CATALOGUE + ", repository:*:pull")
            .config(
                    DockerSettings.SOURCE,
                    DockerSettings.URL,
                    DockerSettings.USERNAME,
                    DockerSettings.CA_CERTIFICATES)
            .credentials(DockerSettings.PASSWORD)
            .onboarding(OnboardingFlow.of(OnboardingStep.input(
                            "docker",
                            "Docker",
                            "What is read, where it is, and by whom.",
                            List.of(
                                    DockerSettings.SOURCE,
                                    DockerSettings.URL,
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
        try {
            DockerInstallation.tried(DockerSettings.of(answers.values(), answers.credentials()), env);
            return List.of();
        } catch (ConnectorException.Authentication e) {
            return List.of(new Config.Problem(
                    DockerSettings.PASSWORD.name(), "The user name or the password is not accepted."));
        } catch (ConnectorException e) {
            return List.of(new Config.Problem(DockerSettings.URL.name(), String.valueOf(e.getMessage())));
        }
    }
}
