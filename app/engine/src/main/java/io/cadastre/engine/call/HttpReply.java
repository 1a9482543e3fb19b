package io.cadastre.engine.call;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpAnswer;
import io.cadastre.spi.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer as it came. */
final class HttpReply implements HttpAnswer {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s;\"]+)");

    private final String label;
    private final URI url;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    HttpReply(String label, URI url, int status, HttpHeaders headers, byte[] body) {
        this.label = label;
        this.url = url;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    @Override
    public int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    @Override
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    @Override
    public Optional<String> link(String relation) {
        // One that makes no sense is given as it is: asking for it fails, while without it a listing would seem to end.
        return LinkHeader.target(headers.allValues("Link"), relation)
                .map(link -> resolved(link).map(URI::toString).orElse(link));
    }

    /** Where a link leads, if it makes sense. */
    Optional<URI> resolved(String link) {
        try {
            // URI.resolve still follows RFC 2396 here, and takes the last segment away.
            return Optional.of(
                    link.startsWith("?")
                            ? new URI(url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath() + link)
                            : url.resolve(new URI(link)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public String text() {
        return new String(body, charset());
    }

    private Charset charset() {
        Matcher named = CHARSET.matcher(header("Content-Type").orElse(""));
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    @Override
    public Json json() throws ConnectorException.BadData {
        return JsonText.read(body, label);
    }
}
