package io.cadastre.connectors.sbom;

import io.cadastre.connectors.sbom.model.Component;
import io.cadastre.connectors.sbom.model.Document;
import io.cadastre.connectors.sbom.model.Vulnerability;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Some documents. */
final class SbomInstallation implements Installation {
    private final SbomSettings settings;

    SbomInstallation(SbomSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.named("documents", "Documents")
                .produces(
                        Document.TYPE,
                        Component.TYPE,
                        Vulnerability.TYPE,
                        Document.COMPONENTS,
                        Document.VULNERABILITIES,
                        Component.DEPENDENCIES,
                        Component.PARTS,
                        Component.VULNERABILITIES,
                        Component.SAME,
                        Component.IMAGE)
                .runs(new DocumentStep(settings)));
    }

    /** Reads all documents: one alone would not tell of the others. */
    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        List<Path> files = SbomFiles.list(settings);
        for (Path file : files) {
            Outline.of(file);
        }
        return files.isEmpty()
                ? Health.degraded("There is no document.")
                : Health.healthy("Documents that can be read: " + files.size() + ".");
    }

    static List<Config.Problem> problems(SbomSettings settings) throws ConnectorException, InterruptedException {
        List<Config.Problem> problems = new ArrayList<>();
        for (Path file : SbomFiles.list(settings)) {
            try {
                Outline.of(file);
            } catch (ConnectorException e) {
                problems.add(new Config.Problem(SbomSettings.FILES.name(), file + ": " + e.getMessage()));
            }
        }
        return problems;
    }
}
