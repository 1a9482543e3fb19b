package io.cadastre.engine.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.installation.Schedule;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingStep;
import io.cadastre.spi.onboarding.OnboardingStep.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Onboarding, question by question. */
class OnboardingTest {
    private static OnboardingStep.Input input(String key, ConfigField... fields) {
        return OnboardingStep.input(key, key, "", List.of(fields), List.of());
    }

    private static OnboardingStep.Input signIn() {
        return OnboardingStep.input("signIn", "Sign in", "", List.of(), List.of(FlowConnector.TOKEN));
    }

    private static List<Option> options(String... values) {
        return List.of(values).stream()
                .map(value -> new Option(value, "The " + value))
                .toList();
    }

    private static ConfigField text(String name) {
        return ConfigField.optionalText(name, name, "");
    }

    @Test
    void theHostAsksForANameFirstAndForAScheduleLast() {
        Desk desk = new Desk(FlowConnector.asking(input("server", FlowConnector.HOST)));

        assertThat(desk.field("name").offered()).isEqualTo("Flow");
        desk.answer("name", "My flow");
        desk.answer("host", "a.example");
        assertThat(desk.field("schedule").offered()).isEqualTo("every 24 hours");
        desk.answer();

        assertThat(desk.state.done()).isTrue();
        assertThat(desk.only().name()).isEqualTo("My flow");
        assertThat(desk.only().config()).isEqualTo(Desk.values("host", "a.example"));
        assertThat(desk.only().schedule()).isEqualTo(Schedule.every(Duration.ofHours(24)));
    }

    @Test
    void theNameThatIsOfferedIsOneThatNoInstallationHas() {
        Desk desk = new Desk(FlowConnector.asking(input("server", text("host"))));
        desk.acceptTheRest();
        desk.begin();
        assertThat(desk.field("name").offered()).isEqualTo("Flow 2");
        desk.acceptTheRest();
        desk.begin();
        assertThat(desk.field("name").offered()).isEqualTo("Flow 3");
        assertThat(desk.made).extracting(NewInstallation::name).containsExactly("Flow", "Flow 2");
    }

    @Test
    void theScheduleCanBeLeftOut() {
        Desk desk = new Desk(FlowConnector.asking(input("server", text("host")))).named("x");
        desk.answer();
        desk.answer("schedule", "never");
        assertThat(desk.only().schedule()).isNull();
    }

    @Test
    void aNameThatIsTooLongIsAskedForAgain() {
        Desk desk = new Desk(FlowConnector.asking(input("server", text("host"))));
        desk.answer("name", "x".repeat(201));
        assertThat(desk.asked()).isEqualTo("installation");
        assertThat(desk.problem("name")).contains("200");
    }

    @Nested
    @DisplayName("M15: required, typed and validated")
    class Checks {
        @Test
        void aMissingRequiredSettingIsAskedForAgainWithTheReason() {
            Desk desk = new Desk(FlowConnector.asking(input("server", FlowConnector.HOST))).named("x");
            desk.answer();
            assertThat(desk.asked()).isEqualTo("server");
            assertThat(desk.problem("host")).isEqualTo("Host is required.");
        }

        @Test
        void aBlankSettingIsAMissingOne() {
            Desk desk = new Desk(FlowConnector.asking(input("server", FlowConnector.HOST))).named("x");
            desk.answer("host", "  ");
            assertThat(desk.problem("host")).isEqualTo("Host is required.");
        }

        @Test
        void anEmptyListIsAMissingOne() {
            Desk desk = new Desk(FlowConnector.asking(input(
                            "server", ConfigField.texts("paths", "Paths", "").asRequired())))
                    .named("x");
            desk.answer("paths", List.of());
            assertThat(desk.problem("paths")).isEqualTo("Paths is required.");
            desk.answer("paths", " , ");
            assertThat(desk.problem("paths")).isEqualTo("Paths is required.");
        }

