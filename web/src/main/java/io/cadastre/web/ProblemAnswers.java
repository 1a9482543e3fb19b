package io.cadastre.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cadastre.cypher.GraphUnavailableException;
import io.cadastre.cypher.InvalidCursorException;
import io.cadastre.cypher.query.QueryException;
import io.cadastre.engine.credential.SecretKeyException;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.UnknownInstallationException;
import io.cadastre.engine.onboarding.UnknownOnboardingException;
import io.cadastre.engine.push.DeliveryOverException;
import io.cadastre.engine.sync.HeldRefusedException;
import io.cadastre.engine.sync.PushExpectedException;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.web.api.QueryApi;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.ClientWatch;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.ProblemKind;
import io.cadastre.web.http.RequestId;
import io.cadastre.web.ui.UiFiles;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that handlers throw into {@code application/problem+json}, one shape for all but lost browsers. */
final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    private ProblemAnswers() {}

    /**
     * Registers the exceptions.
     *
     * @param ui answers browsers that visit what is not there
     */
    static void handle(RoutesConfig routes, UiFiles ui) {
        routes.exception(Problem.class, (e, ctx) -> write(ctx, e));
        routes.exception(QueryException.class, (e, ctx) -> write(ctx, QueryApi.problem(e)));
        routes.exception(
                InvalidCursorException.class, (e, ctx) -> write(ctx, Problem.of(ProblemKind.INVALID_CURSOR, text(e))));
        routes.exception(
                UnknownInstallationException.class, (e, ctx) -> write(ctx, Problem.of(ProblemKind.NOT_FOUND, text(e))));
        routes.exception(
                PushExpectedException.class, (e, ctx) -> write(ctx, Problem.of(ProblemKind.PUSH_EXPECTED, text(e))));
        routes.exception(
                DeliveryOverException.class, (e, ctx) -> write(ctx, Problem.of(ProblemKind.SYNC_FINISHED, text(e))));
        routes.exception(
                UnknownOnboardingException.class, (e, ctx) -> write(ctx, Problem.of(ProblemKind.NOT_FOUND, text(e))));
        routes.exception(
                SyncRunningException.class,
                (e, ctx) ->
                        write(ctx, Problem.of(ProblemKind.SYNC_RUNNING, text(e)).with("runningSync", e.runningSync())));
        routes.exception(HeldRefusedException.class, (e, ctx) -> write(ctx, ofHeld(e)));
        routes.exception(
                InvalidInstallationException.class,
                (e, ctx) -> write(
                        ctx,
                        Problem.invalid(
                                ProblemKind.INVALID_INSTALLATION,
                                e.problems().stream()
                                        .map(one -> new Problem.FieldError(one.field(), one.message()))
                                        .toList())));
        routes.exception(SecretKeyException.class, (e, ctx) -> {
            LOG.warn("[{}] A secret cannot be sealed or opened", RequestId.of(ctx), e);
            write(ctx, Problem.of(ProblemKind.SECRET_KEY, text(e)));
        });
        routes.exception(GraphUnavailableException.class, (e, ctx) -> {
            LOG.warn("[{}] The graph cannot be reached", RequestId.of(ctx), e);
            write(ctx, Problem.of(ProblemKind.GRAPH_UNAVAILABLE, text(e)));
        });
        routes.exception(HttpResponseException.class, (e, ctx) -> {
            if (e.getStatus() != 404 || !ui.unknown(ctx)) {
                write(ctx, ofStatus(ctx, e.getStatus()));
            }
        });
        routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("[{}] {} {} failed", RequestId.of(ctx), ctx.method(), ctx.path(), e);
            write(
                    ctx,
                    Problem.of(
                            ProblemKind.INTERNAL,
                            "This is a mistake in Cadastre, not in your request. The log tells more under the request id."));
        });
    }

    private static Problem ofHeld(HeldRefusedException e) {
        Problem problem = Problem.of(
                switch (e.reason()) {
                    case NOT_HELD -> ProblemKind.NOT_HELD;
                    case DECIDED -> ProblemKind.HELD_DECIDED;
                    case SUPERSEDED -> ProblemKind.HELD_SUPERSEDED;
                },
                text(e));
        return e.newerSync().map(sync -> problem.with("newerSync", sync)).orElse(problem);
    }

    private static Problem ofStatus(Context ctx, int status) {
        return switch (status) {
            case 404 -> Problem.of(ProblemKind.NOT_FOUND, "There is nothing at '" + ctx.path() + "'.");
            case 405 ->
                Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "'" + ctx.path() + "' does not take " + ctx.method() + ".");
            case 413 -> Problem.of(ProblemKind.BODY_TOO_LARGE, "A body may have at most 1 MiB.");
            case 415 -> Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Send the body as JSON.");
            default ->
                status >= 500
                        ? Problem.of(ProblemKind.INTERNAL, "The request could not be answered.")
                        : Problem.of(ProblemKind.INVALID_INPUT, "The request cannot be understood.");
        };
    }

    private static String text(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Writes a problem, or cuts the connection if an answer has begun already. */
    static void write(Context ctx, Problem problem) {
        if (ctx.res().isCommitted()) {
            ClientWatch.cut(ctx.req());
            return;
        }
        String requestId = RequestId.of(ctx);
        ctx.status(problem.kind().status());
        if (problem.kind() == ProblemKind.NOT_AUTHENTICATED) {
            ctx.header("WWW-Authenticate", "Bearer realm=\"Cadastre\"");
        }
        try {
            ctx.result(
                    ApiJson.MAPPER.writeValueAsString(problem.body(requestId)).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem cannot be written as JSON.", e);
        }
        ctx.contentType("application/problem+json");
    }
}
