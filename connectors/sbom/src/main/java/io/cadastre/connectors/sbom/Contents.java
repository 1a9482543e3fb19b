package io.cadastre.connectors.sbom;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.util.Set;

/** Reads the members of both formats, by their names: which format it is, a document may say at its end. */
record Contents(Findings findings) implements Members {
    private static final Set<String> WANTED = Set.of(
            // CycloneDX
            "bomFormat",
            "specVersion",
            "serialNumber",
            "version",
            "metadata",
            "components",
            "dependencies",
            "vulnerabilities",
            // SPDX
            "spdxVersion",
            "name",
            "documentNamespace",
            "creationInfo",
            "documentDescribes",
            "packages",
            "relationships",
            "@context");

    @Override
    public Set<String> wanted() {
        return WANTED;
    }

    @Override
    public void take(String name, String place, Json value) throws ConnectorException, InterruptedException {
        try {
            switch (name) {
                case "metadata" -> CycloneDx.metadata(value, findings);
                case "components" -> CycloneDx.component(value, false, findings);
                case "dependencies" -> CycloneDx.dependency(value, findings);
                case "vulnerabilities" -> findings.vulnerability(CycloneDx.vulnerability(value));
                case "documentDescribes" -> findings.subject(value.text());
                case "packages" -> Spdx.component(value).ifPresent(findings::component);
                case "relationships" -> Spdx.relationship(value, findings);
                default -> findings.header(name, value);
            }
        } catch (ConnectorException.BadData e) {
            findings.problem(place + ": " + e.getMessage());
        }
    }
}
