package io.cadastre.web.access;

import io.cadastre.engine.access.AccessTokens;
import io.cadastre.engine.access.Principal;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.ProblemKind;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides for every matched route, by the role that the route names, whether its caller may go on. */
public final class Authentication {
    /** What a browser's writes repeat from the session's answer. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String BEARER = "bearer ";
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private final AccessTokens tokens;
    private final Sessions sessions;

    public Authentication(AccessTokens tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** Called before the handler of every matched route. */
    public void check(Context ctx) {
        Access needed = needed(ctx.routeRoles());
        if (!SAFE_METHODS.contains(ctx.req().getMethod())) {
            checkOrigin(ctx);
        }
        if (needed == Access.PUBLIC) {
            return;
        }
        Principal caller = authenticate(ctx);
        if (!needed.allows(caller.role())) {
            throw Problem.of(
                    ProblemKind.NOT_PERMITTED,
                    "This needs the role " + needed.name().toLowerCase(Locale.ROOT) + "; yours is "
                            + caller.role().name().toLowerCase(Locale.ROOT) + ".");
        }
        ctx.attribute(Principal.class.getName(), caller);
    }

    /** Who sent a request to a route that is not public. */
    public static Principal caller(Context ctx) {
        Principal principal = ctx.attribute(Principal.class.getName());
        if (principal == null) {
            throw new IllegalStateException("The route asks for no role.");
        }
        return principal;
    }

    // A route without a role is a mistake of ours; nobody gets in through it.
    private static Access needed(Set<RouteRole> roles) {
        if (roles.size() == 1 && roles.iterator().next() instanceof Access access) {
            return access;
        }
        throw new IllegalStateException("A route must name exactly one role.");
    }

    private Principal authenticate(Context ctx) {
        String authorization = ctx.header("Authorization");
        if (authorization != null) {
            return bearer(authorization)
                    .orElseThrow(() -> Problem.of(
                            ProblemKind.NOT_AUTHENTICATED,
                            "The token is not known. Send 'Authorization: Bearer <token>' with a valid one."));
        }
        Sessions.Session session = sessions.of(ctx)
                .orElseThrow(() -> Problem.of(
                        ProblemKind.NOT_AUTHENTICATED,
                        "Log in, or send 'Authorization: Bearer <token>'. The first start wrote a token to"
                                + " 'admin-token' in the data directory."));
        if (!SAFE_METHODS.contains(ctx.req().getMethod())) {
            String token = ctx.header(CSRF_HEADER);
            if (token == null || !session.accepts(token)) {
                throw Problem.of(
                        ProblemKind.CSRF, "Repeat the session's csrfToken in the header '" + CSRF_HEADER + "'.");
            }
        }
        return session.principal();
    }

    private Optional<Principal> bearer(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? tokens.authenticate(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    // Browsers send Origin with every write, other programs do not. Only the host is compared: a proxy may add TLS.
    private static void checkOrigin(Context ctx) {
        String origin = ctx.header("Origin");
        String host = ctx.header("Host");
        if (origin != null && !origin.replaceFirst("^https?://", "").equalsIgnoreCase(String.valueOf(host))) {
            throw Problem.of(ProblemKind.CSRF, "The request comes from a page of another origin.");
        }
    }
}
