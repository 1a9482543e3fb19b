package io.cadastre.engine.call;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.http.HttpAuth;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Sends one request once and reads the answer to its end. */
final class HttpWire {
    /** Of an error, no more is read. */
    private static final int MOST_ERROR_BYTES = 64 << 10;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /**
     * A request as it is sent.
     *
     * @param label how messages name it
     * @param permission what the caller needs to be allowed
     * @param body what is sent; null for nothing
     * @param also what statuses are an answer beside those of success, a redirect and 304
     * @param maxAnswerBytes how long the answer may be
     */
    record Message(
            String label,
            String permission,
            String method,
            URI url,
            Map<String, String> headers,
            @Nullable String body,
            HttpAuth auth,
            Set<Integer> also,
            long maxAnswerBytes) {
        Message redirected(URI other, boolean asGet) {
            return new Message(
                    label,
                    permission,
                    asGet ? "GET" : method,
                    other,
                    headers,
                    asGet ? null : body,
                    auth,
                    also,
                    maxAnswerBytes);
        }
    }

    private final HttpClient client;
    private final Time time;

    HttpWire(HttpClient client, Time time) {
        this.client = client;
        this.time = time;
    }

    static boolean isRedirect(int status) {
        return REDIRECTS.contains(status);
    }

    HttpReply send(Message message, Attempt attempt) throws ConnectorException, InterruptedException {
        HttpRequest request = authorised(message, attempt);
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return read(message, attempt, response, body);
            }
        } catch (IOException e) {
            throw failed(message, attempt, e);
        }
    }

    private HttpReply read(Message message, Attempt attempt, HttpResponse<InputStream> response, InputStream body)
            throws ConnectorException, IOException {
        int status = response.statusCode();
        HttpHeaders headers = response.headers();
        Instant now = time.now();
        RateHeaders.budget(headers, now).ifPresent(attempt::noteBudget);
        boolean success = (status >= 200 && status < 300)
                || status == 304
                || message.also().contains(status);
        if (success) {
            return new HttpReply(
                    message.label(), message.url(), status, headers, whole(message, headers, status, body));
        }
        // Read so that the connection can be used again.
        byte[] begin = begin(body);
        if (isRedirect(status)) {
            return new HttpReply(message.label(), message.url(), status, headers, new byte[0]);
        }
        if (status == 401) {
            Credential refused = credential(message.auth());
            if (refused != null && refused.rejected()) {
                attempt.noteRenewed();
            }
        }
        RateHeaders.retryAfter(headers, now).ifPresent(attempt::noteRetryAfter);
        throw HttpErrors.of(
                message.label(), message.permission(), status, headers, new String(begin, StandardCharsets.UTF_8), now);
    }

    private static byte[] begin(InputStream body) {
        try {
            return body.readNBytes(MOST_ERROR_BYTES);
        } catch (IOException e) {
            // The status says enough.
            return new byte[0];
        }
    }

    /** The body to its end; less than announced ends in an exception of the client's. */
    private static byte[] whole(Message message, HttpHeaders headers, int status, InputStream body)
            throws ConnectorException.BadData, IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        int most = (int) Math.min(message.maxAnswerBytes(), Integer.MAX_VALUE - 16L);
        try (InputStream plain = decoded(message, headers, body)) {
            byte[] bytes = plain.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new ConnectorException.BadData(
                        message.label() + " was answered with more than " + most
                                + " bytes. Ask for smaller pages, or allow longer answers.",
                        null);
            }
            return bytes;
        }
    }

    private static InputStream decoded(Message message, HttpHeaders headers, InputStream body)
            throws ConnectorException.BadData, IOException {
        String encoding =
                headers.firstValue("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> new GZIPInputStream(body);
            default ->
                throw new ConnectorException.BadData(
                        message.label() + " was answered in an encoding other than gzip.", null);
        };
    }

    private static ConnectorException failed(Message message, Attempt attempt, IOException error) {
        String label = message.label();
        if (Unreached.certainly(error)) {
            attempt.noteUnreached();
            return new ConnectorException.Unavailable(
                    label + " cannot be reached. Check that it runs, its address, the proxy and the network.", error);
        }
        if (untrusted(error)) {
            return new ConnectorException.Configuration(label
                    + ": the certificate is not trusted. Give the certificate of its CA, or correct the address.");
        }
        if (error instanceof ZipException) {
            return new ConnectorException.BadData(label + " was answered with something that is not gzip.", null);
        }
        return new ConnectorException.Unavailable(
                label + (error instanceof EOFException ? " was answered with a part only." : " was cut off."), error);
    }

    private static boolean untrusted(IOException error) {
        return Stream.iterate((Throwable) error, each -> each != null, Throwable::getCause)
                .limit(20)
                .anyMatch(each -> each instanceof CertPathValidatorException
                        || each instanceof CertPathBuilderException
                        || each instanceof CertificateException);
    }

    private static @Nullable Credential credential(HttpAuth auth) {
        return switch (auth) {
            case HttpAuth.None none -> null;
            case HttpAuth.Bearer bearer -> bearer.token();
            case HttpAuth.Basic basic -> basic.password();
            case HttpAuth.Header header -> header.secret();
        };
    }

    private static HttpRequest authorised(Message message, Attempt attempt)
            throws ConnectorException, InterruptedException {
        HttpRequest.Builder builder = builder(message, attempt);
        return switch (message.auth()) {
            case HttpAuth.None none -> builder.build();
            case HttpAuth.Bearer(Credential token) ->
                token.use(secret -> with(builder, "Authorization", "Bearer " + secret, token));
            case HttpAuth.Basic(String user, Credential password) ->
                password.use(secret -> with(builder, "Authorization", basic(user, secret), password));
            case HttpAuth.Header(String name, String prefix, Credential value) ->
                value.use(secret -> with(builder, name, prefix + secret, value));
        };
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest with(HttpRequest.Builder builder, String name, String value, Credential credential)
            throws ConnectorException.Configuration {
        try {
            return builder.setHeader(name, value).build();
        } catch (IllegalArgumentException e) {
            // Its message quotes the value.
            throw new ConnectorException.Configuration("The credential '" + credential.name()
                    + "' cannot be sent as the header '" + name + "'. Check it for line breaks.");
        }
    }

    private static HttpRequest.Builder builder(Message message, Attempt attempt)
            throws ConnectorException.Configuration {
        String body = message.body();
        HttpRequest.Builder builder = HttpRequest.newBuilder(message.url())
                .method(
                        message.method(),
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Accept", "application/json")
                .setHeader("Accept-Encoding", "gzip")
                .setHeader("User-Agent", "Cadastre")
                .setHeader("X-Request-Id", attempt.callId())
                .setHeader("traceparent", "00-" + attempt.callId() + "-" + attempt.spanId() + "-01");
        for (Map.Entry<String, String> header : message.headers().entrySet()) {
            try {
                builder.setHeader(header.getKey(), header.getValue());
            } catch (IllegalArgumentException e) {
                throw new ConnectorException.Configuration(
                        message.label() + ": the header '" + header.getKey() + "' cannot be sent.");
            }
        }
        return builder;
    }
}
