package io.cadastre.engine.call;

import io.cadastre.spi.ConnectorException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What answers mean that are not success. Nothing of their bodies is shown. */
final class HttpErrors {
    /** How long GitHub wants callers to stay away who met a limit that it does not describe. */
    private static final Duration UNDESCRIBED = Duration.ofMinutes(1);

    private HttpErrors() {}

    /**
     * The error of an answer.
     *
     * @param label whose answer it is
     * @param permission what the caller needs to be allowed; empty if it does not say
     * @param body its begin, looked at only to tell a limit from a lack of permission
     */
    static ConnectorException of(
            String label, String permission, int status, HttpHeaders headers, String body, Instant now) {
        return switch (status) {
            case 401 ->
                new ConnectorException.Authentication(
                        label + " was answered 401: the source does not accept the credential. Renew it.");
            case 403 ->
                limited(headers, body, now)
                        .<ConnectorException>map(wait -> rateLimited(label, status, Optional.of(wait)))
                        .orElseGet(() -> denied(label, permission));
            case 404 -> new ConnectorException.NotFound(label + " was answered 404: the source does not know it.");
            case 429 ->
                rateLimited(label, status, RateHeaders.retryAfter(headers, now).or(() -> untilReset(headers, now)));
            default ->
                status == 408 || status >= 500
                        ? new ConnectorException.Unavailable(
                                label + " was answered " + status + ": the source has a problem of its own.", null)
                        : new ConnectorException.BadData(
                                label + " was answered " + status + ", which is not expected.", null);
        };
    }

    private static ConnectorException rateLimited(String label, int status, Optional<Duration> wait) {
        return new ConnectorException.RateLimited(
                label + " was answered " + status + ": the source was asked too often"
                        + wait.map(time -> ", and may be asked again in " + Durations.words(time))
                                .orElse("")
                        + ".",
                wait.orElse(null));
    }

    private static ConnectorException denied(String label, String permission) {
        return new ConnectorException.Permission(
                permission,
                label + " was answered 403: the credential is not allowed to read it."
                        + (permission.isEmpty() ? "" : " Grant '" + permission + "'."));
    }

    /** How long to stay away, if a 403 means that a limit is used up. */
    private static Optional<Duration> limited(HttpHeaders headers, String body, Instant now) {
        return RateHeaders.retryAfter(headers, now)
                .or(() -> untilReset(headers, now))
                .or(() -> body.toLowerCase(Locale.ROOT).contains("rate limit")
                        ? Optional.of(UNDESCRIBED)
                        : Optional.empty());
    }

    private static Optional<Duration> untilReset(HttpHeaders headers, Instant now) {
        return RateHeaders.budget(headers, now).filter(RateBudget::usedUp).map(RateBudget::reset);
    }
}
