package io.cadastre.engine.credential;

import io.cadastre.engine.call.Time;
import io.cadastre.engine.call.TokenEndpoint;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.OAuthSettings;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.Presence;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth client whose secret is its current access token. All who use the same kept secret share one object: only one of
 * them asks for a new token, the others wait for it, and hear of it if there is none.
 *
 * <p>A refresh token that the source gives in exchange is kept before anybody gets the access token that came with it. If
 * it cannot be kept, it stays here, and keeping it comes before everything else at the next use.
 */
public final class OAuthCredential implements Credential {
    /** A token that is refused so soon after it came is not refused for its age: a newer one will not help. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    private final String name;
    private final OAuthSettings settings;
    private final OAuthTokens tokens;
    private final TokenEndpoint endpoint;
    private final Time time;

    private final ReentrantLock lock = new ReentrantLock();
    /** What each thread used last, of this credential only: threads use several, and there are few of them. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Access> used = new ThreadLocal<>();

    private volatile @Nullable Access current;
    // Guarded by the lock.
    private @Nullable FutureTask<Access> renewal;
    // Used by one renewal after the other.
    private @Nullable Unkept unkept;
    private boolean clientInForm;

    /** An access token; equal only to itself. */
    private static final class Access {
        private final String token;
        private final long from;
        private final @Nullable Duration good;

        Access(String token, long from, @Nullable Duration good) {
            this.token = token;
            this.from = from;
            this.good = good;
        }
    }

    /** A newer secret that is not kept yet. */
    private record Unkept(OAuthSecret instead, OAuthSecret newer) {}

