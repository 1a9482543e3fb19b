package io.cadastre.engine.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All answers at once, as programs give them. */
@DisplayName("M15: all answers at once")
class OnboardingAtOnceTest {
    private static final ConfigField MODE = ConfigField.choice("mode", "Mode", List.of("cloud", "own"), "");
    private final AtomicInteger calls = new AtomicInteger();

    private final OnboardingStep mode = OnboardingStep.input("kind", "Kind", "", List.of(MODE), List.of());
    private final OnboardingStep server = OnboardingStep.input(
                    "server", "Server", "", List.of(FlowConnector.HOST, FlowConnector.PORT), List.of())
            .checkedBy((answers, env) -> {
                calls.incrementAndGet();
                return answers.values().text("host").equals("bad")
                        ? List.of(new Config.Problem("host", "Nobody answers there."))
                        : List.of();
            })
            .askedWhen(answers -> answers.values().text("mode").equals("own"));
    private final OnboardingStep spaces = OnboardingStep.selectSeveral(
            "spaces",
            "Spaces",
            "",
            (answers, env) ->
                    List.of(new OnboardingStep.Option("red", "Red"), new OnboardingStep.Option("blue", "Blue")));

    private final Desk desk = new Desk(new FlowConnector(FlowConnector.definition(mode, server, spaces)
            .config(
                    MODE,
                    FlowConnector.HOST,
                    FlowConnector.PORT,
                    ConfigField.texts("spaces", "Spaces", ""),
                    ConfigField.integer("depth", "Depth", 3, "Never asked for."))));

    private void install(@Nullable Object... namesAndValues) throws InvalidInstallationException {
        desk.onboarding.install(new NewInstallation("All", "flow", Desk.values(namesAndValues), null));
    }

    private List<Config.Problem> problems(@Nullable Object... namesAndValues) {
        try {
            install(namesAndValues);
            return List.of();
        } catch (InvalidInstallationException e) {
            assertThat(desk.made).isEmpty();
            return e.problems();
        }
    }

    @Test
    void goodAnswersMakeTheInstallation() throws InvalidInstallationException {
        install("mode", "own", "host", "a.example", "spaces", List.of("red"), "depth", 5);
        assertThat(desk.only().config())
                .isEqualTo(Desk.values("mode", "own", "host", "a.example", "spaces", List.of("red"), "depth", 5L));
        assertThat(calls).hasValue(1);
    }

    @Test
    void aStepThatIsNotAskedNeedsNoAnswerAndTakesNone() throws InvalidInstallationException {
        assertThat(problems("mode", "cloud", "spaces", "red", "host", "a.example"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("host"));
        install("mode", "cloud", "spaces", "red");
        assertThat(calls).hasValue(0);
    }

    @Test
    void everyFieldThatIsWrongIsTold() {
        assertThat(problems("mode", "own", "port", "NaN", "odd", 1, "depth", "deep"))
                .extracting(Config.Problem::field)
                .containsExactlyInAnyOrder("host", "port", "odd", "depth");
    }

    @Test
    void liveChecksAndOptionsCountToo() {
        assertThat(problems("mode", "own", "host", "bad", "spaces", "red"))
                .containsExactly(new Config.Problem("host", "Nobody answers there."));
        assertThat(problems("mode", "cloud", "spaces", List.of("red", "pink")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("spaces");
                    assertThat(problem.message()).contains("'pink'", "red, blue");
                });
        assertThat(problems("mode", "cloud"))
                .extracting(Config.Problem::message)
                .singleElement()
                .asString()
                .startsWith("Spaces is required.");
    }

    @Test
    void aStepOfTheConnectorsOwnRunsOnlyIfAllElseIsRight() {
        AtomicInteger acted = new AtomicInteger();
        Desk other = new Desk(FlowConnector.asking(
                OnboardingStep.input("server", "Server", "", List.of(FlowConnector.HOST), List.of()),
                OnboardingStep.custom("hook", "Hook", "", (answers, env) -> {
                    acted.incrementAndGet();
                    throw new ConnectorException.Permission("hooks", "Grant hooks.");
                })));
        assertThatThrownBy(() -> other.onboarding.install(new NewInstallation("x", "flow", Desk.values(), null)))
                .hasMessage("Host is required.");
        assertThat(acted).hasValue(0);
        assertThatThrownBy(() ->
                        other.onboarding.install(new NewInstallation("x", "flow", Desk.values("host", "a"), null)))
                .hasMessage("Grant hooks.");
        assertThat(acted).hasValue(1);
    }

    @Test
    void secretsGoThroughTheFlowToo() throws InvalidInstallationException {
        OnboardingStep signIn = OnboardingStep.input(
                        "signIn", "Sign in", "", List.of(MODE), List.of(FlowConnector.TOKEN))
                .checkedBy(
                        (answers, env) -> answers.credentials().string("token").use("good"::equals)
                                ? List.of()
                                : List.of(new Config.Problem("token", "Not known.")));
        Desk other = new Desk(new FlowConnector(FlowConnector.definition(signIn).credentials(FlowConnector.TOKEN)));
        assertThatThrownBy(() -> other.onboarding.install(
                        new NewInstallation("x", "flow", Desk.values("token", "good"), Desk.values("odd", "1"), null)))
                .isInstanceOfSatisfying(
                        InvalidInstallationException.class,
                        e -> assertThat(e.problems())
                                .extracting(Config.Problem::field)
                                .containsExactly("token", "token", "odd"));
        assertThatThrownBy(() -> other.onboarding.install(
                        new NewInstallation("x", "flow", Desk.values(), Desk.values("token", "bad"), null)))
                .hasMessage("Not known.");
        assertThatThrownBy(() -> other.onboarding.install(
                        new NewInstallation("x", "flow", Desk.values(), Desk.values("token", " "), null)))
                .hasMessage("Token must be a text that is not blank.");
        other.onboarding.install(new NewInstallation("x", "flow", Desk.values(), Desk.values("token", "good"), null));
        assertThat(other.only().credentials()).isEqualTo(Desk.values("token", "good"));
    }

    @Test
    void aBlankNameIsToldWithEverythingElse() {
        assertThatThrownBy(() -> desk.onboarding.install(
                        new NewInstallation(" ", "flow", Desk.values("mode", "sideways"), null)))
                .isInstanceOfSatisfying(
                        InvalidInstallationException.class,
                        e -> assertThat(e.problems())
                                .extracting(Config.Problem::field)
                                .containsSubsequence("name", "mode"));
    }
}
