package io.cadastre.web.api;

import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.onboarding.Onboarding;
import io.cadastre.engine.onboarding.OnboardingState;
import io.cadastre.engine.onboarding.UnknownOnboardingException;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.Problem.FieldError;
import io.cadastre.web.http.ProblemKind;
import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How installations come to be, one question after the other. */
public final class OnboardingApi {
    private final Onboarding onboarding;

    public OnboardingApi(Onboarding onboarding) {
        this.onboarding = onboarding;
    }

    /** The body of an answer; what is left out holds as it was offered. */
    record AnswerBody(@Nullable Map<String, @Nullable Object> values) {}

    /** Where an onboarding stands; the installation is its id. */
    record StateView(
            String id,
            String connector,
            @Nullable QuestionView step,
            int position,
            String message,
            boolean done,
            @Nullable String installation,
            @Nullable String installationName) {
        static StateView of(OnboardingState state) {
            return new StateView(
                    state.id(),
                    state.connector(),
                    state.question().map(QuestionView::of).orElse(null),
                    state.position(),
                    state.message(),
                    state.done(),
                    state.installation().map(InstallationRecord::id).orElse(null),
                    state.installation().map(InstallationRecord::name).orElse(null));
        }
    }

    public void begin(Context ctx) {
        String connector = ctx.pathParam("name");
        OnboardingState state =
                onboarding.begin(connector).orElseThrow(() -> Problem.notFound("usable connector", connector));
        ctx.header("Location", "/api/v1/onboarding/" + state.id());
        Answers.json(ctx, 201, StateView.of(state));
    }

    public void get(Context ctx) {
        Answers.json(ctx, StateView.of(onboarding.state(ctx.pathParam("id"))));
    }

    public void answer(Context ctx) {
        AnswerBody body = ApiJson.body(ctx, AnswerBody.class);
        OnboardingState state =
                onboarding.answer(ctx.pathParam("id"), body.values() == null ? Map.of() : body.values());
        StateView view = StateView.of(state);
        if (!state.problems().isEmpty() && view.step() != null) {
            throw Problem.invalid(
                            ProblemKind.ANSWERS_REFUSED,
                            state.problems().stream()
                                    .map(one -> new FieldError(one.field(), one.message()))
                                    .toList())
                    .with("id", view.id())
                    .with("step", view.step())
                    .with("position", view.position())
                    .with("message", view.message())
                    .with("done", false);
        }
        Answers.json(ctx, view);
    }

    public void back(Context ctx) {
        Answers.json(ctx, StateView.of(onboarding.back(ctx.pathParam("id"))));
    }

    public void abandon(Context ctx) {
        String id = ctx.pathParam("id");
        if (!onboarding.abandon(id)) {
            throw new UnknownOnboardingException(id);
        }
        ctx.status(204);
    }
}
