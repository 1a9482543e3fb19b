package io.cadastre.engine.onboarding;

import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.spi.Config;
import java.util.List;
import java.util.Optional;

/**
 * Where an onboarding stands.
 *
 * @param id names it
 * @param connector the connector's name
 * @param question what is asked now; empty when it is done
 * @param position how manyth question it is, from 1
 * @param message what people should know before they answer; may be empty
 * @param problems why the last answer was not accepted, by field; a problem under the question's key is about all of it
 * @param installation what came of it, when it is done
 */
public record OnboardingState(
        String id,
        String connector,
        Optional<Question> question,
        int position,
        String message,
        List<Config.Problem> problems,
        Optional<InstallationRecord> installation) {
    public OnboardingState {
        problems = List.copyOf(problems);
    }

    /** Whether the installation is made. */
    public boolean done() {
        return installation.isPresent();
    }
}
