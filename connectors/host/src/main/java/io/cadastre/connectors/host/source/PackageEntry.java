package io.cadastre.connectors.host.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
public record PackageEntry(String manager, String name, String version, String architecture, Optional<String> source) {
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
        // The epoch is part of the version for deb and a qualifier for rpm.
        int colon = manager.equals("rpm") ? version.indexOf(':') : -1;
        List<String> qualifiers = new ArrayList<>();
        if (!architecture.isEmpty()) {
            qualifiers.add("arch=" + encode(architecture));
        }
        if (colon > 0) {
            qualifiers.add("epoch=" + encode(version.substring(0, colon)));
        }
        return "pkg:" + type + "/" + encode(distribution.toLowerCase(Locale.ROOT)) + "/" + encode(name) + "@"
                + encode(version.substring(colon + 1)) + (qualifiers.isEmpty() ? "" : "?")
                + String.join("&", qualifiers);
    }

    /** All but letters, digits, {@code .-_~} and the colon, which the specification leaves as they are. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%3A", ":")
                .replace("%7E", "~");
    }
}
