package io.cadastre.connectors.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.connectors.acme.model.AcmeProject;
import io.cadastre.connectors.acme.model.AcmeTask;
import io.cadastre.connectors.acme.model.AcmeWorkspace;
import io.cadastre.connectors.acme.server.AcmeData;
import io.cadastre.connectors.acme.server.AcmeSeed;
import io.cadastre.connectors.acme.server.Kind;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.LinkTarget;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.Strategy;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AcmeObjectTest {
    private final AcmeData data = AcmeSeed.SMALL.fill(7);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void keepsEveryFieldUnderItsOwnName(Kind kind) throws Exception {
        AcmeObject<?> object = AcmeObject.called(kind.singular()).orElseThrow();
        for (Map<String, @Nullable Object> source : data.list(kind)) {
            EntityInput input = object.read(Json.of(source));

            assertThat(input.key()).isEqualTo(source.get("id"));
            assertThat(input.type()).isEqualTo("acme_" + kind.singular());
            assertThat(input.displayName()).isNotBlank();
            assertThat(input.values().keySet()).containsAll(source.keySet());
            source.forEach((field, value) -> {
                Object kept = input.values().get(field);
                assertThat(kept instanceof Instant ? Instant.parse(String.valueOf(value)) : value)
                        .as(field)
                        .isEqualTo(kept);
            });
            // A whole object says about each member what it is, or that there is none.
            Set<String> said = new HashSet<>(input.values().keySet());
            said.addAll(input.refs().keySet());
            assertThat(object.told()).extracting(Loadable::name).containsExactlyInAnyOrderElementsOf(said);
        }
    }

    @Test
    void linksByTheIdsInTheObject() throws Exception {
        Map<String, @Nullable Object> task = new HashMap<>(data.list(Kind.TASK).getFirst());
        task.put("assigneeId", "usr_a");

        EntityInput input = AcmeObject.TASK.read(Json.of(task));

        assertThat(input.refs())
                .containsEntry("project", to(task.get("projectId")))
                .containsEntry("assignee", to("usr_a"))
                .containsEntry("creator", to(task.get("createdById")))
                .containsEntry("lastModifier", to(task.get("lastModifiedById")));
    }

    @Test
    void clearsWhatAWholeObjectDoesNotMention() throws Exception {
        Map<String, @Nullable Object> task = new HashMap<>(data.list(Kind.TASK).getFirst());
        List.of("description", "assigneeId", "dueDate", "completedAt", "tags").forEach(task::remove);

        EntityInput input = AcmeObject.TASK.read(Json.of(task));

        assertThat(input.values())
                .containsEntry("description", null)
                .containsEntry("assigneeId", null)
                .containsEntry("dueDate", null)
                .containsEntry("completedAt", null)
                .containsEntry("tags", null);
        assertThat(input.refs()).containsEntry("assignee", null);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01T17:30:00.000Z, 2026-03-01T17:30:00Z",
        "2026-03-01T17:30:00+02:00, 2026-03-01T15:30:00Z"
    })
    void takesADueDateWithAndWithoutATime(String given, Instant expected) throws Exception {
        Map<String, @Nullable Object> task = new HashMap<>(data.list(Kind.TASK).getFirst());
        task.put("dueDate", given);

        assertThat(AcmeObject.TASK.read(Json.of(task)).values()).containsEntry("dueDate", expected);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    id, , $.id
                    id, ' ', empty id
                    id, 12, $.id
                    title, , $.title
                    createdAt, yesterday, $.createdAt
                    dueDate, soon, $.dueDate
                    tags, none, $.tags
                    """)
    void saysWhereAnObjectCannotBeRead(String field, @Nullable String value, String where) {
        Map<String, @Nullable Object> task = new HashMap<>(data.list(Kind.TASK).getFirst());
        task.put(field, "12".equals(value) ? (Object) 12 : value);

        assertThatThrownBy(() -> AcmeObject.TASK.read(Json.of(task)))
                .isInstanceOf(ConnectorException.BadData.class)
                .hasMessageContaining(where);
    }

    @Test
    void keepsAnUnknownStatusForTheHostToRefuse() throws Exception {
        Map<String, @Nullable Object> task = new HashMap<>(data.list(Kind.TASK).getFirst());
        task.put("status", "blocked");

        EntityInput input = AcmeObject.TASK.read(Json.of(task));

        assertThat(input.values()).containsEntry("status", "blocked");
        assertThat(AcmeTask.STATUS.accepts("blocked")).isFalse();
    }

    @Test
    void readsAWholeTenantWithOneCallForEachListing() throws Exception {
        try (Tenant tenant = new Tenant(AcmeSeed.SMALL.fill(1))) {
            Map<String, Integer> found = new TreeMap<>();
            for (String workspace : tenant.data.ids(Kind.WORKSPACE)) {
                list(tenant, AcmeWorkspace.USERS.owner().ref(workspace), "users", found);
                list(tenant, AcmeWorkspace.TYPE.ref(workspace), "projects", found);
            }
            for (String project : tenant.data.ids(Kind.PROJECT)) {
                list(tenant, AcmeProject.TYPE.ref(project), "tasks", found);
                list(tenant, AcmeProject.TYPE.ref(project), "files", found);
            }

            assertThat(found).isEqualTo(Map.of("users", 8, "projects", 6, "tasks", 30, "files", 12));
            assertThat(tenant.server.requests().counts())
                    .isEqualTo(Map.of("/api/users", 2, "/api/projects", 2, "/api/tasks", 6, "/api/files", 6));
        }
    }

    @Test
    void loadsSingleObjectsOnlyWhenSomebodyAsks() throws Exception {
        try (Tenant tenant = new Tenant(AcmeSeed.SMALL.fill(1))) {
            assertThat(tenant.pipeline().resolvers()).hasSize(5).allSatisfy(resolver -> {
                assertThat(resolver.fields().keySet())
                        .extracting(Loadable::name)
                        .containsAll(resolver.type().fields().stream()
                                .map(field -> field.name())
                                .toList());
                assertThat(resolver.fields().values())
                        .allSatisfy(
                                loader -> assertThat(loader.policy().strategy()).isEqualTo(Strategy.MANUAL));
            });
            assertThat(tenant.pipeline().plan()).hasToString("""
                            { for root acme_workspace list users; for root acme_workspace list projects }
                            { for all acme_project list tasks; for all acme_project list files }""");
        }
    }

    private static <P> void list(Tenant tenant, EntityRef<P> parent, String field, Map<String, Integer> found)
            throws Exception {
        for (Resolver<?> resolver : tenant.pipeline().resolvers()) {
            for (Loader.OfCollection<?, ?> loader : resolver.collections()) {
                if (loader.field().name().equals(field)
                        && loader instanceof Loader.DerivedCollection<?, ?, ?> derived) {
                    found.merge(field, items(tenant, derived, parent), Integer::sum);
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // The collection was found by the parent's own type.
    private static <P, R> int items(Tenant tenant, Loader.DerivedCollection<?, ?, R> derived, EntityRef<P> parent)
            throws Exception {
        Page<R> page = ((Loader.Source<P, R>) derived.source()).load().load(tenant.env, parent, PageRequest.FIRST);
        assertThat(page.hasMore()).isFalse();
        int items = 0;
        for (R raw : page.items()) {
            items += derived.extract().from(raw).size();
        }
        return items;
    }

    private static LinkTarget to(@Nullable Object id) {
        return new LinkTarget(String.valueOf(id), Map.of());
    }
}
