package io.cadastre.cypher.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.Page;
import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.lease.LeaseLostException;
import io.cadastre.cypher.lease.Leases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DocumentStoreTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private DocumentStore documents;

    @BeforeEach
    void open() {
        documents = new DocumentStore(GRAPH.graph());
    }

    private static Document document(String id, String state) {
        return new Document(id, "order " + id, Map.of("state", state), "{\"id\":\"" + id + "\"}");
    }

    @Test
    void aDocumentIsReadBackAsItWasPut() {
        Document put = document("a", "NEW");
        documents.put(DocumentKind.SYNC, put);

        assertThat(documents.get(DocumentKind.SYNC, "a")).contains(put);
        assertThat(documents.get(DocumentKind.TOKEN, "a")).isEmpty();
    }

    @Test
    void aDocumentThatIsPutAgainIsReplaced() {
        documents.put(DocumentKind.SYNC, document("a", "NEW"));
        documents.put(DocumentKind.SYNC, new Document("a", "order a", Map.of("other", "attribute"), "{}"));

        assertThat(documents.get(DocumentKind.SYNC, "a").orElseThrow().attributes())
                .isEqualTo(Map.of("other", "attribute"));
    }

    @Test
    void aDocumentIsReplacedOnlyIfItIsStillWhatWasRead() {
        documents.put(DocumentKind.SYNC, document("a", "NEW"));
        Document read = documents.get(DocumentKind.SYNC, "a").orElseThrow();
        Document mine = new Document("a", "order a", Map.of("state", "MINE"), "{\"by\":\"me\"}");
        Document theirs = new Document("a", "order a", Map.of("state", "THEIRS"), "{\"by\":\"them\"}");

        assertThat(documents.replace(DocumentKind.SYNC, read, theirs)).isTrue();

        assertThat(documents.replace(DocumentKind.SYNC, read, mine)).isFalse();
        // Not even if it would be replaced by what it is already: only one of two who decide the same has decided.
        assertThat(documents.replace(DocumentKind.SYNC, read, theirs)).isFalse();
        assertThat(documents.get(DocumentKind.SYNC, "a")).contains(theirs);
        documents.delete(DocumentKind.SYNC, "a");
        assertThat(documents.replace(DocumentKind.SYNC, theirs, mine)).isFalse();
        assertThat(documents.get(DocumentKind.SYNC, "a")).isEmpty();
    }

    @Test
    void nothingIsChangedIfOneDocumentIsNoLongerWhatWasRead() {
        Document read = document("a", "NEW");
        documents.put(DocumentKind.SYNC, new Document("a", "order a", Map.of(), "{}"));

        assertThatThrownBy(() -> documents.change(
                        List.of(new DocumentChange.Put(DocumentKind.TOKEN, document("b", "NEW"))),
                        new DocumentCondition.AsRead(DocumentKind.SYNC, read)))
                .isInstanceOf(DocumentChangedException.class);

        assertThat(documents.get(DocumentKind.TOKEN, "b")).isEmpty();
    }

    @Test
    @DisplayName("P18: what only a lease's holder may write is refused of one that is late")
    void aLateHolderWritesNoDocument() {
        Fence late = GRAPH.fence("inst");
        documents.change(
                List.of(new DocumentChange.Put(DocumentKind.EVIDENCE, document("inst", "NEW"))),
                new DocumentCondition.Leased(late));
        new Leases(GRAPH.graph(), Leases.TTL).breakAll("test");

        Document later = new Document("inst", "order inst", Map.of(), "{}");
        assertThatThrownBy(() -> documents.change(
                        List.of(new DocumentChange.Put(DocumentKind.EVIDENCE, later)),
                        new DocumentCondition.Leased(late)))
                .isInstanceOf(LeaseLostException.class);

        assertThat(documents.get(DocumentKind.EVIDENCE, "inst")).contains(document("inst", "NEW"));
    }

    @Test
    void everyDocumentIsListedOnceNewestFirst() {
        for (int i = 0; i < 25; i++) {
            documents.put(DocumentKind.SYNC, document("d%02d".formatted(i), i % 2 == 0 ? "EVEN" : "ODD"));
            documents.put(DocumentKind.TOKEN, document("t" + i, "EVEN"));
        }

        assertThat(all(Map.of(), 7)).hasSize(25).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(all(Map.of("state", "ODD"), 5)).hasSize(12).doesNotHaveDuplicates();
        assertThat(all(Map.of("state", "NEITHER"), 5)).isEmpty();
    }

    private List<String> all(Map<String, String> filter, int limit) {
        List<String> ids = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<Document> page = documents.list(DocumentKind.SYNC, filter, cursor, limit);
            page.items().forEach(document -> ids.add(document.id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return ids;
    }

    @Test
    void deletingSaysWhetherItWasThere() {
        documents.put(DocumentKind.TOKEN, document("a", "NEW"));

        assertThat(documents.delete(DocumentKind.TOKEN, "a")).isTrue();
        assertThat(documents.delete(DocumentKind.TOKEN, "a")).isFalse();
    }

    @Test
    void anAttributeNameIsNeverCypher() {
        assertThatThrownBy(() -> documents.list(DocumentKind.SYNC, Map.of("a = 1 OR 1 = 1 //", ""), null, 1))
                .hasMessageContaining("Not an attribute name");
    }
}
