package io.cadastre.connectors.sbom;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of SPDX, 2.2 and 2.3. */
final class Spdx {
    private static final Pattern DEPENDENCY =
            Pattern.compile("(?:(BUILD|DEV|OPTIONAL|PROVIDED|RUNTIME|TEST)_)?DEPENDENCY_OF");

    private Spdx() {}

    static Optional<FoundComponent> component(Json json) throws ConnectorException.BadData {
        String type = Texts.maybe(json, "primaryPackagePurpose").orElse("").toLowerCase(Locale.ROOT);
        if (type.equals(FoundComponent.FILE)) {
            return Optional.empty();
        }
        Optional<String> description = Texts.maybe(json, "description");
        return Optional.of(new FoundComponent(
                Optional.of(json.text("SPDXID")),
                false,
                type,
                Optional.empty(),
                json.text("name"),
                Texts.maybe(json, "versionInfo"),
                reference(json, "purl"),
                reference(json, "cpe23Type"),
                licences(json),
                Optional.empty(),
                Texts.maybe(json, "supplier").map(text -> text.replaceFirst("^(?:Organization|Person):\\s*", "")),
                description.isPresent() ? description : Texts.maybe(json, "summary"),
                Texts.maybe(json, "homepage"),
                hashes(json)));
    }

    private static Optional<String> reference(Json component, String type) throws ConnectorException.BadData {
        for (Json each : Texts.elements(component, "externalRefs")) {
            if (each.text("referenceType").equals(type)) {
                return Texts.maybe(each, "referenceLocator");
            }
        }
        return Optional.empty();
    }

    /** What the writer of the document concluded; what the component says of itself if they did not. */
    private static List<String> licences(Json component) throws ConnectorException.BadData {
        Optional<String> concluded = Texts.maybe(component, "licenseConcluded");
        return (concluded.isPresent() ? concluded : Texts.maybe(component, "licenseDeclared"))
                .stream().toList();
    }

    private static List<String> hashes(Json component) throws ConnectorException.BadData {
        List<String> hashes = new ArrayList<>();
        for (Json each : Texts.elements(component, "checksums")) {
            hashes.add(Texts.hash(each.text("algorithm"), each.text("checksumValue")));
        }
        return hashes;
    }

    static void relationship(Json json, Findings findings) throws ConnectorException.BadData {
        String from = json.text("spdxElementId");
        String to = json.text("relatedSpdxElement");
        String type = json.text("relationshipType");
        Matcher dependency = DEPENDENCY.matcher(type);
        if (dependency.matches()) {
            String kind = Optional.ofNullable(dependency.group(1)).orElse("");
            findings.dependency(to, from, kind.toLowerCase(Locale.ROOT));
            return;
        }
        switch (type) {
            case "DEPENDS_ON" -> findings.dependency(from, to, "");
            case "DYNAMIC_LINK", "STATIC_LINK" ->
                findings.dependency(
                        from, to, type.substring(0, type.indexOf('_')).toLowerCase(Locale.ROOT));
            case "CONTAINS" -> findings.part(from, to);
            case "CONTAINED_BY" -> findings.part(to, from);
            case "DESCRIBES" -> findings.subject(to);
            case "DESCRIBED_BY" -> findings.subject(from);
            default -> {
                // Of files, builds, patches, and others that are not about what software is made of.
            }
        }
    }
}
