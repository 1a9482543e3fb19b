package io.cadastre.cypher.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cadastre.cypher.InvalidCursorException;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.TestGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityListTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final EntityReader reader = new EntityReader(GRAPH.graph());

    @BeforeEach
    void graphWithTiesAndNulls() {
        run("""
            CREATE (:Entity:Host:AcmeHost {_id: 'h1', _type: 'acme_host', _class: ['Host'], _installation: 'i1',
                      _connector: 'acme', _key: 'arn:acme:host/1', _displayName: 'db-01.eu.example.com', _scope: 'root',
                      _createdAt: datetime('2026-01-01T00:00Z'), _updatedAt: datetime('2026-02-01T01:00+01:00'),
                      _version: 3, _hash: 'x', name: 'db-01', cores: 9007199254740993, tags: ['a', 'b'], score: 1.5}),
                   (:Entity:Host:AcmeHost {_id: 'h2', _type: 'acme_host', _class: ['Host'], _installation: 'i2',
                      _key: 'h2', _displayName: 'web', _updatedAt: datetime('2026-02-01T00:00Z'), Host: 'decoy'}),
                   (:Entity:User:AcmeUser {_id: 'u1', _type: 'acme_user', _class: ['User'], _installation: 'i1',
                      _key: 'u1', _displayName: 'web', email: 'ann.o-neil@example.com'}),
                   (:Entity:User:AcmeUser {_id: 'u2', _type: 'acme_user', _class: ['User'], _installation: 'i1',
                      _key: '***', description: 'Host acme_host'}),
                   (:Entity:Host {_id: 'x1', _type: 'host', _class: ['Machine'], _installation: 'i3', _key: 'x1'}),
                   (:Host {_id: 'decoy', _type: 'acme_host', _class: ['Host'], _installation: 'i1', _displayName: 'web'}),
                   (:_Document:_Token {_documentId: 'd1', _id: 'd1', _displayName: 'web'})
            """);
    }

    @Test
    void showsAnEntityWithoutWhatIsPrivate() {
        EntityView view = reader.get("h1").orElseThrow();

        assertThat(view)
                .isEqualTo(new EntityView(
                        "h1",
                        "acme_host",
                        List.of("Host"),
                        "db-01.eu.example.com",
                        "i1",
                        "acme",
                        "arn:acme:host/1",
                        "root",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-02-01T00:00:00Z"),
                        3,
                        Map.of("name", "db-01", "cores", "9007199254740993", "tags", List.of("a", "b"), "score", 1.5)));
        assertThat(reader.get("u2").orElseThrow().displayName()).isEqualTo("***");
        assertThat(reader.get("nobody")).isEmpty();
        assertThat(reader.get("decoy")).isEmpty();
        assertThat(reader.get("d1")).isEmpty();
    }

    @Test
    void filtersByClassTypeAndInstallation() {
        assertThat(ids(new EntityFilter(null, "Host", null, null))).containsExactlyInAnyOrder("h1", "h2");
        assertThat(ids(new EntityFilter(null, null, "acme_host", null))).containsExactlyInAnyOrder("h1", "h2");
        assertThat(ids(new EntityFilter(null, null, "acme_user", "i1"))).containsExactlyInAnyOrder("u1", "u2");
        assertThat(ids(new EntityFilter(null, "Host", "acme_host", "i1"))).containsExactly("h1");
        assertThat(ids(new EntityFilter(null, "User", "acme_host", null))).isEmpty();
        assertThat(ids(new EntityFilter(null, "Nothing", null, null))).isEmpty();
        assertThat(ids(new EntityFilter(null, "", null, null))).isEmpty();
        assertThat(ids(EntityFilter.NONE)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "displayName",
                "-displayName",
                "type",
                "-type",
                "updatedAt",
                "-updatedAt",
                "createdAt",
                "-createdAt"
            })
    @DisplayName("Q5: paging gives every entity once under any order, with ties and without values")
    void pagesThroughTiesAndNulls(String sort) {
        EntitySort order = EntitySort.parse(sort);
        List<String> whole = reader.list(EntityFilter.NONE, order, null, 100).items().stream()
                .map(EntityView::id)
                .toList();

        assertThat(whole).containsExactlyInAnyOrder("h1", "h2", "u1", "u2", "x1");
        for (int size = 1; size <= 5; size++) {
            assertThat(allPages(EntityFilter.NONE, order, size)).isEqualTo(whole);
        }
    }

    @Test
    @DisplayName("Q5: what is published between two pages neither hides nor repeats the rest")
    void keepsItsPlaceWhileTheGraphChanges() {
        EntitySort order = EntitySort.parse("displayName");
        Page<EntityView> first = reader.list(EntityFilter.NONE, order, null, 2);
        assertThat(first.items()).extracting(EntityView::id).containsExactly("h1", "h2");

        run("MATCH (e:Entity {_id: 'h2'}) DELETE e");
        run(
                "CREATE (:Entity {_id: 'a0', _displayName: 'aaa', _key: 'a0'}), (:Entity {_id: 'z0', _displayName: 'xyz', _key: 'z0'})");

        Page<EntityView> second = reader.list(EntityFilter.NONE, order, first.nextCursor(), 10);
        assertThat(second.items()).extracting(EntityView::id).containsExactly("u1", "z0", "u2", "x1");
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void refusesAnOrderThatItDoesNotKnow() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> EntitySort.parse("_hash DESC //"))
                .withMessageContaining("displayName, type, updatedAt, createdAt");
        assertThat(EntitySort.parse("-type")).hasToString("-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "AAAA", "LQ", "OTk5OTk5OTk5OTpY", "MTE6ZGlzcGxheU5hbWU"})
    @DisplayName("Q7: a cursor that no list gave out is refused")
    void refusesForeignCursors(String cursor) {
        assertThatExceptionOfType(InvalidCursorException.class)
                .isThrownBy(() -> reader.list(EntityFilter.NONE, EntitySort.DEFAULT, cursor, 10));
    }

    @Test
    void refusesTheCursorOfAnotherOrder() {
        String cursor = reader.list(EntityFilter.NONE, EntitySort.parse("type"), null, 1)
                .nextCursor();

        assertThat(cursor).isNotNull();
        for (String other : List.of("-type", "displayName", "updatedAt")) {
            assertThatExceptionOfType(InvalidCursorException.class)
                    .isThrownBy(() -> reader.list(EntityFilter.NONE, EntitySort.parse(other), cursor, 1));
        }
        String forged = new Cursor("updatedAt", List.of("not a number", "x")).encode();
        assertThatExceptionOfType(InvalidCursorException.class)
                .isThrownBy(() -> reader.list(EntityFilter.NONE, EntitySort.parse("updatedAt"), forged, 1));
    }

    @Test
    void findsWordsBeginningsAndPartsOfNames() {
        assertThat(search("db-01.eu.example.com")).containsExactly("h1");
        assertThat(search("db-01")).containsExactly("h1");
        assertThat(search("db 01")).containsExactly("h1");
        assertThat(search("exam")).containsExactlyInAnyOrder("h1", "u1");
        assertThat(search("eu.exa")).containsExactly("h1");
        assertThat(search("neil@example")).containsExactly("u1");
        assertThat(search("WEB")).containsExactlyInAnyOrder("h2", "u1");
        assertThat(search("web nothing")).isEmpty();
        assertThat(search("arn:acme:host/1")).containsExactly("h1");
        assertThat(search("***")).containsExactly("u2");
        assertThat(search("  ")).hasSize(5);
    }

    @Test
    void putsWhatIsCalledExactlySoFirst() {
        run("""
            UNWIND range(1, 30) AS i
            CREATE (:Entity {_id: 'w' + i, _key: 'w' + i, _displayName: 'webserver-' + i, description: 'web web web web'})
            """);

        assertThat(search("web").subList(0, 2)).containsExactly("h2", "u1");
        EntityFilter filter = new EntityFilter("web", null, null, null);
        List<String> whole = search("web");
        assertThat(whole).hasSize(32).doesNotHaveDuplicates();
        assertThat(allPages(filter, null, 5)).isEqualTo(whole);
        assertThat(allPages(filter, EntitySort.parse("-displayName"), 7))
                .hasSize(32)
                .doesNotHaveDuplicates();
        assertThat(ids(new EntityFilter("web", "Host", null, null))).containsExactly("h2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"", "'", "web\"", "(", "web AND", "AND", "NOT web", "OR OR", "name:web", "_id:h1", "web~", "web^",
                        "[a TO b]",
                "{", "web*", "*", "?", "\\", "/x/", "&&", "||", "+-!", "web) OR (*:*", "$words", "\u0000",
                        "'}) DETACH DELETE n //"
            })
    @DisplayName("Q7: whatever is typed is searched for, and never an instruction")
    void takesWhatIsTypedAsWords(String text) {
        assertThat(search(text).size()).isLessThan(5);
        assertThat(ids(new EntityFilter(null, text, text, text))).isEmpty();
        assertThat(ids(EntityFilter.NONE)).hasSize(5);
    }

    private List<String> search(String text) {
        return ids(new EntityFilter(text, null, null, null));
    }

    private List<String> ids(EntityFilter filter) {
        return reader.list(filter, null, null, 100).items().stream()
                .map(EntityView::id)
                .toList();
    }

    private List<String> allPages(EntityFilter filter, @Nullable EntitySort sort, int size) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<EntityView> page = reader.list(filter, sort, cursor, size);
            page.items().forEach(item -> ids.add(item.id()));
            cursor = page.nextCursor();
        } while (cursor != null && ids.size() < 1_000);
        return ids;
    }

    private static void run(String cypher) {
        try (var session = GRAPH.graph().writeSession()) {
            session.run(cypher).consume();
            session.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()").consume();
        }
    }
}
