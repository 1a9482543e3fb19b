package io.cadastre.connectors.acme;

import io.cadastre.connectors.acme.model.AcmeFile;
import io.cadastre.connectors.acme.model.AcmeProject;
import io.cadastre.connectors.acme.model.AcmeTask;
import io.cadastre.connectors.acme.model.AcmeUser;
import io.cadastre.connectors.acme.model.AcmeWorkspace;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.model.Presence;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of object of the API: where it is asked for, and what it becomes. The API gives objects whole, in listings too;
 * so what an object does not mention, it does not have.
 *
 * @param type what it becomes
 * @param name what the API calls one of them
 * @param reading reads a whole object
 * @param <E> the holder class of the entity type
 */
record AcmeObject<E>(EntityType<E> type, String name, Reading reading) {
    static final AcmeObject<AcmeWorkspace> WORKSPACE =
            new AcmeObject<>(AcmeWorkspace.TYPE, "workspace", AcmeObject::workspace);
    static final AcmeObject<AcmeUser> USER = new AcmeObject<>(AcmeUser.TYPE, "user", AcmeObject::user);
    static final AcmeObject<AcmeProject> PROJECT = new AcmeObject<>(AcmeProject.TYPE, "project", AcmeObject::project);
    static final AcmeObject<AcmeTask> TASK = new AcmeObject<>(AcmeTask.TYPE, "task", AcmeObject::task);
    static final AcmeObject<AcmeFile> FILE = new AcmeObject<>(AcmeFile.TYPE, "file", AcmeObject::file);

    private static final List<AcmeObject<?>> ALL = List.of(WORKSPACE, USER, PROJECT, TASK, FILE);

    /** Reads a whole object. */
    @FunctionalInterface
    interface Reading {
        EntityInput read(Json object) throws ConnectorException.BadData;
    }

    /** The kind that the API calls so, if this connector knows it. */
    static Optional<AcmeObject<?>> called(String name) {
        return ALL.stream().filter(object -> object.name.equals(name)).findFirst();
    }

    EntityInput read(Json object) throws ConnectorException.BadData {
        return reading.read(object);
    }

    /** Asks for all of them. */
    HttpCall listing() {
        return HttpCall.get(route()).needing("GET " + route());
    }

    /** Asks for those that belong to a parent. */
    HttpCall listing(String parentField, String parentId) {
        return listing().query(parentField, parentId);
    }

    /** Asks for one of them. */
    HttpCall one(EntityRef<E> ref) {
        String id = URLEncoder.encode(ref.key(), StandardCharsets.UTF_8).replace("+", "%20");
        String operation = "GET " + route() + "/{id}";
        return HttpCall.get(route() + "/" + id).named(operation).needing(operation);
    }

    /** Everything that a whole object tells. */
    Set<Loadable<E>> told() {
        return type.loadables();
    }

    private String route() {
        return "/api/" + name + "s";
    }

    private static EntityInput workspace(Json object) throws ConnectorException.BadData {
        String name = object.text("name");
        return AcmeWorkspace.TYPE
                .input(id(object))
                .displayName(name)
                .set(AcmeWorkspace.ID, id(object))
                .set(AcmeWorkspace.NAME, name)
                .set(AcmeWorkspace.CREATED_AT, object.instant("createdAt"))
                .set(AcmeWorkspace.UPDATED_AT, object.instant("updatedAt"))
                .build();
    }

    private static EntityInput user(Json object) throws ConnectorException.BadData {
        String name = object.text("displayName");
        String workspace = object.text("workspaceId");
        return AcmeUser.TYPE
                .input(id(object))
                .displayName(name)
                .set(AcmeUser.ID, id(object))
                .set(AcmeUser.WORKSPACE_ID, workspace)
                .set(AcmeUser.EMAIL, object.text("email"))
                .set(AcmeUser.DISPLAY_NAME, name)
                .set(AcmeUser.ROLE, object.text("role"))
                .set(AcmeUser.ACTIVE, object.bool("active"))
                .set(AcmeUser.CREATED_AT, object.instant("createdAt"))
                .set(AcmeUser.UPDATED_AT, object.instant("updatedAt"))
                .link(AcmeUser.WORKSPACE, workspace)
                .build();
    }

