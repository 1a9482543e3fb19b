package io.cadastre.connectors.aws;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A request as AWS wants it signed, with Signature Version 4.
 *
 * @param method GET or POST
 * @param url with a query that is escaped as RFC 3986 has it
 * @param headers that are signed beside {@code host} and the date, by lower-case names
 * @param body its content; may be empty
 * @param region for which it is signed
 * @param service for which it is signed
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS's
 *     description</a>
 */
record SigV4(String method, URI url, SortedMap<String, String> headers, String body, String region, String service) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /**
     * With what a request is signed.
     *
     * @param id of the key; no secret
     * @param secret of the key
     * @param token of a session; null for a lasting key
     */
    record Keys(String id, String secret, @Nullable String token) {
        @Override
        public String toString() {
            return id;
        }
    }

    SigV4 {
        headers = new TreeMap<>(headers);
    }

    /** The headers of the request, with its signature. {@code host} is not among them: whoever sends adds it. */
    SortedMap<String, String> signed(Keys keys, Instant now) {
        SortedMap<String, String> all = new TreeMap<>(headers);
        String time = TIME.format(now);
        all.put("host", host());
        all.put("x-amz-date", time);
        if (keys.token() != null) {
            all.put("x-amz-security-token", keys.token());
        }
        String names = String.join(";", all.keySet());
        String canonical = String.join(
                "\n",
                method,
                path(),
                query(),
                all.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining()),
                names,
                hash(body));
        String date = time.substring(0, 8);
        String scope = date + "/" + region + "/" + service + "/aws4_request";
        byte[] key = ("AWS4" + keys.secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {date, region, service, "aws4_request"}) {
            key = hmac(key, part);
        }
        String signature =
                HexFormat.of().formatHex(hmac(key, String.join("\n", ALGORITHM, time, scope, hash(canonical))));
        all.remove("host");
        all.put(
                "authorization",
                ALGORITHM + " Credential=" + keys.id() + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                        + signature);
        return all;
    }

    private String host() {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    /** Escaped twice but for S3. */
    private String path() {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return service.equals("s3") ? path : path.replace("%", "%25");
    }

    private String query() {
        String query = url.getRawQuery();
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    /** The SHA-256 of a text, in hexadecimal digits. */
    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256.", e);
        }
    }
}
