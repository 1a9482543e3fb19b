package io.cadastre.cypher.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cadastre.cypher.InvalidCursorException;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.read.Neighbourhood.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EntityRelationshipsTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final EntityReader reader = new EntityReader(GRAPH.graph());

    @BeforeEach
    void hostOwnedByUsers() {
        run("""
            CREATE (h:Entity {_id: 'h', _type: 'host', _class: ['Host'], _key: 'h', _displayName: 'Host', _installation: 'i'}),
                   (a:Entity {_id: 'a', _type: 'user', _class: ['User', 'Person'], _key: 'a', _displayName: 'Ann', _installation: 'i'}),
                   (b:Entity {_id: 'b', _type: 'user', _class: ['User', 'Person'], _key: 'b', _installation: 'i'}),
                   (g:Entity {_id: 'g', _type: 'team', _key: 'g', _displayName: 'Team', _installation: 'i'}),
                   (x:Entity {_id: 'x', _type: 'user', _class: ['User'], _key: 'x', _displayName: 'Far', _installation: 'i'}),
                   (stranger:Stranger {_id: 's'}),
                   (a)-[:OWNS {_id: 'r1', since: date('2026-01-01'), _hash: 'x', _installation: 'i', _scope: 'root'}]->(h), (b)-[:OWNS {_id: 'r2'}]->(h),
                   (h)-[:OWNS {_id: 'r3'}]->(g), (h)-[:USES {_id: 'r4'}]->(a), (h)-[:USES {_id: 'r5'}]->(h),
                   (g)-[:HAS {_id: 'r6'}]->(x), (stranger)-[:OWNS {_id: 'r7'}]->(h)
            """);
    }

    @Test
    void countsByVerbDirectionAndType() {
        assertThat(reader.relationshipCounts("h"))
                .containsExactly(
                        new RelationshipCount("OWNS", Direction.IN, "user", "User", 2),
                        new RelationshipCount("OWNS", Direction.OUT, "team", "", 1),
                        new RelationshipCount("USES", Direction.IN, "host", "Host", 1),
                        new RelationshipCount("USES", Direction.OUT, "host", "Host", 1),
                        new RelationshipCount("USES", Direction.OUT, "user", "User", 1));
        assertThat(reader.relationshipCounts("nobody")).isEmpty();
    }

    @Test
    void listsRelationshipsWithTheirOtherEnds() {
        assertThat(relationships("h", null, null, null)).containsExactly("r1", "r2", "r3", "r5", "r4", "r5");
        assertThat(relationships("h", Direction.IN, null, null)).containsExactly("r1", "r2", "r5");
        assertThat(relationships("h", Direction.OUT, null, null)).containsExactly("r3", "r4", "r5");
        assertThat(relationships("h", null, "OWNS", null)).containsExactly("r1", "r2", "r3");
        assertThat(relationships("h", Direction.IN, "OWNS", "user")).containsExactly("r1", "r2");
        assertThat(relationships("h", null, null, "team")).containsExactly("r3");
        assertThat(relationships("h", null, "OWNS`]->() DELETE r //", null)).isEmpty();
        assertThat(relationships("nobody", null, null, null)).isEmpty();

        assertThat(reader.relationships("h", Direction.IN, "OWNS", null, null, 1)
                        .items())
                .containsExactly(new RelationshipView(
                        "r1",
                        "OWNS",
                        Direction.IN,
                        Map.of("since", "2026-01-01"),
                        new EntitySummary("a", "user", List.of("User", "Person"), "Ann", "i"),
                        "i",
                        "root"));
    }

    @Test
    void pagesThroughRelationships() {
        List<String> whole = relationships("h", null, null, null);
        for (int size = 1; size <= 6; size++) {
            List<String> ids = new ArrayList<>();
            String cursor = null;
            do {
                Page<RelationshipView> page = reader.relationships("h", null, null, null, cursor, size);
                page.items().forEach(item -> ids.add(item.id()));
                cursor = page.nextCursor();
            } while (cursor != null && ids.size() < 100);
            assertThat(ids).isEqualTo(whole);
        }
        String ofEntities = reader.list(EntityFilter.NONE, null, null, 1).nextCursor();
        assertThatExceptionOfType(InvalidCursorException.class)
                .isThrownBy(() -> reader.relationships("h", null, null, null, ofEntities, 1));
    }

    @Test
    void walksOutwards() {
        Neighbourhood near = reader.graph("h", 1, 100).orElseThrow();
        assertThat(near.nodes())
                .extracting(EntitySummary::id)
                .startsWith("h")
                .containsExactlyInAnyOrder("h", "a", "b", "g");
        assertThat(near.relationships())
                .containsExactlyInAnyOrder(
                        new Edge("r1", "OWNS", "a", "h"),
                        new Edge("r2", "OWNS", "b", "h"),
                        new Edge("r3", "OWNS", "h", "g"),
                        new Edge("r4", "USES", "h", "a"),
                        new Edge("r5", "USES", "h", "h"));
        assertThat(near.truncated()).isFalse();

        Neighbourhood far = reader.graph("h", 2, 100).orElseThrow();
        assertThat(far.nodes())
                .extracting(EntitySummary::id)
                .contains("x")
                .doesNotContain("s")
                .doesNotHaveDuplicates();
        assertThat(far.relationships()).hasSize(6).contains(new Edge("r6", "HAS", "g", "x"));

        assertThat(reader.graph("h", 0, 100).orElseThrow().nodes()).hasSize(1);
        assertThat(reader.graph("nobody", 1, 100)).isEmpty();
        assertThat(reader.graph("s", 1, 100)).isEmpty();
    }

    @Test
    void showsNoMoreOfAHubThanWasAskedFor() {
        run("""
            MATCH (h:Entity {_id: 'h'}) UNWIND range(1, 5000) AS i
            CREATE (h)-[:HAS {_id: 'e' + i}]->(:Entity {_id: 'n' + i, _type: 'part', _key: 'n' + i})
            """);

        Neighbourhood hub = reader.graph("h", 3, 20).orElseThrow();

        assertThat(hub.truncated()).isTrue();
        assertThat(hub.nodes()).hasSize(20).doesNotHaveDuplicates();
        List<String> ids = hub.nodes().stream().map(EntitySummary::id).toList();
        assertThat(hub.relationships()).allSatisfy(edge -> assertThat(ids).contains(edge.from(), edge.to()));
    }

    private List<String> relationships(
            String id, @Nullable Direction direction, @Nullable String verb, @Nullable String type) {
        return reader.relationships(id, direction, verb, type, null, 100).items().stream()
                .map(RelationshipView::id)
                .toList();
    }

    private static void run(String cypher) {
        try (var session = GRAPH.graph().writeSession()) {
            session.run(cypher).consume();
        }
    }
}
