package io.cadastre.spi.http;

import io.cadastre.spi.operation.Limit;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an installation speaks HTTP. Immutable; each method gives a changed copy.
 *
 * @param baseUrl to what the targets of calls are relative
 * @param auth who asks
 * @param headers sent with every call
 * @param limits what every call counts against, beside what the source itself says in its answers
 * @param timeout how long one attempt may take, answer included
 * @param proxy through what calls go; null for directly
 * @param caCertificates certificates in PEM that are trusted beside those of the Java runtime; null for none
 * @param maxAnswerBytes how long an answer may be
 */
public record HttpSettings(
        URI baseUrl,
        HttpAuth auth,
        Map<String, String> headers,
        List<Limit> limits,
        Duration timeout,
        @Nullable URI proxy,
        @Nullable String caCertificates,
        long maxAnswerBytes) {
    private static final long DEFAULT_MAX_ANSWER_BYTES = 64L << 20;

    public HttpSettings {
        headers = Map.copyOf(headers);
        limits = List.copyOf(limits);
    }

    /** Settings with nothing but a base URL; a path in it is kept before every target. */
    public static HttpSettings at(URI baseUrl) {
        return new HttpSettings(
                baseUrl,
                new HttpAuth.None(),
                Map.of(),
                List.of(),
                Duration.ofSeconds(30),
                null,
                null,
                DEFAULT_MAX_ANSWER_BYTES);
    }

    public HttpSettings auth(HttpAuth value) {
        return new HttpSettings(baseUrl, value, headers, limits, timeout, proxy, caCertificates, maxAnswerBytes);
    }

    public HttpSettings header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpSettings(baseUrl, auth, more, limits, timeout, proxy, caCertificates, maxAnswerBytes);
    }

    public HttpSettings limitedBy(Limit... values) {
        return new HttpSettings(
                baseUrl, auth, headers, List.of(values), timeout, proxy, caCertificates, maxAnswerBytes);
    }

    public HttpSettings timeout(Duration value) {
        return new HttpSettings(baseUrl, auth, headers, limits, value, proxy, caCertificates, maxAnswerBytes);
    }

    /** Through a proxy, for example {@code http://proxy.example:3128}. */
    public HttpSettings proxy(Optional<URI> value) {
        return new HttpSettings(
                baseUrl, auth, headers, limits, timeout, value.orElse(null), caCertificates, maxAnswerBytes);
    }

    /** Trusts further certificates, in PEM. */
    public HttpSettings trusting(Optional<String> pem) {
        return new HttpSettings(baseUrl, auth, headers, limits, timeout, proxy, pem.orElse(null), maxAnswerBytes);
    }

    public HttpSettings maxAnswerBytes(long value) {
        return new HttpSettings(baseUrl, auth, headers, limits, timeout, proxy, caCertificates, value);
    }
}
