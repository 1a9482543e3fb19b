package io.cadastre.engine.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.ingest.Change;
import io.cadastre.cypher.ingest.StagedGraph.EntityKey;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.ScriptedConnector.TestUser;
import io.cadastre.spi.model.EntityInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingTest {
    private Staging staging;

    @BeforeEach
    void open(@TempDir Path directory) {
        staging = new Staging(directory, "sync", "inst", ScriptedConnector.SCHEMA, Set.of("test_host"));
    }

    @AfterEach
    void close() {
        staging.close();
    }

    private Map<String, Object> fields(String key) {
        return staging.entity(GraphIds.entity("inst", "test_host", key)).fields();
    }

    @Test
    @DisplayName("M1: absent keeps, null clears, a value replaces")
    void inputsOfOneEntityAreMergedFieldByField() {
        staging.add(
                EntityInput.of(TestHost.TYPE, "h")
                        .set(TestHost.NAME, "one")
                        .set(TestHost.CORES, 4L)
                        .build(),
                "root",
                "a");
        staging.add(EntityInput.of(TestHost.TYPE, "h").set(TestHost.NAME, "two").build(), "root", "b");
        assertThat(fields("h")).isEqualTo(Map.of("name", "two", "cores", 4L));

        staging.add(EntityInput.of(TestHost.TYPE, "h").clear(TestHost.CORES).build(), "root", "b");
        assertThat(fields("h")).isEqualTo(Map.of("name", "two"));
    }

    @Test
    void theOrderOfDisjointInputsDoesNotMatter() {
        List<EntityInput> inputs = new ArrayList<>(List.of(
                EntityInput.of(TestHost.TYPE, "h").set(TestHost.NAME, "one").build(),
                EntityInput.of(TestHost.TYPE, "h").set(TestHost.CORES, 4L).build(),
                EntityInput.of(TestHost.TYPE, "h").set(TestHost.DETAIL, "{}").build()));
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(inputs, random);
            String key = "h" + round;
            for (EntityInput input : inputs) {
                staging.add(new EntityInput(input.type(), key, "same", input.values()), "root", "step");
            }
        }
        List<String> hashes = new ArrayList<>();
        staging.entities("", "{").forEachRemaining(entity -> hashes.add(entity.hash()));
        assertThat(hashes).hasSize(20);
        assertThat(Set.copyOf(hashes)).hasSize(1);
    }

    @Test
    void entitiesComeInTheOrderOfTheirIds() {
        for (int i = 0; i < 500; i++) {
            staging.add(ScriptedConnector.host("host " + i), "root", "step");
        }
        List<String> ids = new ArrayList<>();
        for (var entities = staging.entities("", "{"); entities.hasNext(); ) {
            EntityKey entity = entities.next();
            ids.add(entity.id());
        }
        assertThat(ids).hasSize(500).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatTwoEnumerationsFoundNeedsTheEvidenceOfBoth() {
        staging.add(ScriptedConnector.host("h"), "parent2", "step");
        staging.add(ScriptedConnector.host("h"), "parent1", "step");
        staging.add(ScriptedConnector.host("h"), "parent2", "step");

        assertThat(staging.entity(GraphIds.entity("inst", "test_host", "h")).scope())
                .isEqualTo("parent1 parent2");
    }

    @Test
    void anEntityThatLacksARequiredFieldIsNamedAndLeftOut() {
        staging.add(
                EntityInput.of(TestUser.TYPE, "u")
                        .set(TestUser.EMAIL, "u@acme.test")
                        .build(),
                "root",
                "step");

        List<String> incomplete = new ArrayList<>();
        staging.forEachIncomplete((entity, missing) -> incomplete.add(entity.key() + " lacks " + missing));

        assertThat(incomplete).containsExactly("u lacks [login]");
        assertThat(staging.entities("", "{").hasNext()).isFalse();
        assertThat(staging.contains(GraphIds.entity("inst", "test_user", "u"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a/b", "it's \"quoted\"", "emoji 🗺️", "Ünïcödé", "\u0000", " "})
    @DisplayName("M17: any key makes the round trip")
    void anyKeyMakesTheRoundTrip(String key) {
        staging.add(ScriptedConnector.host(key), "root", "step");

        assertThat(staging.entity(GraphIds.entity("inst", "test_host", key)).key())
                .isEqualTo(key);
    }

    @Test
    @DisplayName("M17: a key of 4 KB and a value of 1 MB make the round trip")
    void longTextsMakeTheRoundTrip() {
        String key = "k".repeat(4_096);
        String value = "v".repeat(1 << 20);
        staging.add(EntityInput.of(TestHost.TYPE, key).set(TestHost.NAME, value).build(), "root", "step");

        assertThat(fields(key)).isEqualTo(Map.of("name", value));
    }

    @Test
    void onlyReadableTypesAreReadBack() {
        staging.add(ScriptedConnector.host("h1"), "root", "step");
        staging.add(ScriptedConnector.host("h2"), "root", "step");
        staging.add(ScriptedConnector.user("u1"), "root", "step");

        try (var hosts = staging.read("test_host")) {
            assertThat(hosts.map(Map.Entry::getKey)).containsExactlyInAnyOrder("h1", "h2");
        }
        assertThat(staging.read("test_host", "h1")).contains(Map.of("name", "host h1"));
        assertThat(staging.read("test_host", "nobody")).isEmpty();
    }

    @Test
    void nothingIsTakenOnceItIsSealed() {
        staging.seal();

        assertThatThrownBy(() -> staging.add(ScriptedConnector.host("h"), "root", "step"))
                .hasMessageContaining("no longer collecting");
    }

    @Test
    void theSpoolGivesChangesBackByOperationInTheirOrder() {
        var spool = staging.spool();
        Change first = new Change(Change.Operation.DELETE_ENTITY, "id1", "", "", 128);
        Change second = new Change(Change.Operation.DELETE_ENTITY, "id2", "", "", 128);
        Change other = new Change(Change.Operation.DELETE_RELATIONSHIP, "id3", "id1", "4:x:1", 7);
        spool.append(first);
        spool.append(other);
        spool.append(second);

        assertThat(spool.changes(Change.Operation.DELETE_ENTITY)).toIterable().containsExactly(first, second);
        assertThat(spool.changes(Change.Operation.DELETE_RELATIONSHIP))
                .toIterable()
                .containsExactly(other);
        assertThat(spool.changes(Change.Operation.CREATE_ENTITY)).isExhausted();
        assertThat(spool.deletes("id1")).isTrue();
        assertThat(spool.deletes("id3")).isFalse();
    }

    @Test
    @DisplayName("I5: a thread that is interrupted while it writes takes staging from nobody else")
    void anInterruptLeavesStagingToTheOthers() throws Exception {
        String much = "\"" + "x".repeat(1 << 20) + "\"";
        Thread step = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            // More than the buffers hold, so that some of it goes to disk.
            for (int i = 0; i < 80; i++) {
                staging.add(
                        EntityInput.of(TestHost.TYPE, "h" + i)
                                .set(TestHost.DETAIL, much)
                                .build(),
                        "root",
                        "step");
            }
        });
        step.join();

        staging.add(ScriptedConnector.host("other"), "root", "other");
        List<String> ids = new ArrayList<>();
        staging.entities("", "{").forEachRemaining(entity -> ids.add(entity.id()));

        assertThat(ids).hasSize(81);
    }

    @Test
    void aRelationshipKeepsAPropertyThatAnotherInputLeavesAbsent() {
        staging.add(
                TestHost.USERS.between(TestHost.TYPE.ref("h"), TestUser.TYPE.ref("u"), Map.of("role", "owner")),
                "root");
        staging.add(TestHost.USERS.between(TestHost.TYPE.ref("h"), TestUser.TYPE.ref("u"), Map.of()), "root");

        var relationship = staging.relationships("", "{").next();

        assertThat(staging.relationship(relationship.from(), relationship.id()).properties())
                .isEqualTo(Map.of("role", "owner"));
    }
}
