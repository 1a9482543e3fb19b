package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.Page;
import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.history.ChangeKind;
import io.cadastre.cypher.history.ChangeOperation;
import io.cadastre.cypher.history.ChangeRecord;
import io.cadastre.cypher.history.ChangeRetention;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.read.ChangeFilter;
import io.cadastre.cypher.read.ChangeReader;
import io.cadastre.cypher.read.EntityReader;
import io.cadastre.cypher.read.EntityView;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.step.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What publishes leave behind of what they changed. */
class HistoryTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final Evidence ALL = Evidence.of(Map.of(
            new Enumeration("thing", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration("part", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration("thing HAS part", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration("thing TESTS part", Scopes.ROOT), new Outcome.Complete()));

    private static final RawRef THING = new RawRef("thing", "t1");
    private static final RawRef PART = new RawRef("part", "p1");

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final ChangeReader changes = new ChangeReader(GRAPH.graph());
    private Instant clock = Instant.parse("2026-11-21T12:00:00Z");
    private int syncs;

    private Ingest ingest() {
        return new Ingest(GRAPH.graph(), IngestLimits.DEFAULT, directory);
    }

    private String sync(String installation, MemoryStaging staging) {
        return sync(installation, staging, Comparison.BY_RANGE);
    }

    private String sync(String installation, MemoryStaging staging, Comparison comparison) {
        clock = clock.plusSeconds(60);
        syncs++;
        Diff diff = ingest().diff(installation, staging, ALL, staging, comparison, DeletionBudget.OFF);
        ingest().publish(
                        new Publication(
                                installation, "test", "sync" + syncs, clock, List.of(), GRAPH.fence(installation)),
                        staging,
                        diff,
                        staging);
        return "sync" + syncs;
    }

    private static MemoryStaging collected() {
        return new MemoryStaging("inst");
    }

    private static MemoryStaging thing(String name) {
        return collected().entity("thing", "Device", "t1", "Thing one", Map.of("name", name, "size", 1L));
    }

    private static String idOf(String type, String key) {
        return GraphIds.entity("inst", type, key);
    }

    private List<ChangeRecord> all(ChangeFilter filter) {
        return changes.list(filter, false, null, 1_000).items();
    }

    private List<ChangeRecord> ofSync(String sync) {
        return all(ChangeFilter.NONE.ofSync(sync));
    }

    @Test
    void theColdLoadOfANewInstallationLeavesNoRecord() {
        sync("inst", thing("old"));

        assertThat(all(ChangeFilter.NONE)).isEmpty();
    }

    @Test
    @DisplayName("P10: an update leaves before and after of the field that changed, and of no other")
    void anUpdateTellsWhatChanged() {
        sync("inst", thing("old"));
        Instant created = clock;

        String sync = sync("inst", thing("new"));

        assertThat(ofSync(sync)).singleElement().satisfies(change -> {
            assertThat(change.sync()).isEqualTo(sync);
            assertThat(change.installation()).isEqualTo("inst");
            assertThat(change.kind()).isEqualTo(ChangeKind.ENTITY);
            assertThat(change.operation()).isEqualTo(ChangeOperation.UPDATE);
            assertThat(change.subject()).isEqualTo(idOf("thing", "t1"));
            assertThat(change.type()).isEqualTo("thing");
            assertThat(change.name()).isEqualTo("Thing one");
            assertThat(change.at()).isEqualTo(clock);
            assertThat(change.version()).isEqualTo(2);
            assertThat(change.since()).isEqualTo(created);
            assertThat(change.before()).isEqualTo(Map.of("name", "old"));
            assertThat(change.after()).isEqualTo(Map.of("name", "new"));
        });
    }

    @Test
    void aFieldThatComesHasNoBeforeAndOneThatGoesHasNoAfter() {
        sync("inst", collected().entity("thing", "t1", Map.of("gone", 1L)));

        String sync = sync("inst", collected().entity("thing", "t1", Map.of("come", 2L)));

        Map<String, Object> before = new TreeMap<>(Map.of("gone", 1L));
        before.put("come", null);
        Map<String, Object> after = new TreeMap<>(Map.of("come", 2L));
        after.put("gone", null);
        assertThat(ofSync(sync)).singleElement().satisfies(change -> {
            assertThat(change.before()).isEqualTo(before);
            assertThat(change.after()).isEqualTo(after);
        });
    }

    @Test
    void aNewNameAndANewClassAreChanges() {
        sync("inst", thing("same"));

        String sync = sync(
                "inst", collected().entity("thing", "Host", "t1", "Thing uno", Map.of("name", "same", "size", 1L)));

        assertThat(ofSync(sync)).singleElement().satisfies(change -> {
            assertThat(change.name()).isEqualTo("Thing uno");
            assertThat(change.before()).isEqualTo(Map.of("_displayName", "Thing one", "_class", List.of("Device")));
            assertThat(change.after()).isEqualTo(Map.of("_displayName", "Thing uno", "_class", List.of("Host")));
        });
    }

    @Test
    void whatNobodySeesIsNoChange() {
        // Given an entity whose hash was made otherwise, as when it moved to another enumeration
        sync("inst", thing("same"));
        EntityView before = entity("t1");
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (t:Thing) SET t._hash = 'another', t._scope = 'another'")
                    .consume();
        }

        String sync = sync("inst", thing("same"), Comparison.FULL);

        assertThat(ofSync(sync)).isEmpty();
        assertThat(before.scope()).isEqualTo(Scopes.ROOT);
        assertThat(entity("t1")).isEqualTo(before);
    }

    private static EntityView entity(String key) {
        return new EntityReader(GRAPH.graph()).get(idOf("thing", key)).orElseThrow();
    }

    @Test
    void creationsAndDeletionsTellTheWholeStateAsTheEntityItselfIsShown() {
        sync("inst", thing("first"));
        Map<String, Object> fields = Map.of(
                "text",
                "it's \"quoted\", ünïcode\n",
                "large",
                9_007_199_254_740_993L,
                "small",
                -3L,
                "real",
                1.0,
                "endless",
                Double.POSITIVE_INFINITY,
                "yes",
                true,
                "day",
                LocalDate.parse("2026-11-21"),
                "time",
                Instant.parse("2026-11-21T12:00:00.5Z"),
                "list",
                List.of("b", "a"),
                "numbers",
                List.of(1L, Long.MAX_VALUE));

        String created = sync("inst", thing("first").entity("thing", "Host", "t2", "Thing two", fields));
        EntityView shown = entity("t2");
        String deleted = sync("inst", thing("first"));

        assertThat(shown.properties()).hasSize(10).containsEntry("large", "9007199254740993");
        assertThat(ofSync(created)).singleElement().satisfies(change -> {
            assertThat(change.operation()).isEqualTo(ChangeOperation.CREATE);
            assertThat(change.version()).isEqualTo(1);
            assertThat(change.before()).isEmpty();
            assertThat(change.after()).isEqualTo(shown.properties());
        });
        Map<String, Object> last = new TreeMap<>(shown.properties());
        last.putAll(Map.of(
                "_displayName", "Thing two",
                "_class", List.of("Host"),
                "_key", "t2",
                "_connector", "test",
                "_createdAt", shown.createdAt().toString()));
        assertThat(ofSync(deleted)).singleElement().satisfies(change -> {
            assertThat(change.operation()).isEqualTo(ChangeOperation.DELETE);
            assertThat(change.name()).isEqualTo("Thing two");
            assertThat(change.version()).isEqualTo(1);
            assertThat(change.before().toString()).isEqualTo(last.toString());
            assertThat(change.after()).isEmpty();
        });
    }

    @Test
    void relationshipsAreToldByTheNamesOfTheirEnds() {
        sync("inst", thing("same").entity("part", "p1", Map.of()));

        String created = sync("inst", related(Map.of("role", "user", "since", 2020L)));
        String updated = sync("inst", related(Map.of("role", "admin", "since", 2020L)));
        String deleted = sync("inst", thing("same").entity("part", "p1", Map.of()));

        assertThat(ofSync(created)).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(ChangeKind.RELATIONSHIP);
            assertThat(change.operation()).isEqualTo(ChangeOperation.CREATE);
            assertThat(change.type()).isEqualTo("thing HAS part");
            assertThat(change.name()).isEqualTo("Thing one HAS p1");
            assertThat(change.from()).isEqualTo(idOf("thing", "t1"));
            assertThat(change.to()).isEqualTo(idOf("part", "p1"));
            assertThat(change.version()).isNull();
            assertThat(change.after()).isEqualTo(Map.of("role", "user", "since", 2020L));
        });
        assertThat(ofSync(updated)).singleElement().satisfies(change -> {
            assertThat(change.operation()).isEqualTo(ChangeOperation.UPDATE);
            assertThat(change.name()).isEqualTo("Thing one HAS p1");
            assertThat(change.before()).isEqualTo(Map.of("role", "user"));
            assertThat(change.after()).isEqualTo(Map.of("role", "admin"));
        });
        assertThat(ofSync(deleted)).singleElement().satisfies(change -> {
            assertThat(change.operation()).isEqualTo(ChangeOperation.DELETE);
            assertThat(change.name()).isEqualTo("Thing one HAS p1");
            assertThat(change.before()).isEqualTo(Map.of("role", "admin", "since", 2020L));
            assertThat(change.after()).isEmpty();
        });
        assertThat(ofSync(deleted).getFirst().subject())
                .isEqualTo(ofSync(created).getFirst().subject());
    }

    private static MemoryStaging related(Map<String, Object> properties) {
        return thing("same").entity("part", "p1", Map.of()).relationship(THING, "HAS", PART, properties);
    }

    @Test
    void whatGoesWithAnEntityIsToldBeforeIt() {
        sync("inst", thing("same"));
        sync("inst", related(Map.of()));

        String sync = sync("inst", thing("same"));

        assertThat(ofSync(sync))
                .extracting(ChangeRecord::kind, ChangeRecord::name)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ChangeKind.RELATIONSHIP, "Thing one HAS p1"),
                        org.assertj.core.groups.Tuple.tuple(ChangeKind.ENTITY, "p1"));
    }

    @Test
    void whatManyEntitiesTakeAlongIsKeptTogetherAndToldOneByOne() {
        // Given 250 parts, each with two relationships, of which one tells something
        int parts = 250;
        MemoryStaging wired = thing("same");
        for (int i = 0; i < parts; i++) {
            RawRef part = new RawRef("part", "p" + i);
            wired.entity("part", "p" + i, Map.of())
                    .relationship(THING, "HAS", part, Map.of("slot", (long) i))
                    .relationship(THING, "TESTS", part, Map.of());
        }
        sync("inst", wired);

        String sync = sync("inst", thing("same"));

        // Then few nodes keep what 750 records tell
        assertThat(nodes()).isBetween(parts + 1L, parts + 10L);
        List<ChangeRecord> all = ofSync(sync);
        assertThat(all)
                .hasSize(3 * parts)
                .extracting(ChangeRecord::order)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(all).extracting(ChangeRecord::subject).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(change -> {
            assertThat(change.operation()).isEqualTo(ChangeOperation.DELETE);
            assertThat(change.installation()).isEqualTo("inst");
            assertThat(change.at()).isEqualTo(clock);
        });
        List<ChangeRecord> slots = all(new ChangeFilter(null, sync, null, null, null, "thing HAS part", null, null));
        assertThat(slots).hasSize(parts).allSatisfy(change -> {
            assertThat(change.kind()).isEqualTo(ChangeKind.RELATIONSHIP);
            assertThat(change.name())
                    .isEqualTo("Thing one HAS p" + change.before().get("slot"));
            assertThat(change.from()).isEqualTo(idOf("thing", "t1"));
            assertThat(change.to()).isEqualTo(idOf("part", "p" + change.before().get("slot")));
        });
        // And parts of a list end and begin anywhere among them
        assertThat(inParts(ChangeFilter.NONE, false, 7)).isEqualTo(all);
        assertThat(inParts(ChangeFilter.NONE, true, 7)).isEqualTo(all.reversed());
        var filter = new ChangeFilter(null, null, null, null, null, "thing HAS part", null, null);
        assertThat(inParts(filter, true, 30)).isEqualTo(slots.reversed());
        assertThat(all(new ChangeFilter(null, null, null, null, null, null, ChangeKind.ENTITY, null)))
                .hasSize(parts);
        // And all are forgotten together
        assertThat(new ChangeRetention(GRAPH.graph()).forgetBefore(clock.plusSeconds(1)))
                .isEqualTo(3L * parts);
        assertThat(nodes()).isZero();
    }

    private static long nodes() {
        try (var session = GRAPH.graph().readSession()) {
            return session.run("MATCH (c:_Change) RETURN count(c) AS nodes")
                    .single()
                    .get("nodes")
                    .asLong();
        }
    }

    private List<ChangeRecord> inParts(ChangeFilter filter, boolean newestFirst, int limit) {
        List<ChangeRecord> read = new ArrayList<>();
        String cursor = null;
        do {
            Page<ChangeRecord> page = changes.list(filter, newestFirst, cursor, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            read.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return read;
    }

    @Test
    @DisplayName("P4, I2: another installation's relationship that goes with its end is a change of that installation")
    void foreignRelationshipsThatGoAreChangesToo() {
        sync("inst", thing("same"));
        sync("other", new MemoryStaging("other").entity("part", "p1", Map.of()));
        try (var session = GRAPH.graph().writeSession()) {
            session.run(
                            "MATCH (t:Thing), (p:Part) CREATE (p)-[:USES {_id: 'r', _installation: 'other', port: 80}]->(t)")
                    .consume();
        }

        String sync = sync("inst", collected());

        assertThat(ofSync(sync)).extracting(ChangeRecord::name).containsExactly("p1 USES Thing one", "Thing one");
        assertThat(all(new ChangeFilter(null, null, null, null, "other", null, null, null)))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.subject()).isEqualTo("r");
                    assertThat(change.before()).isEqualTo(Map.of("port", 80L));
                });
    }

    @Test
    void theRecordsOfAPublishInChunksAreComplete() {
        Ingest inChunks = new Ingest(GRAPH.graph(), new IngestLimits(500, 300, 200), directory);
        sync("inst", thing("same"));
        MemoryStaging more = thing("changed");
        for (int i = 0; i < 20; i++) {
            more.entity("part", "p" + i, Map.of());
            more.relationship(THING, "HAS", new RawRef("part", "p" + i), Map.of());
        }
        Diff diff = inChunks.diff("inst", more, ALL, more, Comparison.BY_RANGE, DeletionBudget.OFF);

        Published published = inChunks.publish(
                new Publication("inst", "test", "large", clock.plusSeconds(60), List.of(), GRAPH.fence("inst")),
                more,
                diff,
                more);

        assertThat(published.transactions()).isGreaterThan(10);
        assertThat(ofSync("large"))
                .hasSize(41)
                .extracting(ChangeRecord::subject)
                .doesNotHaveDuplicates();
    }

    @Test
    void aClockThatIsSetBackDoesNotTurnTheHistoryAround() {
        sync("inst", thing("first"));
        sync("inst", thing("second"));
        clock = clock.minusSeconds(3_600);

        sync("inst", thing("third"));

        assertThat(all(ChangeFilter.NONE))
                .extracting(change -> change.after().get("name"))
                .containsExactly("second", "third");
        assertThat(entity("t1").updatedAt()).isAfter(clock);
    }

    @Test
    void anInstallationThatIsErasedTakesItsHistoryAlong() {
        sync("inst", thing("first"));
        sync("inst", thing("second"));
        sync("other", new MemoryStaging("other").entity("thing", "t1", Map.of()));
        sync("other", new MemoryStaging("other").entity("thing", "t1", Map.of("name", "mine")));

        ingest().erase(new Publication("inst", "test", "erase", clock.plusSeconds(90), List.of(), GRAPH.fence("inst")));

        assertThat(all(ChangeFilter.NONE))
                .extracting(ChangeRecord::installation)
                .containsExactly("other");
    }

    @Test
    @DisplayName("Q5: a list of changes gives each once, in both orders, while syncs publish")
    void aListGivesEachChangeOnceWhileSyncsPublish() {
        sync("inst", things(0));
        sync("inst", things(1));
        List<String> existing =
                all(ChangeFilter.NONE).stream().map(ChangeRecord::order).toList();

        List<String> oldestFirst = pages(false, 2);
        List<String> newestFirst = pages(true, 100);

        assertThat(existing).hasSize(10).isSorted();
        // Newest last: also what came while the list was read.
        assertThat(oldestFirst).isSorted().doesNotHaveDuplicates().containsAll(existing);
        assertThat(oldestFirst.size()).isGreaterThan(existing.size());
        // Newest first: what was there when it began.
        assertThat(newestFirst)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder())
                .doesNotHaveDuplicates()
                .containsAll(existing);
    }

    private static MemoryStaging things(long value) {
        MemoryStaging staging = collected();
        for (int i = 0; i < 10; i++) {
            staging.entity("thing", "t" + i, Map.of("value", value));
        }
        return staging;
    }

    /** Reads pages of three, with a sync that changes everything after each of the first few. */
    private List<String> pages(boolean newestFirst, int value) {
        List<String> read = new ArrayList<>();
        String cursor = null;
        int parts = 0;
        do {
            Page<ChangeRecord> page = changes.list(ChangeFilter.NONE, newestFirst, cursor, 3);
            page.items().forEach(change -> read.add(change.order()));
            cursor = page.nextCursor();
            if (parts++ < 3) {
                sync("inst", things(value + parts));
            }
        } while (cursor != null);
        return read;
    }

    @Test
    void filtersNarrowAListAndTheWindowIncludesItsBeginOnly() {
        sync("inst", thing("first"));
        String second = sync("inst", thing("second"));
        Instant secondAt = clock;
        sync("inst", related(Map.of()));
        Instant thirdAt = clock;

        assertThat(all(ChangeFilter.NONE.since(secondAt).until(thirdAt)))
                .extracting(ChangeRecord::sync)
                .containsExactly(second);
        assertThat(all(ChangeFilter.NONE.since(thirdAt))).hasSize(3);
        assertThat(all(new ChangeFilter(null, null, null, null, null, "part", null, null)))
                .hasSize(1);
        assertThat(all(new ChangeFilter(null, null, null, null, null, null, ChangeKind.RELATIONSHIP, null)))
                .extracting(ChangeRecord::type)
                .containsExactly("thing HAS part");
        assertThat(all(new ChangeFilter(null, null, null, null, null, null, ChangeKind.ENTITY, null)))
                .hasSize(3);
        assertThat(all(new ChangeFilter(null, null, null, null, null, null, null, ChangeOperation.CREATE)))
                .hasSize(2);
        assertThat(all(new ChangeFilter(null, null, null, null, "none", null, null, null)))
                .isEmpty();
        assertThat(changes.lastOf(idOf("thing", "t1")).orElseThrow().after()).containsEntry("name", "same");
    }
}
