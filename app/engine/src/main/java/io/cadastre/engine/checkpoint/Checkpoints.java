package io.cadastre.engine.checkpoint;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentChange;
import io.cadastre.cypher.platform.DocumentCondition;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What syncs remember, kept in the graph's database: it goes back with the data when that is restored. */
public final class Checkpoints {
    private final DocumentStore documents;

    public Checkpoints(DocumentStore documents) {
        this.documents = documents;
    }

    /** What the last published sync of an installation left. */
    public Checkpoint open(String installation) {
        return new Checkpoint(read(installation));
    }

    /** What keeps what a sync leaves, to go along with its publish; empty if nothing of it is new. */
    public Optional<DocumentChange> kept(String installation, Checkpoint checkpoint) {
        Map<String, String> values = checkpoint.values();
        return values.equals(read(installation))
                ? Optional.empty()
                : Optional.of(new DocumentChange.Put(
                        DocumentKind.CHECKPOINT,
                        new Document(installation, installation, Map.of(), Json.write(values))));
    }

    /**
     * Keeps what a published sync leaves; writes only what is new.
     *
     * @throws io.cadastre.cypher.lease.LeaseLostException if the installation is another process's by now
     */
    public void keep(String installation, Checkpoint checkpoint, Fence fence) {
        kept(installation, checkpoint)
                .ifPresent(change -> documents.change(List.of(change), new DocumentCondition.Leased(fence)));
    }

    /** Forgets everything: the next sync reads all. */
    public void forget(String installation) {
        documents.delete(DocumentKind.CHECKPOINT, installation);
    }

    private Map<String, String> read(String installation) {
        return documents
                .get(DocumentKind.CHECKPOINT, installation)
                .map(document -> Json.read(document.body(), new TypeReference<Map<String, String>>() {}))
                .orElse(Map.of());
    }
}
