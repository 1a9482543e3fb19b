package io.cadastre.server;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import io.cadastre.spi.onboarding.OnboardingStep.Option;
import io.cadastre.spi.step.Step;
import java.util.List;

/** A made-up door: asks by condition, for a secret and for selections; one check fails until the answer is good. */
public final class DoorConnector implements ConnectorModule {
    public static final String GOOD_TOKEN = "door-token-51c2";

    /** A door. */
    static final class Door {
        static final EntityType<Door> TYPE =
                EntityType.<Door>named("test_door").classes(EntityClass.DEVICE).keyed("id");

        private Door() {}
    }

    private static final ConfigField HOST =
            ConfigField.requiredText("host", "Host", "door.example", "Where the door answers.");
    private static final ConfigField PORT = ConfigField.integer("port", "Port", 443, "Where it listens.");
    private static final ConfigField SCOPE =
            ConfigField.choice("scope", "Scope", List.of("everything", "some"), "What is to be read.");
    private static final CredentialField TOKEN = CredentialField.string("token", "Token", "It is inside the door.");

    private static final OnboardingFlow FLOW = OnboardingFlow.of(
            OnboardingStep.input("server", "Door", "Which door is to be read.", List.of(HOST, PORT, SCOPE), List.of()),
            OnboardingStep.input("signIn", "Sign in", "", List.of(), List.of(TOKEN))
                    .checkedBy((answers, env) -> signIn(answers)),
            OnboardingStep.selectSeveral(
                            "rooms",
                            "Rooms",
                            "Behind the door.",
                            (answers, env) -> List.of(new Option("attic", "The attic"), new Option("hall", "The hall")))
                    .askedWhen(answers -> answers.values().text("scope").equals("some")));

    private static List<Config.Problem> signIn(Answers answers) throws Exception {
        boolean good = answers.credentials().string("token").use(GOOD_TOKEN::equals);
        return good ? List.of() : List.of(new Config.Problem("token", "The door does not know this token."));
    }

    @Override
    public ConnectorDefinition definition() {
        return ConnectorDefinition.of("door", "Door", "For tests.", Schema.of("test", Door.TYPE))
                .permissions("open the door")
                .config(HOST, PORT, SCOPE, ConfigField.texts("rooms", "Rooms", "Behind the door."))
                .credentials(TOKEN)
                .onboarding(FLOW);
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) {
        return Installation.of(Step.named("doors", "Look at the door")
                .produces(Door.TYPE)
                .runs(context -> context.emit(
                        EntityInput.of(Door.TYPE, config.text("host")).build())));
    }
}
