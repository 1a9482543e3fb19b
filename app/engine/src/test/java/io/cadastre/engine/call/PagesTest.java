package io.cadastre.engine.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.engine.call.FakeSource.Answer;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.page.PageSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each way to give pages, against a server that gives them so. */
class PagesTest {
    private final Outside outside = new Outside();
    private final FakeSource source = new FakeSource();
    private final Http http = outside.http(source.settings());

    @AfterEach
    void close() {
        source.close();
        outside.close();
    }

    private static List<Long> all(PageSource<Json> pages) throws Exception {
        List<Long> items = new ArrayList<>();
        Page<Json> page = pages.fetch(PageRequest.FIRST);
        while (true) {
            for (Json item : page.items()) {
                items.add(item.isObject() ? item.integer("id") : item.integer());
            }
            if (!page.hasMore()) {
                return items;
            }
            page = pages.fetch(new PageRequest(page.nextCursor(), null));
        }
    }

    private List<String> targets() {
        return source.requests().stream()
                .map(request -> request.target().toString())
                .toList();
    }

    @Test
    void linkHeadersAreFollowed() throws Exception {
        source.next(
                Answer.json("[1, 2]").with("Link", "<" + source.url() + "/tasks?page=2&x=y>; rel=\"next\""),
                Answer.json("[3]").with("Link", "</tasks>; rel=\"first\""));

        assertThat(all(Pages.byLink(http, HttpCall.get("/tasks").query("x", "y"), Json::elements)))
                .containsExactly(1L, 2L, 3L);

        assertThat(targets()).containsExactly("/tasks?x=y", "/tasks?page=2&x=y");
    }

    @Test
    void tokensAreFollowed() throws Exception {
        source.next(Answer.json("{'items': [1], 'next': 'a/b='}"), Answer.json("{'items': [2], 'next': null}"));

        assertThat(all(Pages.byToken(
                        http,
                        HttpCall.get("/tasks"),
                        "pageToken",
                        answer -> answer.elements("items"),
                        answer -> answer.maybeText("next").known())))
                .containsExactly(1L, 2L);

        assertThat(targets()).containsExactly("/tasks", "/tasks?pageToken=a%2Fb%3D");
    }

    @Test
    void cursorsOfItemsAreFollowedUntilAPageIsShort() throws Exception {
        source.next(Answer.json("[{'id': 1}, {'id': 2}]"), Answer.json("[{'id': 3}]"));

        assertThat(all(Pages.byCursor(
                        http,
                        HttpCall.get("/tasks"),
                        "after",
                        2,
                        Json::elements,
                        item -> Long.toString(item.integer("id")))))
                .containsExactly(1L, 2L, 3L);

        assertThat(targets()).containsExactly("/tasks", "/tasks?after=2");
    }

    private PageSource<Json> byOffset() {
        return Pages.byOffset(http, HttpCall.get("/tasks"), "offset", "limit", 2, Json::elements);
    }

    @Test
    void offsetsAreFollowedUntilAPageHasNothingNew() throws Exception {
        source.next(Answer.json("[1, 2]"), Answer.json("[2, 3]"), Answer.json("[3]"), Answer.json("[]"));

        assertThat(all(byOffset())).containsExactly(1L, 2L, 3L);

        assertThat(targets())
                .containsExactly(
                        "/tasks?limit=2&offset=0",
                        "/tasks?limit=2&offset=1",
                        "/tasks?limit=2&offset=2",
                        "/tasks?limit=2&offset=3");
    }

