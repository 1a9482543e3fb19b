package io.cadastre.connectors.host.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * An installed package.
 *
 * @param manager {@code dpkg}, {@code rpm} or {@code apk}
 * @param name its name
 * @param version its version, as its manager writes it
 * @param architecture what it was built for; empty if its manager does not say
 * @param source what it was built from, if that has another name
 */
public record PackageEntry(
        String manager, String name, String version, String architecture, Optional<String> source) {
    /** Tells packages of one machine apart. An rpm database may hold several versions of a name. */
    public String key() {
        return manager + ":" + name + ":" + architecture + (manager.equals("rpm") ? ":" + version : "");
    }

    /**
     * The package URL.
     *
     * @param distribution the ID of os-release(5)
     * @see <a href="https://github.com/package-url/purl-spec">purl specification</a>
     */
    public String purl(String distribution) {
        String type = manager.equals("dpkg") ? "deb" : manager;
        String qualifier = architecture.isEmpty() ? "" : "?arch=" + encode(architecture);
        return "pkg:" + type + "/" + encode(distribution.toLowerCase(Locale.ROOT)) + "/" + encode(name) + "@"
                + encode(version) + qualifier;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
    }
}
