package io.cadastre.connectors.sbom;

import io.cadastre.connectors.sbom.model.Document;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects all documents, each in a scope of its own. One that cannot be read keeps what was known of it. */
final class DocumentStep implements StepBody {
    private final SbomSettings settings;

    DocumentStep(SbomSettings settings) {
        this.settings = settings;
    }

    @Override
    public void run(StepContext context) throws Exception {
        List<Path> files = SbomFiles.list(settings);
        Map<Path, ConnectorException> failures = new LinkedHashMap<>();
        OtherDocuments others = new OtherDocuments();
        List<Path> waiting = new ArrayList<>();
        int done = 0;
        for (Path file : files) {
            Optional<Outline> outline = outline(file, failures);
            if (outline.isPresent()) {
                others.add(outline.get(), file);
                if (outline.get().links()) {
                    waiting.add(file);
                } else {
                    document(context, file, outline.get(), others);
                }
            }
            context.progress(++done, files.size());
        }
        // Which document a link leads to is known when all were looked at; one that was not read may be it.
        others.complete(failures.isEmpty());
        for (Path file : waiting) {
            Optional<Outline> outline = outline(file, failures);
            if (outline.isPresent()) {
                document(context, file, outline.get(), others);
            }
        }
        if (!failures.isEmpty() && failures.size() == files.size()) {
            throw failures.values().iterator().next();
        }
        failures.forEach((file, failure) -> {
            if (failure instanceof ConnectorException.Permission denied) {
                context.denied(denied.permission());
            } else {
                context.partial(file + ": " + failure.getMessage());
            }
        });
    }

    private static Optional<Outline> outline(Path file, Map<Path, ConnectorException> failures)
            throws InterruptedException {
        try {
            return Optional.of(Outline.of(file));
        } catch (ConnectorException e) {
            failures.put(file, e);
            return Optional.empty();
        }
    }

    private static void document(StepContext context, Path file, Outline outline, OtherDocuments others)
            throws InterruptedException {
        EntityRef<Document> document = Document.TYPE.ref(file.toString());
        context.emit(Document.TYPE
                .input(document.key())
                .displayName(outline.name())
                .set(Document.NAME, outline.name())
                .set(Document.LOCATION, file.toString())
                .set(Document.FORMAT, outline.cycloneDx() ? "CycloneDX" : "SPDX")
                .set(Document.SPEC_VERSION, outline.specVersion())
                .set(Document.SERIAL_NUMBER, outline.serialNumber())
                .set(Document.REVISION, outline.revision())
                .set(Document.CREATED, outline.created())
                .set(Document.TOOLS, Optional.of(outline.tools()).filter(tools -> !tools.isEmpty()))
                .build());
        context.scope(document, emitter -> {
            outline.problems().forEach(emitter::partial);
            Members.of(file, new Contents(new EmittedFindings(emitter, document, outline, others)));
            outline.requireUnchanged();
        });
    }
}