    @Test
    @DisplayName("M7: a page that is shorter than asked for loses nothing")
    void aShortPageByOffsetIsNotTheEnd() throws Exception {
        source.next(
                Answer.json("[1]"),
                Answer.json("[1, 2, 3]"),
                Answer.json("[3, 4]"),
                Answer.json("[4]"),
                Answer.json("[]"));

        assertThat(all(byOffset())).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    @DisplayName("I7: a page that holds only what is known is not taken for the end of the listing")
    void aPageOfOnlyTheOverlapIsNotTheEnd() {
        source.next(Answer.json("[1, 2]"), Answer.json("[2]"), Answer.json("[3]"));

        assertThatThrownBy(() -> all(byOffset()))
                .isInstanceOf(ConnectorException.BadData.class)
                .hasMessageContaining("ends before the listing does");
    }

    @Test
    @DisplayName("I7: an item deleted between two pages moves the rest: the listing is not whole")
    void aListingThatMovesBetweenOffsetsIsRefused() {
        source.next(Answer.json("[{'id': 1}, {'id': 2}]"), Answer.json("[{'id': 3}, {'id': 4}]"));

        assertThatThrownBy(() -> all(byOffset()))
                .isInstanceOf(ConnectorException.BadData.class)
                .hasMessageContaining("moved while it was read");
    }

    @Test
    @DisplayName("I7: items deleted before the end of a listing move it, too")
    void aListingThatEndsBeforeItsOffsetIsRefused() {
        source.next(Answer.json("[1, 2]"), Answer.json("[]"));

        assertThatThrownBy(() -> all(byOffset())).isInstanceOf(ConnectorException.BadData.class);
    }

    @Test
    void anItemThatOnlyChangesMovesNothing() throws Exception {
        source.next(
                Answer.json("[{'id': 1, 'name': 'a'}]"),
                Answer.json("[{'id': 1, 'name': 'b'}, {'id': 2, 'name': 'c'}]"),
                Answer.json("[{'name': 'd', 'id': 2}]"),
                Answer.json("[]"));

        assertThat(all(byOffset())).containsExactly(1L, 2L);
    }

    @Test
    void graphQlConnectionsAreFollowed() throws Exception {
        source.next(
                Answer.json("{'data': {'tasks': {'nodes': [{'id': 1}],"
                        + " 'pageInfo': {'hasNextPage': true, 'endCursor': 'c1'}}}}"),
                Answer.json("{'data': {'tasks': {'nodes': [{'id': 2}],"
                        + " 'pageInfo': {'hasNextPage': false, 'endCursor': null}}}}"));

        assertThat(all(graphQl())).containsExactly(1L, 2L);

        assertThat(JsonText.read(source.requests().get(0).body().getBytes(StandardCharsets.UTF_8), "test")
                        .get("variables")
                        .raw())
                .isEqualTo(variables(null));
        assertThat(JsonText.read(source.requests().get(1).body().getBytes(StandardCharsets.UTF_8), "test")
                        .get("variables")
                        .raw())
                .isEqualTo(variables("c1"));
    }

    private static Map<String, @Nullable Object> variables(@Nullable String after) {
        Map<String, @Nullable Object> variables = new HashMap<>(Map.of("project", "p1"));
        variables.put("after", after);
        return variables;
    }

    private PageSource<Json> graphQl() {
        return Pages.graphQl(
                http,
                HttpCall.postQuery("/graphql", Map.of()).named("tasks"),
                "query($project: ID, $after: String) { … }",
                Map.of("project", "p1"),
                data -> data.get("tasks"));
    }

    @Test
    void aGraphQlAnswerWithErrorsIsBadData() {
        source.next(Answer.json("{'data': {}, 'errors': [{'message': 's3cret'}]}"));

        assertThatThrownBy(() -> graphQl().fetch(PageRequest.FIRST))
                .isInstanceOf(ConnectorException.BadData.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aPageThatDidNotChangeCostsNoBody() throws Exception {
        source.otherwise(request -> request.header("If-None-Match").isPresent()
                ? Answer.of(304)
                : Answer.json("[1]").with("ETag", "\"v1\""));
        PageSource<Json> pages = Pages.single(http, HttpCall.get("/tasks"), Json::elements);

        Page<Json> first = pages.fetch(PageRequest.FIRST);
        Page<Json> second = pages.fetch(new PageRequest(null, first.validator()));

        assertThat(first.items()).hasSize(1);
        assertThat(first.validator()).isEqualTo("\"v1\"");
        assertThat(second.unchanged()).isTrue();
        assertThat(second.items()).isEmpty();
        assertThat(second.validator()).isEqualTo("\"v1\"");
    }
}