        @Test
        void aMissingRequiredSecretIsAskedForAgain() {
            Desk desk = new Desk(FlowConnector.asking(signIn())).named("x");
            desk.answer("token", "");
            assertThat(desk.problem("token")).isEqualTo("Token is required.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"NaN", "seven", "3.5", "1e3", "Infinity"})
        void whatIsNoWholeNumberIsRefusedWithTheReason(String given) {
            Desk desk = new Desk(FlowConnector.asking(input("server", FlowConnector.PORT))).named("x");
            desk.answer("port", given);
            assertThat(desk.asked()).isEqualTo("server");
            assertThat(desk.problem("port")).isEqualTo("Port must be a whole number.");
        }

        @Test
        void aNumberThatIsNotANumberIsRefused() {
            Desk desk = new Desk(FlowConnector.asking(input("server", FlowConnector.PORT))).named("x");
            desk.answer("port", Double.NaN);
            assertThat(desk.problem("port")).isEqualTo("Port must be a whole number.");
        }

        @Test
        void allFieldsThatAreWrongAreToldAtOnce() {
            Desk desk = new Desk(FlowConnector.asking(OnboardingStep.input(
                            "all",
                            "All",
                            "",
                            List.of(FlowConnector.HOST, FlowConnector.PORT),
                            List.of(FlowConnector.TOKEN))))
                    .named("x");
            desk.answer("port", "NaN", "odd", "1");
            assertThat(desk.state.problems())
                    .extracting(Config.Problem::field)
                    .containsExactlyInAnyOrder("host", "port", "odd", "token");
        }

        @Test
        void aFailedValidationAsksTheSameStepAgainAndOffersWhatWasGiven() {
            Desk desk = new Desk(FlowConnector.asking(input("server", FlowConnector.HOST, FlowConnector.PORT)
                            .checkedBy((answers, env) ->
                                    answers.values().text("host").equals("good")
                                            ? List.of()
                                            : List.of(new Config.Problem("host", "Nobody answers there.")))))
                    .named("x");
            desk.answer("host", "bad", "port", "80");
            assertThat(desk.asked()).isEqualTo("server");
            assertThat(desk.problem("host")).isEqualTo("Nobody answers there.");
            assertThat(desk.field("host").offered()).isEqualTo("bad");
            assertThat(desk.field("port").offered()).isEqualTo(80L);

            desk.answer("host", "good");
            assertThat(desk.asked()).isEqualTo("schedule");
        }

        @Test
        void aValidationKnowsTheAnswersOfEarlierStepsWithTheirDefaultsAndSecrets() {
            AtomicReference<Object> seen = new AtomicReference<>();
            Desk desk = new Desk(FlowConnector.asking(
                            input("server", FlowConnector.PORT), signIn().checkedBy((answers, env) -> {
                                seen.set(answers.values().integer("port")
                                        + answers.credentials().string("token").<String>use(secret -> secret));
                                return List.of();
                            })))
                    .named("x");
            desk.answer();
            desk.answer("token", "s3cret");
            assertThat(seen.get()).isEqualTo("443s3cret");
        }
    }

    @Nested
    @DisplayName("M15: what connectors throw, and how long they take")
    class Failures {
        private Desk failing(OnboardingStep.Validation validation) {
            Desk desk = new Desk(FlowConnector.asking(signIn().checkedBy(validation))).named("x");
            desk.answer("token", "hunter2secret");
            return desk;
        }

        @Test
        void whatAConnectorSaysIsShown() {
            Desk desk = failing((answers, env) -> {
                throw new ConnectorException.Authentication("The token is not known. Make a new one.");
            });
            assertThat(desk.asked()).isEqualTo("signIn");
            assertThat(desk.problem("signIn")).isEqualTo("The token is not known. Make a new one.");
        }

        @Test
        void anythingElseIsNamedAndNotQuoted() {
            Desk desk = failing((answers, env) -> {
                throw new IllegalStateException("at /internal/path");
            });
            assertThat(desk.problem("signIn")).isEqualTo("Unexpected IllegalStateException; the log has the details.");
        }

        @Test
        void anErrorOfAPlugInStopsNothing() {
            Desk desk = failing((answers, env) -> {
                throw new NoClassDefFoundError("org/example/Missing");
            });
            assertThat(desk.problem("signIn")).startsWith("Unexpected NoClassDefFoundError");
        }

        @Test
        @DisplayName("I14: a secret that a connector quotes is masked")
        void aSecretThatAConnectorQuotesIsMasked() {
            Desk desk = failing((answers, env) -> {
                throw new ConnectorException.Authentication("hunter2secret is refused");
            });
            assertThat(desk.problem("signIn")).isEqualTo("[secret] is refused");
            Desk other = failing((answers, env) -> List.of(new Config.Problem("token", "hunter2secret is wrong")));
            assertThat(other.problem("token")).isEqualTo("[secret] is wrong");
        }

        @Test
        void aValidationThatHangsEndsAndIsInterrupted() throws InterruptedException {
            CountDownLatch interrupted = new CountDownLatch(1);
            Desk desk = new Desk(
                            FlowConnector.asking(signIn().checkedBy((answers, env) -> {
                                try {
                                    new CountDownLatch(1).await();
                                } catch (InterruptedException e) {
                                    interrupted.countDown();
                                }
                                return List.of();
                            })),
                            new OnboardingLimits(Duration.ofMillis(50), Duration.ofMinutes(30), 3))
                    .named("x");
            desk.answer("token", "abc");
            assertThat(desk.problem("signIn")).contains("no answer within").contains("try again");
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void aConditionThatFailsIsToldAtTheStepBeforeIt() {
            Desk desk = new Desk(FlowConnector.asking(
                            input("one", text("a")),
                            input("two", text("b"))
                                    .askedWhen(answers -> answers.values().bool("never-asked"))))
                    .named("x");
            desk.answer("a", "1");
            assertThat(desk.asked()).isEqualTo("one");
            assertThat(desk.problem("one")).startsWith("Unexpected IllegalArgumentException");
        }
    }

    @Nested
    @DisplayName("M15: back")
    class Back {
        private final OnboardingStep[] steps = {
            input("one", text("a")),
            input("two", text("b"))
                    .askedWhen(answers -> answers.values().maybeText("a").isPresent()),
            signIn(),
            input("three", text("c"))
        };

        @Test
        void backAsksTheStepAskedBeforeAndKeepsAllAnswers() {
            Desk desk = new Desk(FlowConnector.asking(steps)).named("x");
            desk.answer("a", "1");
            desk.answer("b", "2");
            desk.answer("token", "s3cret");
            desk.answer("c", "3");

            desk.back();
            assertThat(desk.field("c").offered()).isEqualTo("3");
            desk.back();
            assertThat(desk.field("token").given()).isTrue();
            assertThat(desk.field("token").offered()).isNull();
            desk.back();
            assertThat(desk.field("b").offered()).isEqualTo("2");
            desk.back();
            assertThat(desk.field("a").offered()).isEqualTo("1");
            desk.back();
            assertThat(desk.field("name").offered()).isEqualTo("x");
            desk.back();
            assertThat(desk.asked()).isEqualTo("installation");

            desk.acceptTheRest();
            assertThat(desk.only().config()).isEqualTo(Desk.values("a", "1", "b", "2", "c", "3"));
        }

        @Test
        void anAnswerWhoseStepIsNoLongerAskedDoesNotCount() {
            Desk desk = new Desk(FlowConnector.asking(steps)).named("x");
            desk.answer("a", "1");
            desk.answer("b", "2");
            desk.back();
            desk.back();
            desk.answer("a", "");
            assertThat(desk.asked()).isEqualTo("signIn");
            desk.answer("token", "s3cret");
            desk.acceptTheRest();
            assertThat(desk.only().config()).isEmpty();
        }

        @Test
        void whatIsClearedStaysCleared() {
            Desk desk = new Desk(FlowConnector.asking(input("one", text("a"), FlowConnector.PORT))).named("x");
            desk.answer("a", "1", "port", 8080);
            desk.back();
            desk.answer("a", null, "port", "");
            desk.acceptTheRest();
            assertThat(desk.only().config()).isEmpty();
        }

        @Test
        void aBlankSecretKeepsTheOneGivenBeforeAndNullDropsIt() {
            Desk desk = new Desk(FlowConnector.asking(OnboardingStep.input(
                            "signIn", "Sign in", "", List.of(), List.of(FlowConnector.TOKEN.optional()))))
                    .named("x");
            desk.answer("token", "s3cret");
            desk.back();
            desk.answer("token", "");
            desk.back();
            assertThat(desk.field("token").given()).isTrue();
            desk.answer("token", null);
            desk.back();
            assertThat(desk.field("token").given()).isFalse();
        }
    }

    @Nested
    @DisplayName("M15: selections")
    class Selections {
        private final List<Option> offered = new ArrayList<>();

        private Desk desk(OnboardingStep.Select step) {
            return new Desk(FlowConnector.asking(input("one", text("a")), step, input("two", text("b")))).named("x");
        }

        private OnboardingStep.Select one() {
            return OnboardingStep.selectOne("space", "Space", "", (answers, env) -> offered);
        }

        private OnboardingStep.Select several() {
            return OnboardingStep.selectSeveral("spaces", "Spaces", "", (answers, env) -> offered);
        }

        @Test
        void optionsAreFetchedWhenTheStepIsAskedAndDependOnEarlierAnswers() {
            Desk desk = desk(OnboardingStep.selectOne(
                    "space",
                    "Space",
                    "",
                    (answers, env) -> options(answers.values().text("a"))));
            desk.answer("a", "red");
            assertThat(desk.field("space").options()).isEqualTo(options("red"));
            desk.back();
            desk.answer("a", "blue");
            assertThat(desk.field("space").options()).isEqualTo(options("blue"));
            desk.answer("space", "blue");
            desk.acceptTheRest();
            assertThat(desk.only().config()).isEqualTo(Desk.values("a", "blue", "space", "blue"));
        }

        @Test
        void withoutOptionsPeopleAreToldWhatToDoAndCanGoBackOrTryAgain() {
            Desk desk = desk(one());
            desk.answer();
            assertThat(desk.asked()).isEqualTo("space");
            assertThat(desk.state.message()).contains("nothing to select", "Go back", "try again");

            desk.answer("space", "red");
            assertThat(desk.asked()).isEqualTo("space");
            assertThat(desk.problem("space")).contains("nothing to select");
            desk.back();
            assertThat(desk.asked()).isEqualTo("one");

            desk.answer();
            offered.addAll(options("red"));
            desk.answer("space", "red");
            assertThat(desk.asked()).isEqualTo("two");
            assertThat(desk.state.message()).isEmpty();
        }

        @Test
        void optionsThatCannotBeFetchedAreExplained() {
            Desk desk = desk(OnboardingStep.selectOne("space", "Space", "", (answers, env) -> {
                throw new ConnectorException.Unavailable("The server does not answer.", null);
            }));
            desk.answer();
            assertThat(desk.state.message()).isEqualTo("The server does not answer.");
            assertThat(desk.field("space").options()).isEmpty();
        }

        @Test
        void aSelectionThatMayStayEmptyNeedsNoOptions() {
            Desk desk = desk(several().optional());
            desk.answer();
            assertThat(desk.state.message()).isEmpty();
            desk.answer();
            assertThat(desk.asked()).isEqualTo("two");
        }

        @Test
        void severalAreKeptAsAList() {
            offered.addAll(options("red", "green", "blue"));
            Desk desk = desk(several());
            desk.answer();
            desk.answer("spaces", List.of("blue", "red", "blue"));
            desk.back();
            assertThat(desk.field("spaces").offered()).isEqualTo(List.of("blue", "red"));
            desk.acceptTheRest();
            assertThat(desk.only().config()).isEqualTo(Desk.values("spaces", List.of("blue", "red")));
        }

        @Test
        void whatIsNotAmongTheOptionsIsRefused() {
            offered.addAll(options("red", "green"));
            Desk desk = desk(several());
            desk.answer();
            desk.answer("spaces", List.of("red", "pink"));
            assertThat(desk.asked()).isEqualTo("spaces");
            assertThat(desk.problem("spaces")).contains("'pink'", "red, green").doesNotContain("'red'");
        }

        @Test
        void atLeastOneMustBeSelectedWhereItIsRequired() {
            offered.addAll(options("red"));
            Desk desk = desk(several());
            desk.answer();
            desk.answer("spaces", List.of());
            assertThat(desk.problem("spaces")).startsWith("Spaces is required.");
        }

        @Test
        void severalWhereOneIsAskedForAreRefused() {
            offered.addAll(options("red", "green"));
            Desk desk = desk(one());
            desk.answer();
            desk.answer("space", List.of("red", "green"));
            assertThat(desk.asked()).isEqualTo("space");
            assertThat(desk.state.problems()).isNotEmpty();
        }
    }

    @Test
    void whatIsNotKeptIsKnownToLaterStepsAndForgottenInTheEnd() {
        AtomicReference<String> seen = new AtomicReference<>();
        CredentialField code = CredentialField.string("code", "Code", "");
        OnboardingStep first = OnboardingStep.input(
                        "pairing", "Pairing", "", List.of(text("device"), text("kept")), List.of(code))
                .forgetting("device", "code");
        OnboardingStep second = input("rest", text("b")).checkedBy((answers, env) -> {
            seen.set(answers.values().text("device")
                    + answers.credentials().string("code").<String>use(secret -> secret));
            return List.of();
        });
        Desk desk = new Desk(FlowConnector.asking(first, second)).named("x");
        desk.answer("device", "d1", "kept", "k", "code", "0000");
        desk.acceptTheRest();
        assertThat(seen.get()).isEqualTo("d10000");
        assertThat(desk.only().config()).isEqualTo(Desk.values("kept", "k"));
        assertThat(desk.only().credentials()).isEmpty();
    }

    @Test
    void secretsThatAreKeptGoIntoTheInstallation() {
        Desk desk = new Desk(FlowConnector.asking(signIn())).named("x");
        desk.answer("token", "s3cret");
        desk.acceptTheRest();
        assertThat(desk.only().credentials()).isEqualTo(Desk.values("token", "s3cret"));
    }

    @Test
    void aStepOfTheConnectorsOwnRunsWhenPeopleSaySoAndItsTextIsShown() {
        AtomicInteger runs = new AtomicInteger();
        Desk desk = new Desk(FlowConnector.asking(OnboardingStep.custom(
                        "hook",
                        "Web hook",
                        "Makes a web hook.",
                        (Answers answers, io.cadastre.spi.Env env) -> "Web hook " + runs.incrementAndGet() + " made.")))
                .named("x");
        assertThat(desk.asked()).isEqualTo("hook");
        assertThat(runs).hasValue(0);
        desk.answer();
        assertThat(desk.asked()).isEqualTo("schedule");
        assertThat(desk.state.message()).isEqualTo("Web hook 1 made.");
        assertThat(desk.answer().message()).isEmpty();
    }

    @Test
    void aStepOfTheConnectorsOwnThatFailsStaysAsked() {
        Desk desk = new Desk(FlowConnector.asking(OnboardingStep.custom("hook", "Web hook", "", (answers, env) -> {
                    throw new ConnectorException.Permission("hooks:write", "Grant hooks:write.");
                })))
                .named("x");
        desk.answer();
        assertThat(desk.asked()).isEqualTo("hook");
        assertThat(desk.problem("hook")).isEqualTo("Grant hooks:write.");
    }

    @Test
    void anInstallationThatIsRefusedInTheEndReopensTheStepThatCanMendIt() {
        Desk desk = new Desk(FlowConnector.asking(input("one", text("a")), input("two", text("b")))).named("x");
        desk.answer("a", "1");
        desk.answer("b", "2");
        desk.refusals.add(new Config.Problem("a", "Does not fit 'b'."));
        desk.answer();
        assertThat(desk.asked()).isEqualTo("one");
        assertThat(desk.problem("a")).isEqualTo("Does not fit 'b'.");

        desk.refusals.clear();
        desk.answer("a", "3");
        desk.acceptTheRest();
        assertThat(desk.only().config()).isEqualTo(Desk.values("a", "3", "b", "2"));
    }

    @Test
    void anInstallationThatIsRefusedAsAWholeStaysAtTheEnd() {
        Desk desk = new Desk(FlowConnector.asking(input("one", text("a")))).named("x");
        desk.answer("a", "1");
        desk.refusals.add(new Config.Problem("config", "These values cannot work together."));
        desk.answer();
        assertThat(desk.asked()).isEqualTo("schedule");
        assertThat(desk.problem("config")).isNotEmpty();
        desk.back();
        assertThat(desk.field("a").offered()).isEqualTo("1");
    }

    @Test
    void theLastAnswerGivenTwiceMakesOneInstallation() {
        Desk desk = new Desk(FlowConnector.asking(input("one", text("a")))).named("x");
        desk.acceptTheRest();
        OnboardingState again = desk.answer();
        assertThat(again.installation()).isEqualTo(desk.state.installation());
        assertThat(desk.made).hasSize(1);
    }

    @Test
    void aConnectorWithNothingToConfigureIsOnlyGivenANameAndASchedule() {
        Desk desk = new Desk(FlowConnector.asking()).named("x");
        assertThat(desk.asked()).isEqualTo("schedule");
    }

    @Test
    @DisplayName("I14: no secret is in what is shown or printed")
    void noSecretIsInWhatIsShownOrPrinted() {
        Desk desk = new Desk(FlowConnector.asking(signIn(), input("two", text("b")))).named("x");
        desk.answer("token", "hunter2secret");
        desk.back();
        assertThat(desk.state.toString()).contains("token").doesNotContain("hunter2secret");
        StepAnswer answer = CheckedAnswer.input(signIn(), Desk.values("token", "hunter2secret"), StepAnswer.NONE)
                .answer();
        assertThat(answer.secrets().has("token")).isTrue();
        assertThat(answer.toString()).doesNotContain("hunter2secret");
        assertThat(Answered.NOTHING.and(signIn(), answer).toString()).doesNotContain("hunter2secret");
        assertThat(answer.secrets().secrets().toString()).doesNotContain("hunter2secret");
    }

    @Test
    void anOauthClientIsAskedForPartByPart() {
        Desk desk = asking(CredentialField.oauth("app", "App", ""));
        assertThat(desk.state.question().orElseThrow().fields())
                .extracting(QuestionField::name)
                .containsExactly("app.clientId", "app.clientSecret");
        desk.answer("app.clientId", "me");
        assertThat(desk.problem("app.clientSecret")).isNotEmpty();
        desk.answer("app.clientSecret", "s3cret");
        desk.acceptTheRest();
        assertThat(desk.only().credentials())
                .isEqualTo(Desk.values("app", Desk.values("clientId", "me", "clientSecret", "s3cret")));
    }

    @Test
    void aClientThatSpeaksForSomebodyIsAskedForTheRefreshTokenToo() {
        Desk desk = asking(CredentialField.oauthRefresh("app", "App", ""));
        desk.answer("app.clientId", "me", "app.clientSecret", "s3cret");
        assertThat(desk.problem("app.refreshToken")).isEqualTo("App: refresh token is required.");
        desk.answer("app.refreshToken", "t0ken");
        desk.acceptTheRest();
        assertThat(desk.only().credentials())
                .isEqualTo(Desk.values(
                        "app", Desk.values("clientId", "me", "clientSecret", "s3cret", "refreshToken", "t0ken")));
    }

    private static Desk asking(CredentialField credential) {
        return new Desk(FlowConnector.asking(
                        OnboardingStep.input("signIn", "Sign in", "", List.of(), List.of(credential))))
                .named("x");
    }

    @Nested
    class Sessions {
        @Test
        void anOnboardingNobodyAnswersIsForgotten() {
            Desk desk = new Desk(FlowConnector.asking(input("one", text("a"))));
            desk.clock.advance(Duration.ofMinutes(20));
            desk.named("x");
            desk.clock.advance(Duration.ofMinutes(20));
            assertThat(desk.onboarding.state(desk.state.id()).position()).isEqualTo(2);
            desk.clock.advance(Duration.ofMinutes(31));
            assertThatThrownBy(() -> desk.onboarding.state(desk.state.id()))
                    .isInstanceOf(UnknownOnboardingException.class)
                    .hasMessageContaining("Begin again");
        }

        @Test
        void theOneThatWaitedLongestMakesRoom() {
            Desk desk = new Desk(FlowConnector.asking(input("one", text("a"))));
            String first = desk.state.id();
            String second = desk.begin().id();
            desk.begin();
            desk.onboarding.state(first);
            desk.begin();
            assertThat(desk.onboarding.state(first).done()).isFalse();
            assertThatThrownBy(() -> desk.onboarding.state(second)).isInstanceOf(UnknownOnboardingException.class);
        }

        @Test
        void nothingComesOfAnAbandonedOne() {
            Desk desk = new Desk(FlowConnector.asking(input("one", text("a"))));
            assertThat(desk.onboarding.abandon(desk.state.id())).isTrue();
            assertThat(desk.onboarding.abandon(desk.state.id())).isFalse();
            assertThatThrownBy(desk::answer).isInstanceOf(UnknownOnboardingException.class);
        }

        @Test
        void abandoningEndsAValidationUnderWay() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            Desk desk = new Desk(FlowConnector.asking(signIn().checkedBy((answers, env) -> {
                        begun.countDown();
                        new CountDownLatch(1).await();
                        return List.of();
                    })))
                    .named("x");
            Thread answering = Thread.ofVirtual().start(() -> desk.answer("token", "abc"));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            desk.onboarding.abandon(desk.state.id());
            assertThat(answering.join(Duration.ofSeconds(15))).isTrue();
            assertThat(desk.made).isEmpty();
        }

        @Test
        void anUnknownConnectorHasNone() {
            Desk desk = new Desk(FlowConnector.asking());
            assertThat(desk.onboarding.begin("none")).isEmpty();
        }
    }

    @Test
    void theStaticPartOfAStepNamesWhatItAsksAndWhetherItIsConditional() {
        Question question = Question.of(OnboardingStep.selectSeveral("s", "S", "", (answers, env) -> List.of())
                .askedWhen(answers -> false));
        assertThat(question.conditional()).isTrue();
        assertThat(question.fields()).singleElement().satisfies(field -> {
            assertThat(field.type()).isEqualTo(QuestionField.Type.CHOICES);
            assertThat(Set.of(field.name())).containsExactly("s");
        });
    }
}
