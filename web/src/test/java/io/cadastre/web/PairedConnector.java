package io.cadastre.web;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.List;

/** Collects nothing, but asks for a lot: by condition, with a secret, with selections and with checks that fail. */
final class PairedConnector implements ConnectorModule {
    static final String GOOD_TOKEN = "paired-token-7f3a";

    static final class Device {
        static final EntityType<Device> TYPE = EntityType.<Device>named("paired_device")
                .classes(EntityClass.HOST)
                .keyed("id");

        private Device() {}
    }

    private static final ConfigField HOST =
            ConfigField.requiredText("host", "Host", "device.example", "Where the device answers.");
    private static final ConfigField PORT = ConfigField.integer("port", "Port", 443, "Where it listens.");
    private static final ConfigField SCOPE =
            ConfigField.choice("scope", "Scope", List.of("everything", "some"), "What is to be read.");
    private static final CredentialField TOKEN = CredentialField.string("token", "Token", "Shown on the device.");

    private static final OnboardingStep SERVER = OnboardingStep.input(
            "server", "Device", "Which device is to be read.", List.of(HOST, PORT, SCOPE), List.of());
    private static final OnboardingStep SIGN_IN = OnboardingStep.input(
                    "signIn", "Sign in", "", List.of(), List.of(TOKEN))
            .checkedBy((answers, env) -> signIn(answers));
    private static final OnboardingStep SPACES = OnboardingStep.selectSeveral(
                    "spaces", "Spaces", "What is read of it.", (answers, env) -> spaces(answers))
            .askedWhen(answers -> answers.values().text("scope").equals("some"));

    private static List<Config.Problem> signIn(Answers answers) throws ConnectorException, InterruptedException {
        if (answers.values().text("host").equals("down.example")) {
            throw new ConnectorException.Unavailable("The device does not answer. Switch it on.", null);
        }
        boolean good = answers.credentials().string("token").use(GOOD_TOKEN::equals);
        return good ? List.of() : List.of(new Config.Problem("token", "The device does not know this token."));
    }

    private static List<OnboardingStep.Option> spaces(Answers answers) {
        return answers.values().text("host").equals("empty.example")
                ? List.of()
                : List.of(
                        new OnboardingStep.Option("attic", "The attic"), new OnboardingStep.Option("hall", "The hall"));
    }

    @Override
    public ConnectorDefinition definition() {
        return ConnectorDefinition.of("paired", "Paired", "For tests.", Schema.of("paired", Device.TYPE))
                .config(HOST, PORT, SCOPE, ConfigField.texts("spaces", "Spaces", "What is read of it."))
                .credentials(TOKEN)
                .onboarding(OnboardingFlow.of(SERVER, SIGN_IN, SPACES));
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) {
        return Installation.of();
    }
}
