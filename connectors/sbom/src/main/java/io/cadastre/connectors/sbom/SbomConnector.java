package io.cadastre.connectors.sbom;

import io.cadastre.connectors.sbom.model.Component;
import io.cadastre.connectors.sbom.model.Document;
import io.cadastre.connectors.sbom.model.Vulnerability;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.List;

/** Reads software bills of materials: CycloneDX in JSON and XML, SPDX in JSON. */
public final class SbomConnector implements ConnectorModule {
    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "sbom",
                    "SBOM",
                    "What software is made of, by its CycloneDX and SPDX documents:"
                            + " components, licences, dependencies, vulnerabilities.",
                    Schema.of("sbom", Document.TYPE, Component.TYPE, Vulnerability.TYPE))
            .icon("M6 2h9l5 5v15H6zM14 3v5h5M9 12h8M9 15h8M9 18h5")
            .permissions("Read access to the files.")
            .config(SbomSettings.FILES)
            .onboarding(OnboardingFlow.of(OnboardingStep.input(
                            "documents",
                            "Documents",
                            "Which documents are read.",
                            List.of(SbomSettings.FILES),
                            List.of())
                    .checkedBy((answers, env) -> SbomInstallation.problems(SbomSettings.of(answers.values())))));

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        return new SbomInstallation(SbomSettings.of(config));
    }
}
