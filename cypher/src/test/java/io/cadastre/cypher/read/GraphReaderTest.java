package io.cadastre.cypher.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.read.GraphStatistics.Owned;
import io.cadastre.cypher.read.ObservedSchema.Connection;
import io.cadastre.cypher.read.ObservedSchema.ObservedField;
import io.cadastre.cypher.read.ObservedSchema.ObservedType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GraphReaderTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final GraphReader reader = new GraphReader(GRAPH.graph());

    @Test
    void countsNothingInAnEmptyGraph() {
        assertThat(reader.graphVersion()).isZero();
        assertThat(reader.statistics()).isEqualTo(new GraphStatistics(0, 0, 0, Map.of(), Map.of(), Map.of(), Map.of()));
        assertThat(reader.schema().types()).isEmpty();
        assertThat(reader.schema().relationships()).isEmpty();
    }

    @Test
    void countsWhatThereIs() {
        fill();

        assertThat(reader.graphVersion()).isEqualTo(5);
        assertThat(reader.statistics())
                .isEqualTo(new GraphStatistics(
                        5,
                        3,
                        2,
                        Map.of("Host", 2L, "Device", 1L, "User", 1L),
                        Map.of("acme_host", 2L, "acme_user", 1L),
                        Map.of("OWNS", 1L, "USES", 1L),
                        Map.of("i", new Owned(2, 1, 0), "j", new Owned(1, 1, 0))));
    }

    @Test
    void observesTypesFieldsAndConnections() {
        fill();

        ObservedSchema schema = reader.schema();

        assertThat(schema.labels()).contains("Entity", "AcmeHost").noneMatch(label -> label.startsWith("_"));
        assertThat(schema.relationshipTypes()).containsExactly("OWNS", "USES");
        assertThat(schema.propertyKeys()).contains("name", "cores").noneMatch(key -> key.startsWith("_"));
        assertThat(schema.types())
                .containsExactly(
                        new ObservedType(
                                "acme_host",
                                List.of("Host"),
                                2,
                                2,
                                List.of(new ObservedField("cores", 1), new ObservedField("name", 2))),
                        new ObservedType("acme_user", List.of("User"), 1, 1, List.of(new ObservedField("name", 1))));
        assertThat(schema.relationships())
                .containsExactly(
                        new Connection("acme_user", "OWNS", "acme_host", 1, 1, 1),
                        new Connection("acme_host", "USES", "acme_host", 1, 1, 1));
    }

    @Test
    void saysHowMuchOfALargeGraphItLookedAt() {
        fill();

        ObservedType hosts = new GraphReader(GRAPH.graph(), 1).schema().types().getFirst();

        assertThat(hosts.count()).isEqualTo(2);
        assertThat(hosts.examined()).isEqualTo(1);
        assertThat(hosts.fields()).contains(new ObservedField("name", 1));
    }

    private static void fill() {
        try (var session = GRAPH.graph().writeSession()) {
            session.run("""
                    CREATE (h:Entity:Host:AcmeHost {_id: 'h', _type: 'acme_host', _class: ['Host'], _installation: 'i', name: 'h', cores: 4}),
                           (k:Entity:Host:AcmeHost {_id: 'k', _type: 'acme_host', _class: ['Host', 'Device'], _installation: 'j', name: 'k'}),
                           (u:Entity:User:AcmeUser {_id: 'u', _type: 'acme_user', _class: ['User'], _installation: 'i', name: 'u'}),
                           (u)-[:OWNS {_id: 'r', _installation: 'i'}]->(h), (h)-[:USES {_id: 's', _installation: 'j'}]->(k),
                           (:_Document {_documentId: 'd'}), (:Host {name: 'decoy'}),
                           (:_GraphVersion {installation: 'i', version: 2}), (:_GraphVersion {installation: 'j', version: 3})
                    """).consume();
        }
    }
}
