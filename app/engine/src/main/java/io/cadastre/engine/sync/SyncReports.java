package io.cadastre.engine.sync;

import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentChange;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The reports of syncs as they are kept, where all processes see them. */
final class SyncReports {
    private static final int PAGE = 200;
    private static final Map<String, String> RUNNING = Map.of("running", "true");

    private final DocumentStore documents;
    private final String holder;

    /**
     * The reports.
     *
     * @param holder the identity of this process, kept with what it writes
     */
    SyncReports(DocumentStore documents, String holder) {
        this.documents = documents;
        this.holder = holder;
    }

    void keep(SyncReport report) {
        documents.change(List.of(put(report)));
    }

    /** What keeps a report, to go along with something else. */
    DocumentChange put(SyncReport report) {
        return new DocumentChange.Put(DocumentKind.SYNC, document(report, holder));
    }

    /** Ends the report of a sync, unless that has ended or gone on meanwhile. */
    void end(Document read, SyncReport ended) {
        documents.replace(
                DocumentKind.SYNC, read, document(ended, read.attributes().getOrDefault("holder", "")));
    }

    /** Looks at all that say they are running. */
    void forEachRunning(Consumer<Document> look) {
        @Nullable String cursor = null;
        do {
            var page = documents.list(DocumentKind.SYNC, RUNNING, cursor, PAGE);
            page.items().forEach(look);
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    static SyncReport read(Document document) {
        return Json.read(document.body(), SyncReport.class);
    }

    private static Document document(SyncReport report, String holder) {
        return new Document(
                report.id(),
                report.id(),
                Map.of(
                        "installation", report.installation(),
                        "state", report.state().name(),
                        "running", Boolean.toString(report.state().running()),
                        "holder", holder),
                Json.write(report));
    }
}
