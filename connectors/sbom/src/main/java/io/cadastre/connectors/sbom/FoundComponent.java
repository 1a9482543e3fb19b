package io.cadastre.connectors.sbom;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A component as a document has it.
 *
 * @param reference by what the document means it; nothing but a name, and often another each time it is written
 * @param subject the document is about it
 */
record FoundComponent(
        Optional<String> reference,
        boolean subject,
        String type,
        Optional<String> group,
        String name,
        Optional<String> version,
        Optional<String> purl,
        Optional<String> cpe,
        List<String> licences,
        Optional<String> scope,
        Optional<String> supplier,
        Optional<String> description,
        Optional<String> url,
        List<String> hashes) {
    /** What neither format takes for a component of software but lists as one. */
    static final String FILE = "file";

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern SYSTEM_PURL = Pattern.compile("pkg:(?:deb|rpm|apk)/[^?#]*");
    private static final Pattern ARCHITECTURE = Pattern.compile("[?&]arch=([^&#]+)");

    FoundComponent {
        licences = List.copyOf(licences);
        hashes = List.copyOf(hashes);
    }

    /** What it is known by within its document, as long as no other is alike. */
    String identity() {
        return purl.orElseGet(() -> type + ":" + label());
    }

    /** For people. */
    String label() {
        return title() + version.map(text -> "@" + text).orElse("");
    }

    /** For people, whatever its version. */
    String title() {
        return group.map(text -> text + "/").orElse("") + name;
    }

    Optional<String> architecture() {
        return purl.map(ARCHITECTURE::matcher).filter(Matcher::find).map(found -> decoded(found.group(1)));
    }

    /**
     * The purl as other sources have it. Tools add to that of a system's package where it came from; a machine knows
     * only its architecture and epoch.
     */
    Optional<String> commonPurl() {
        return purl.map(text -> {
            Matcher system = SYSTEM_PURL.matcher(text);
            if (!system.lookingAt()) {
                return text;
            }
            String rest = text.substring(system.end());
            String qualifiers = rest.startsWith("?")
                    ? Arrays.stream(rest.substring(1).split("#", 2)[0].split("&"))
                            .filter(each -> each.startsWith("arch=") || each.startsWith("epoch="))
                            .sorted()
                            .collect(Collectors.joining("&"))
                    : "";
            return system.group().replace("%3A", ":").replace("%3a", ":")
                    + (qualifiers.isEmpty() ? "" : "?" + qualifiers);
        });
    }

    /** The digest of a container image; tools put it into the version or the purl's version. */
    Optional<String> imageDigest() {
        if (!type.equals("container")) {
            return Optional.empty();
        }
        return version.filter(text -> DIGEST.matcher(text).matches())
                .or(() -> purl.map(text -> DIGEST.matcher(decoded(text).toLowerCase(Locale.ROOT)))
                        .filter(Matcher::find)
                        .map(Matcher::group));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
