package io.cadastre.engine.onboarding;

import io.cadastre.engine.ScriptedConnector;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;

/** A connector that has a flow and nothing else. */
record FlowConnector(ConnectorDefinition definition) implements ConnectorModule {
    static final ConfigField PORT = ConfigField.integer("port", "Port", 443, "");
    static final ConfigField HOST = ConfigField.requiredText("host", "Host", "example.org", "");
    static final CredentialField TOKEN = CredentialField.string("token", "Token", "");

    static ConnectorDefinition definition(OnboardingStep... steps) {
        return ConnectorDefinition.of("flow", "Flow", "For tests.", ScriptedConnector.SCHEMA)
                .onboarding(OnboardingFlow.of(steps));
    }

    static FlowConnector asking(OnboardingStep... steps) {
        return new FlowConnector(definition(steps));
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) {
        return Installation.of();
    }
}
