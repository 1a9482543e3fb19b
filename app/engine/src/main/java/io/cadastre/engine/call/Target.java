package io.cadastre.engine.call;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpCall;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where requests go. Messages name the host at most: paths and queries may hold secrets. */
final class Target {
    private static final Pattern WHOLE = Pattern.compile("(?i)(https?://[^/?#]*)([^#]*)(?:#.*)?");
    private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

    /** What a path and a query may hold as it is (RFC 3986). */
    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?";

    private Target() {}

    /**
     * The whole URL of a call.
     *
     * @throws ConnectorException.Configuration if there is none
     */
    static URI of(URI base, HttpCall call) throws ConnectorException.Configuration {
        checked(base, "The base URL");
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new ConnectorException.Configuration(
                    "The base URL must end with its path; leave out what follows '?' or '#'.");
        }
        Matcher whole = WHOLE.matcher(call.target());
        String text = whole.matches() ? whole.group(1) + escaped(whole.group(2)) : below(base, call.target());
        StringBuilder url = new StringBuilder(text);
        char separator = text.indexOf('?') < 0 ? '?' : '&';
        for (HttpCall.Parameter parameter : call.query()) {
            url.append(separator).append(encoded(parameter.name())).append('=').append(encoded(parameter.value()));
            separator = '&';
        }
        return checked(parsed(url.toString()), "The target of a request");
    }

    private static String below(URI base, String target) {
        String path = base.getRawPath();
        String kept = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        boolean joined = target.isEmpty() || target.startsWith("/") || target.startsWith("?");
        return base.getScheme() + "://" + base.getRawAuthority() + kept + (joined ? "" : "/") + escaped(target);
    }

    /** A URL that HTTP can be spoken with, and that says nobody's name or password. */
    static URI checked(URI url, String what) throws ConnectorException.Configuration {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new ConnectorException.Configuration(what + " must begin with https:// or http://.");
        }
        if (url.getHost() == null) {
            throw new ConnectorException.Configuration(what + " names no valid host.");
        }
        if (url.getRawUserInfo() != null) {
            throw new ConnectorException.Configuration(
                    what + " must not hold a user or password; they belong into credentials.");
        }
        return url;
    }

    private static URI parsed(String url) throws ConnectorException.Configuration {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new ConnectorException.Configuration("The target of a request is not a valid URL.");
        }
    }

    /** Escapes what must not stand in a URL; what is escaped already stays. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        Matcher escape = ESCAPE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int length = Character.charCount(point);
            if (PLAIN.indexOf(point) >= 0) {
                escaped.appendCodePoint(point);
            } else if (point == '%' && escape.region(at, text.length()).lookingAt()) {
                escaped.append('%');
            } else {
                for (byte each : text.substring(at, at + length).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
                }
            }
            at += length;
        }
        return escaped.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The host, with its port if that is not the usual one. */
    static String host(URI url) {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    /** Scheme, host and port: within them credentials may be sent (RFC 6454). */
    static String origin(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        @Nullable String host = url.getHost();
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(host).toLowerCase(Locale.ROOT) + ":" + port;
    }
}
