package io.cadastre.web.api;

import io.cadastre.engine.access.AccessTokens;
import io.cadastre.engine.access.Principal;
import io.cadastre.web.access.Authentication;
import io.cadastre.web.access.LoginAttempts;
import io.cadastre.web.access.LoginCodes;
import io.cadastre.web.access.Sessions;
import io.cadastre.web.access.Sessions.Session;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.ProblemKind;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session of a browser. */
public final class SessionApi {
    private final AccessTokens tokens;
    private final Sessions sessions;
    private final LoginCodes codes;
    private final LoginAttempts attempts;

    public SessionApi(AccessTokens tokens, Sessions sessions, LoginCodes codes, LoginAttempts attempts) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.codes = codes;
        this.attempts = attempts;
    }

    /** The body of a login: a token or a one-time code. */
    record LoginBody(@Nullable String token, @Nullable String code) {
        @Override
        public String toString() {
            return "LoginBody[]";
        }
    }

    public void get(Context ctx) {
        Answers.json(ctx, sessions.of(ctx).map(SessionApi::view).orElse(Map.of("authenticated", false)));
    }

    public void begin(Context ctx) {
        LoginBody body = ApiJson.body(ctx, LoginBody.class);
        attempts.check(ctx.ip());
        String token = body.token();
        String code = body.code();
        if ((token == null) == (code == null)) {
            throw Problem.invalid("token", "Give either 'token' or 'code'.");
        }
        Optional<Principal> principal = token != null
                ? tokens.authenticate(token)
                : Optional.ofNullable(code).flatMap(codes::redeem);
        if (principal.isEmpty()) {
            attempts.failed(ctx.ip());
            throw Problem.of(
                    ProblemKind.SESSION_REFUSED,
                    token != null
                            ? "The token is not known. The first start wrote one to 'admin-token' in the data directory."
                            : "The login link was used already or is older than 10 minutes. Run './cadastre login' for"
                                    + " another.");
        }
        Answers.json(ctx, view(sessions.begin(ctx, principal.get())));
    }

    public void end(Context ctx) {
        sessions.end(ctx);
        ctx.status(204);
    }

    /** A code for the caller's own rights, so that a link can be opened instead of a token typed. */
    public void mintCode(Context ctx) {
        String code = codes.mint(Authentication.caller(ctx));
        Answers.json(
                ctx,
                201,
                Map.of(
                        "code",
                        code,
                        "path",
                        "/login#code=" + code,
                        "expiresInSeconds",
                        LoginCodes.LIFETIME.toSeconds()));
    }

    private static Map<String, Object> view(Session session) {
        return Map.of(
                "authenticated",
                true,
                "name",
                session.principal().name(),
                "role",
                session.principal().role().name().toLowerCase(Locale.ROOT),
                "csrfToken",
                session.csrfToken());
    }
}