    /**
     * A client.
     *
     * @param name as the connector declared it
     * @param tokens where its secret is kept
     * @param endpoint gets tokens
     */
    public OAuthCredential(String name, OAuthSettings settings, OAuthTokens tokens, TokenEndpoint endpoint, Time time) {
        this.name = name;
        this.settings = settings;
        this.tokens = tokens;
        this.endpoint = endpoint;
        this.time = time;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <T> T use(Use<T> use) throws ConnectorException, InterruptedException {
        Access access = current();
        used.set(access);
        return use.with(access.token);
    }

    @Override
    public boolean rejected() {
        Access refused = used.get();
        Access now = current;
        if (now == null || (refused != null && refused != now)) {
            // Somebody else has a newer one already, or will get it.
            return true;
        }
        if (time.nanos() - now.from < YOUNG.toNanos()) {
            return false;
        }
        current = null;
        return true;
    }

    private Access current() throws ConnectorException, InterruptedException {
        Access known = current;
        if (known != null && fresh(known)) {
            return known;
        }
        try {
            return renewal().get();
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        }
    }

    /**
     * The renewal that is under way, or a new one. It has a thread of its own: the call that needs the token may be
     * interrupted, but then the source may have given a new refresh token already, which must not be lost.
     */
    private FutureTask<Access> renewal() {
        lock.lock();
        try {
            FutureTask<Access> underWay = renewal;
            if (underWay != null) {
                return underWay;
            }
            FutureTask<Access> task = new FutureTask<>(() -> {
                try {
                    return freshOrRenewed();
                } finally {
                    // Before anybody hears of the end: who comes later must not get what is over.
                    ended();
                }
            });
            Thread.ofVirtual().name("oauth " + name).start(task);
            renewal = task;
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        lock.lock();
        try {
            renewal = null;
        } finally {
            lock.unlock();
        }
    }

    /** Looks again: the last renewal may have ended just before this one began. */
    private Access freshOrRenewed() throws ConnectorException, InterruptedException {
        Access known = current;
        if (known != null && fresh(known)) {
            return known;
        }
        Access access = renewed();
        current = access;
        return access;
    }

    private ConnectorException failed(@Nullable Throwable error) {
        return switch (error) {
            case ConnectorException known -> known;
            case RuntimeException unexpected -> throw unexpected;
            case Error serious -> throw serious;
            case null, default ->
                new ConnectorException.Unavailable(
                        "The token of the credential '" + name + "' was not renewed.", error);
        };
    }

    /** Whether it is good for a while; of a life shorter than twice the margin, the first half. */
    private boolean fresh(Access access) {
        Duration good = access.good;
        if (good == null) {
            return true;
        }
        Duration half = good.dividedBy(2);
        Duration margin = settings.margin().compareTo(half) < 0 ? settings.margin() : half;
        return time.nanos() - access.from < good.minus(margin).toNanos();
    }

    private Access renewed() throws ConnectorException, InterruptedException {
        OAuthSecret kept = tokens.read()
                .orElseThrow(() -> new ConnectorException.Authentication(
                        "The credential '" + name + "' is no longer there. Give it again."));
        OAuthSecret secret = kept;
        if (unkept != null && unkept.instead().equals(kept)) {
            secret = unkept.newer();
            keep(secret);
            kept = secret;
        }
        unkept = null;
        long asked = time.nanos();
        Json answer = ask(secret);
        String newer = answer.maybeText("refresh_token").known().orElse("");
        if (settings.grant() == OAuthSettings.Grant.REFRESH_TOKEN
                && !newer.isEmpty()
                && !newer.equals(secret.refreshToken())) {
            OAuthSecret rotated = new OAuthSecret(secret.clientId(), secret.clientSecret(), newer);
            unkept = new Unkept(kept, rotated);
            keep(rotated);
            unkept = null;
        }
        return settings.grant() == OAuthSettings.Grant.APP_INSTALLATION
                ? new Access(answer.text("token"), asked, until(answer.maybeInstant("expires_at")))
                : new Access(answer.text("access_token"), asked, lasting(answer.maybeInteger("expires_in")));
    }

    private static @Nullable Duration lasting(Presence<Long> seconds) {
        return seconds.known()
                .filter(number -> number > 0)
                .map(Duration::ofSeconds)
                .orElse(null);
    }

    private @Nullable Duration until(Presence<Instant> end) {
        return end.known()
                .map(instant -> Duration.between(time.now(), instant))
                .filter(Duration::isPositive)
                .orElse(null);
    }

    private void keep(OAuthSecret secret) throws ConnectorException.Unavailable {
        try {
            tokens.keep(secret);
        } catch (RuntimeException e) {
            throw new ConnectorException.Unavailable(
                    "The new token of the credential '" + name
                            + "' could not be kept. It is kept at the next use, if the server is not restarted before.",
                    e);
        }
    }

    private Json ask(OAuthSecret secret) throws ConnectorException, InterruptedException {
        TokenEndpoint.Reply reply =
                settings.grant() == OAuthSettings.Grant.APP_INSTALLATION ? asApp(secret) : asClient(secret);
        if (reply.status() >= 300) {
            throw refused(reason(reply));
        }
        return reply.body()
                .orElseThrow(() -> new ConnectorException.BadData(
                        "The credential '" + name + "' was answered without a token.", null));
    }

    private TokenEndpoint.Reply asApp(OAuthSecret secret) throws ConnectorException, InterruptedException {
        String jwt;
        try {
            jwt = AppAssertion.signed(secret.clientId(), secret.clientSecret(), time.now());
        } catch (GeneralSecurityException e) {
            throw new ConnectorException.Authentication("The client secret of the credential '" + name
                    + "' is not an RSA private key in PEM. Give the key that the source made for the app.");
        }
        return endpoint.post(settings, Map.of(), new TokenEndpoint.Assertion(jwt));
    }

    private TokenEndpoint.Reply asClient(OAuthSecret secret) throws ConnectorException, InterruptedException {
        TokenEndpoint.Reply reply = post(secret);
        if (!clientInForm && !secret.clientSecret().isEmpty() && clientRefused(reply)) {
            // Sources must know the header, but some know only the form (RFC 6749, 2.3.1).
            clientInForm = true;
            reply = post(secret);
            clientInForm = !clientRefused(reply);
        }
        return reply;
    }

    private TokenEndpoint.Reply post(OAuthSecret secret) throws ConnectorException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        if (settings.grant() == OAuthSettings.Grant.REFRESH_TOKEN) {
            form.put("grant_type", "refresh_token");
            form.put("refresh_token", refreshToken(secret));
        } else {
            form.put("grant_type", "client_credentials");
        }
        if (!settings.scopes().isEmpty()) {
            form.put("scope", String.join(" ", settings.scopes()));
        }
        boolean inForm = clientInForm || secret.clientSecret().isEmpty();
        if (inForm) {
            form.put("client_id", secret.clientId());
            if (!secret.clientSecret().isEmpty()) {
                form.put("client_secret", secret.clientSecret());
            }
        }
        return endpoint.post(
                settings, form, inForm ? null : new TokenEndpoint.Client(secret.clientId(), secret.clientSecret()));
    }

    private String refreshToken(OAuthSecret secret) throws ConnectorException.Authentication {
        String token = secret.refreshToken();
        if (token == null) {
            throw new ConnectorException.Authentication(
                    "The credential '" + name + "' has no refresh token. Sign in again.");
        }
        return token;
    }

    /** With 401 it is who asks that is refused, also where the source has another word for it, as Keycloak has. */
    private static String reason(TokenEndpoint.Reply reply) {
        String error = error(reply);
        return reply.status() == 401 && !error.equals("invalid_grant") ? "invalid_client" : error;
    }

    private static boolean clientRefused(TokenEndpoint.Reply reply) {
        return reply.status() == 401 || error(reply).equals("invalid_client");
    }

    private static String error(TokenEndpoint.Reply reply) {
        return reply.body()
                .map(Json::raw)
                .filter(Map.class::isInstance)
                .map(body -> String.valueOf(((Map<?, ?>) body).get("error")))
                .orElse("");
    }

    /** What an error code means; other words of the source are not shown. */
    private ConnectorException refused(String code) {
        String start = "The credential '" + name + "' got no token: ";
        return switch (code) {
            case "invalid_grant" ->
                new ConnectorException.Authentication(
                        start + "the source no longer accepts what was granted (invalid_grant). Sign in again.");
            case "invalid_scope" ->
                new ConnectorException.Configuration(
                        start + "the source does not allow what is asked for (invalid_scope). Grant it to the client.");
            case "unauthorized_client", "unsupported_grant_type", "invalid_request" ->
                new ConnectorException.Configuration(
                        start + "the source does not let this client get tokens this way (" + code + ").");
            default ->
                new ConnectorException.Authentication(
                        start + "the source does not accept the client's id or secret. Correct them.");
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