    private static EntityInput project(Json object) throws ConnectorException.BadData {
        String name = object.text("name");
        String workspace = object.text("workspaceId");
        String owner = object.text("ownerId");
        return AcmeProject.TYPE
                .input(id(object))
                .displayName(name)
                .set(AcmeProject.ID, id(object))
                .set(AcmeProject.WORKSPACE_ID, workspace)
                .set(AcmeProject.NAME, name)
                .set(AcmeProject.DESCRIPTION, orNone(object.maybeText("description")))
                .set(AcmeProject.STATUS, object.text("status"))
                .set(AcmeProject.OWNER_ID, owner)
                .set(AcmeProject.CREATED_AT, object.instant("createdAt"))
                .set(AcmeProject.UPDATED_AT, object.instant("updatedAt"))
                .link(AcmeProject.WORKSPACE, workspace)
                .link(AcmeProject.OWNER, owner)
                .build();
    }

    private static EntityInput task(Json object) throws ConnectorException.BadData {
        String title = object.text("title");
        String project = object.text("projectId");
        String creator = object.text("createdById");
        String modifier = object.text("lastModifiedById");
        Presence<String> assignee = orNone(object.maybeText("assigneeId"));
        return AcmeTask.TYPE
                .input(id(object))
                .displayName(title)
                .set(AcmeTask.ID, id(object))
                .set(AcmeTask.PROJECT_ID, project)
                .set(AcmeTask.TITLE, title)
                .set(AcmeTask.DESCRIPTION, orNone(object.maybeText("description")))
                .set(AcmeTask.STATUS, object.text("status"))
                .set(AcmeTask.PRIORITY, object.text("priority"))
                .set(AcmeTask.ASSIGNEE_ID, assignee)
                .set(AcmeTask.CREATED_BY_ID, creator)
                .set(AcmeTask.LAST_MODIFIED_BY_ID, modifier)
                .set(AcmeTask.DUE_DATE, moment(object, "dueDate"))
                .set(AcmeTask.TAGS, orNone(object.maybeTexts("tags")))
                .set(AcmeTask.COMPLETED_AT, orNone(object.maybeInstant("completedAt")))
                .set(AcmeTask.CREATED_AT, object.instant("createdAt"))
                .set(AcmeTask.UPDATED_AT, object.instant("updatedAt"))
                .link(AcmeTask.PROJECT, project)
                .link(AcmeTask.ASSIGNEE, assignee)
                .link(AcmeTask.CREATOR, creator)
                .link(AcmeTask.LAST_MODIFIER, modifier)
                .build();
    }

    private static EntityInput file(Json object) throws ConnectorException.BadData {
        String name = object.text("name");
        String project = object.text("projectId");
        String creator = object.text("createdById");
        String modifier = object.text("lastModifiedById");
        return AcmeFile.TYPE
                .input(id(object))
                .displayName(name)
                .set(AcmeFile.ID, id(object))
                .set(AcmeFile.PROJECT_ID, project)
                .set(AcmeFile.NAME, name)
                .set(AcmeFile.MIME_TYPE, object.text("mimeType"))
                .set(AcmeFile.SIZE_BYTES, object.integer("sizeBytes"))
                .set(AcmeFile.CREATED_BY_ID, creator)
                .set(AcmeFile.LAST_MODIFIED_BY_ID, modifier)
                .set(AcmeFile.CREATED_AT, object.instant("createdAt"))
                .set(AcmeFile.UPDATED_AT, object.instant("updatedAt"))
                .link(AcmeFile.PROJECT, project)
                .link(AcmeFile.CREATOR, creator)
                .link(AcmeFile.LAST_MODIFIER, modifier)
                .build();
    }

    private static String id(Json object) throws ConnectorException.BadData {
        String id = object.text("id");
        if (id.isBlank()) {
            throw new ConnectorException.BadData("The answer has an empty id at " + object.path() + ".", null);
        }
        return id;
    }

    /** A time; also a date, which begins with its day in UTC. */
    private static Presence<Instant> moment(Json object, String field) throws ConnectorException.BadData {
        Optional<Json> given = object.maybe(field).known();
        if (given.isEmpty()) {
            return new Presence.Null<>();
        }
        boolean dateOnly = given.get().text().length() == "2026-11-21".length();
        return Presence.of(
                dateOnly
                        ? given.get().date().atStartOfDay(ZoneOffset.UTC).toInstant()
                        : given.get().instant());
    }

    /** What a whole object does not mention, it does not have. */
    private static <V> Presence<V> orNone(Presence<V> value) {
        return value instanceof Presence.Absent<V> ? new Presence.Null<>() : value;
    }
}
