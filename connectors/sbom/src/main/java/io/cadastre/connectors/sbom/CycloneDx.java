package io.cadastre.connectors.sbom;

import io.cadastre.connectors.sbom.FoundVulnerability.Affected;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of CycloneDX, 1.2 to 1.7. */
final class CycloneDx {
    /** From the worst. */
    private static final List<String> SEVERITIES =
            List.of("critical", "high", "medium", "low", "info", "none", "unknown");

    private CycloneDx() {}

    static void metadata(Json metadata, Findings findings) throws ConnectorException.BadData {
        findings.header("metadata", metadata);
        Optional<Json> subject = metadata.maybe("component").known();
        if (subject.isPresent()) {
            component(subject.get(), true, findings);
        }
    }

    static void component(Json json, boolean subject, Findings findings) throws ConnectorException.BadData {
        String type = Texts.maybe(json, "type").orElse("library");
        if (type.equals(FoundComponent.FILE)) {
            return;
        }
        FoundComponent component = new FoundComponent(
                Texts.maybe(json, "bom-ref"),
                subject,
                type,
                Texts.maybe(json, "group"),
                json.text("name"),
                Texts.maybe(json, "version"),
                Texts.maybe(json, "purl"),
                Texts.maybe(json, "cpe"),
                licences(json),
                Texts.maybe(json, "scope"),
                supplier(json),
                Texts.maybe(json, "description"),
                url(json),
                hashes(json));
        findings.component(component);
        for (Json inner : Texts.elements(json, "components")) {
            component(inner, false, findings);
            Optional<String> part = Texts.maybe(inner, "bom-ref");
            if (component.reference().isPresent() && part.isPresent()) {
                findings.part(component.reference().get(), part.get());
            }
        }
    }

    private static List<String> licences(Json component) throws ConnectorException.BadData {
        Set<String> licences = new LinkedHashSet<>();
        for (Json each : Texts.elements(component, "licenses")) {
            Texts.maybe(each, "expression").ifPresent(licences::add);
            Optional<Json> licence = each.maybe("license").known();
            if (licence.isPresent()) {
                Optional<String> id = Texts.maybe(licence.get(), "id");
                (id.isPresent() ? id : Texts.maybe(licence.get(), "name")).ifPresent(licences::add);
            }
        }
        return new ArrayList<>(licences);
    }

    private static Optional<String> supplier(Json component) throws ConnectorException.BadData {
        Optional<Json> supplier = component.maybe("supplier").known();
        Optional<String> name = supplier.isPresent() ? Texts.maybe(supplier.get(), "name") : Optional.empty();
        return name.isPresent() ? name : Texts.maybe(component, "publisher");
    }

    private static Optional<String> url(Json component) throws ConnectorException.BadData {
        Map<String, String> urls = new HashMap<>();
        for (Json each : Texts.elements(component, "externalReferences")) {
            urls.putIfAbsent(each.text("type"), each.text("url"));
        }
        return Optional.ofNullable(urls.get("website")).or(() -> Optional.ofNullable(urls.get("vcs")));
    }

    private static List<String> hashes(Json component) throws ConnectorException.BadData {
        List<String> hashes = new ArrayList<>();
        for (Json each : Texts.elements(component, "hashes")) {
            hashes.add(Texts.hash(each.text("alg"), each.text("content")));
        }
        return hashes;
    }

    static void dependency(Json json, Findings findings) throws ConnectorException.BadData {
        String from = json.text("ref");
        for (Json to : Texts.elements(json, "dependsOn")) {
            findings.dependency(from, to.text(), "");
        }
    }

    static FoundVulnerability vulnerability(Json json) throws ConnectorException.BadData {
        Optional<Json> source = json.maybe("source").known();
        Optional<String> severity = Optional.empty();
        Optional<Double> score = Optional.empty();
        Optional<String> vector = Optional.empty();
        for (Json rating : Texts.elements(json, "ratings")) {
            Optional<String> each = Texts.maybe(rating, "severity").map(text -> text.toLowerCase(Locale.ROOT));
            if (each.isPresent() && (severity.isEmpty() || rank(each.get()) < rank(severity.get()))) {
                severity = each;
            }
            // Other methods count otherwise than up to ten.
            boolean cvss = Texts.maybe(rating, "method").orElse("").startsWith("CVSS");
            Optional<Double> value = rating.maybeDecimal("score").known();
            if (cvss && value.isPresent() && (score.isEmpty() || value.get() > score.get())) {
                score = value;
                vector = Texts.maybe(rating, "vector");
            }
        }
        List<String> weaknesses = new ArrayList<>();
        for (Json each : Texts.elements(json, "cwes")) {
            weaknesses.add("CWE-" + each.integer());
        }
        return new FoundVulnerability(
                json.text("id"),
                source.isPresent() ? Texts.maybe(source.get(), "name") : Optional.empty(),
                severity,
                score,
                vector,
                weaknesses,
                Texts.maybe(json, "description"),
                Texts.maybe(json, "recommendation"),
                source.isPresent() ? Texts.maybe(source.get(), "url") : Optional.empty(),
                json.maybeInstant("published").known(),
                json.maybeInstant("updated").known(),
                analysis(json),
                affects(json));
    }

    private static int rank(String severity) {
        int rank = SEVERITIES.indexOf(severity);
        return rank < 0 ? SEVERITIES.size() : rank;
    }

    private static Map<String, Object> analysis(Json vulnerability) throws ConnectorException.BadData {
        Map<String, Object> analysis = new HashMap<>();
        Optional<Json> json = vulnerability.maybe("analysis").known();
        if (json.isPresent()) {
            Texts.maybe(json.get(), "state").ifPresent(text -> analysis.put("state", text));
            Texts.maybe(json.get(), "justification").ifPresent(text -> analysis.put("justification", text));
            List<String> response = new ArrayList<>();
            for (Json each : Texts.elements(json.get(), "response")) {
                response.add(each.text());
            }
            if (!response.isEmpty()) {
                analysis.put("response", String.join(", ", response));
            }
        }
        return analysis;
    }

    private static List<Affected> affects(Json vulnerability) throws ConnectorException.BadData {
        List<Affected> affects = new ArrayList<>();
        for (Json each : Texts.elements(vulnerability, "affects")) {
            Set<String> statuses = new LinkedHashSet<>();
            for (Json version : Texts.elements(each, "versions")) {
                // That is what the format takes it for.
                statuses.add(Texts.maybe(version, "status").orElse("affected"));
            }
            affects.add(new Affected(
                    each.text("ref"),
                    statuses.size() == 1 ? Optional.of(statuses.iterator().next()) : Optional.empty()));
        }
        return affects;
    }
}
