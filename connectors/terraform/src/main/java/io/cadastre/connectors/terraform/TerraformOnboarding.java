package io.cadastre.connectors.terraform;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.ArrayList;
import java.util.List;

/** Asks what is to be read, and reads it once. */
final class TerraformOnboarding {
    private TerraformOnboarding() {}

    static OnboardingFlow flow() {
        return OnboardingFlow.of(OnboardingStep.input(
                        "states",
                        "States",
                        "Which states are read.",
                        List.of(TerraformSettings.FILES, TerraformSettings.ADDRESSES, TerraformSettings.USERNAME),
                        List.of(TerraformSettings.PASSWORD))
                .checkedBy(TerraformOnboarding::check));
    }

    private static List<Config.Problem> check(Answers answers, Env env) throws Exception {
        TerraformSettings settings = TerraformSettings.of(answers.values(), answers.credentials());
        List<Config.Problem> problems = new ArrayList<>();
        for (StateSource source : StateFiles.sources(settings)) {
            try {
                source.read(env, settings);
            } catch (ConnectorException.Authentication e) {
                problems.add(new Config.Problem(
                        TerraformSettings.PASSWORD.name(),
                        "The server refuses the user or the password: " + e.getMessage()));
            } catch (ConnectorException e) {
                problems.add(new Config.Problem(source.setting(), source.location() + ": " + e.getMessage()));
            }
        }
        return problems;
    }
}
