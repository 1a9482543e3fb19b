package io.cadastre.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.cadastre.engine.access.Principal;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Browser sessions: an unreadable cookie, and a second secret that a script of ours must repeat on writes. */
public final class Sessions {
    private static final String COOKIE = "cadastre_session";
    private static final Duration IDLE = Duration.ofHours(12);
    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Session> sessions;

    /**
     * A browser that logged in.
     *
     * @param principal as whom
     * @param csrfToken what its writes must carry in {@code X-CSRF-Token}
     */
    public record Session(Principal principal, String csrfToken) {
        boolean accepts(String token) {
            return MessageDigest.isEqual(
                    csrfToken.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Session[" + principal + "]";
        }
    }

    public Sessions(Ticker ticker) {
        sessions = Caffeine.newBuilder()
                .expireAfterAccess(IDLE)
                .maximumSize(10_000)
                .ticker(ticker)
                .build();
    }

    /** Begins a session under a new id, whatever the browser had before. */
    public Session begin(Context ctx, Principal principal) {
        end(ctx);
        String id = secret();
        Session session = new Session(principal, secret());
        sessions.put(id, session);
        boolean secure = ctx.scheme().equals("https") || "https".equals(ctx.header("X-Forwarded-Proto"));
        ctx.cookie(new Cookie(COOKIE, id, "/", -1, secure, true, null, SameSite.STRICT));
        return session;
    }

    /** The session of a request. */
    public Optional<Session> of(Context ctx) {
        return Optional.ofNullable(ctx.cookie(COOKIE)).map(sessions::getIfPresent);
    }

    /** Ends the session of a request, if it has one. */
    public void end(Context ctx) {
        String id = ctx.cookie(COOKIE);
        if (id != null) {
            sessions.invalidate(id);
            ctx.cookie(new Cookie(COOKIE, "", "/", 0, false, true, null, SameSite.STRICT));
        }
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
