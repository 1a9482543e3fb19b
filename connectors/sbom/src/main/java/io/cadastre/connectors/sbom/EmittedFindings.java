package io.cadastre.connectors.sbom;

import io.cadastre.connectors.sbom.model.Component;
import io.cadastre.connectors.sbom.model.Document;
import io.cadastre.connectors.sbom.model.Vulnerability;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.Emitter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Emits what a document has, as it is read. */
record EmittedFindings(Emitter emitter, EntityRef<Document> document, Outline outline, OtherDocuments others)
        implements Findings {
    static EntityRef<Component> component(String document, String id) {
        return Component.TYPE.ref(document + "#" + id);
    }

    private Optional<EntityRef<Component>> component(String reference) {
        return outline.id(reference).map(id -> component(document.key(), id));
    }

    @Override
    public void header(String name, Json value) {
        // The outline has it.
    }

    @Override
    public void component(FoundComponent found) {
        EntityRef<Component> component = component(document.key(), outline.id(found));
        emitter.emit(Component.TYPE
                .input(component.key())
                .displayName(found.label())
                .set(Component.NAME, found.name())
                .set(Component.GROUP, found.group())
                .set(Component.VERSION, found.version())
                .set(Component.PURL, found.purl())
                .set(Component.ARCHITECTURE, found.architecture())
                .set(Component.LICENCES, some(found.licences()))
                .set(Component.COMPONENT_TYPE, Optional.of(found.type()).filter(type -> !type.isEmpty()))
                .set(Component.SUBJECT, outline.subject(found))
                .set(Component.SCOPE, found.scope())
                .set(Component.CPE, found.cpe())
                .set(Component.SUPPLIER, found.supplier())
                .set(Component.DESCRIPTION, found.description())
                .set(Component.URL, found.url())
                .set(Component.HASHES, some(found.hashes()))
                .build());
        emitter.emit(Document.COMPONENTS.between(document, component));
        found.commonPurl().ifPresent(purl -> emitter.emit(Component.SAME.to(component, purl)));
        found.imageDigest().ifPresent(digest -> emitter.emit(Component.IMAGE.to(component, digest)));
    }

    private static Optional<List<String>> some(List<String> texts) {
        return Optional.of(texts).filter(list -> !list.isEmpty());
    }

    @Override
    public void subject(String reference) {
        // The outline has it.
    }

    @Override
    public void part(String whole, String part) {
        between(whole, part, (from, to) -> emitter.emit(Component.PARTS.between(from, to)));
    }

    @Override
    public void dependency(String from, String to, String kind) {
        Map<String, Object> properties = kind.isEmpty() ? Map.of() : Map.of(Component.KIND.name(), kind);
        between(from, to, (one, other) -> emitter.emit(Component.DEPENDENCIES.between(one, other, properties)));
    }

    private interface Ends {
        void take(EntityRef<Component> from, EntityRef<Component> to);
    }

    /** A reference may also lead to a service, a file or another document, which are not read. */
    private void between(String from, String to, Ends ends) {
        component(from).ifPresent(one -> component(to).ifPresent(other -> ends.take(one, other)));
    }

    @Override
    public void vulnerability(FoundVulnerability found) throws ConnectorException, InterruptedException {
        EntityRef<Vulnerability> vulnerability = Vulnerability.TYPE.ref(document.key() + "#" + found.id());
        emitter.emit(Vulnerability.TYPE
                .input(vulnerability.key())
                .displayName(found.id())
                .set(Vulnerability.NAME, found.id())
                .set(Vulnerability.SOURCE, found.source())
                .set(Vulnerability.SEVERITY, found.severity())
                .set(Vulnerability.SCORE, found.score())
                .set(Vulnerability.VECTOR, found.vector())
                .set(Vulnerability.WEAKNESSES, some(found.weaknesses()))
                .set(Vulnerability.DESCRIPTION, found.description())
                .set(Vulnerability.RECOMMENDATION, found.recommendation())
                .set(Vulnerability.URL, found.url())
                .set(Vulnerability.CREATED, found.created())
                .set(Vulnerability.UPDATED, found.updated())
                .build());
        emitter.emit(Document.VULNERABILITIES.between(document, vulnerability));
        for (FoundVulnerability.Affected affected : found.affects()) {
            Map<String, Object> properties = new HashMap<>(found.analysis());
            affected.status().ifPresent(status -> properties.put(Component.STATUS.name(), status));
            Optional<EntityRef<Component>> component = affected(affected.reference());
            component.ifPresent(one -> emitter.emit(Component.VULNERABILITIES.between(one, vulnerability, properties)));
        }
    }

    @Override
    public void problem(String message) {
        emitter.partial(message);
    }

    private Optional<EntityRef<Component>> affected(String reference) throws ConnectorException, InterruptedException {
        if (!reference.startsWith(Outline.LINK)) {
            return component(reference);
        }
        Optional<EntityRef<Component>> component = others.find(reference);
        if (component.isEmpty() && !others.complete()) {
            emitter.partial(
                    Component.VULNERABILITIES,
                    "A link may lead into a document that could not be read, " + document.key() + ".");
        }
        return component;
    }
}
