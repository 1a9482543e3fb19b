package io.cadastre.connectors.keycloak;

import io.cadastre.connectors.keycloak.model.KeycloakGroup;
import io.cadastre.connectors.keycloak.model.KeycloakRole;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.step.CollectedEntity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of Keycloak's Admin REST API. */
final class KeycloakApi {
    static final String VIEW_REALM = role("view-realm");
    static final String VIEW_USERS = role("view-users");
    static final String VIEW_CLIENTS = role("view-clients");
    static final String VIEW_IDENTITY_PROVIDERS = role("view-identity-providers");

    /** Keycloak gives so many if it is not asked for a number, and never says how many there are. */
    private static final int PAGE = 100;

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private KeycloakApi() {}

    private static String role(String name) {
        return "role '" + name + "' of the client 'realm-management' (in the realm 'master': of 'NAME-realm')";
    }

    static HttpCall realms() {
        return HttpCall.get("/admin/realms").needing(VIEW_REALM);
    }

    /** Something of a realm. */
    static HttpCall of(String realm, String what, String permission) {
        return HttpCall.get("/admin/realms/" + segment(realm) + what)
                .named("GET /admin/realms/{realm}" + what)
                .needing(permission);
    }

    /**
     * Something below something of a realm.
     *
     * @param field holds the realm's name
     * @param path with {@code {id}} where the key belongs
     */
    static <E> HttpCall below(CollectedEntity<E> entity, Field<E, String> field, String path, String permission) {
        return of(
                        known(entity, field),
                        path.replace("{id}", segment(entity.ref().key())),
                        permission)
                .named("GET /admin/realms/{realm}" + path);
    }

    /** All of these are required, so they were collected with the entity. */
    private static <E> String known(CollectedEntity<E> entity, Field<E, String> field) {
        return entity.value(field).orElseThrow();
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A page of a listing, which goes on until nothing comes: Keycloak may leave something out of any page. */
    static Page<Json> page(Env env, HttpCall call, PageRequest request) throws Exception {
        return Pages.byOffset(env.http(), call, "first", "max", PAGE, Json::elements)
                .fetch(request);
    }

    /** A listing that comes whole. */
    static Page<Json> whole(Env env, HttpCall call, Pages.Reading<List<Json>> items, PageRequest request)
            throws Exception {
        return Pages.single(env.http(), call, items).fetch(request);
    }

    /** Something that only those may read who may see all users and groups. */
    private static HttpCall allUsers(String realm) {
        return of(realm, "/attack-detection/brute-force/users/" + NOBODY, VIEW_USERS)
                .named("GET /admin/realms/{realm}/attack-detection/brute-force/users/{id}");
    }

    /** Something that only those may read who may see all clients. */
    private static HttpCall allClients(String realm) {
        return of(realm, "/clients-initial-access", VIEW_CLIENTS);
    }

    /**
     * A page of a listing that shows what the caller may see, and does not say that it is not all: once the first page was
     * read, the caller shows that it may see everything. If that changes later, the listing is found to have moved.
     */
    private static Page<Json> shown(Env env, HttpCall proof, PageRequest request, Page<Json> page)
            throws ConnectorException, InterruptedException {
        if (request.position().isEmpty()) {
            env.http().send(proof);
        }
        return page;
    }

    /** A page of the people of a realm; the accounts of clients are not among them. */
    static Page<Json> users(Env env, String realm, PageRequest request) throws Exception {
        return shown(env, allUsers(realm), request, page(env, of(realm, "/users", VIEW_USERS), request));
    }

    static Page<Json> clients(Env env, String realm, PageRequest request) throws Exception {
        return shown(env, allClients(realm), request, page(env, of(realm, "/clients", VIEW_CLIENTS), request));
    }

    /** A page of the groups at the top, each followed by all that are below it. */
    static Page<Json> groups(Env env, String realm, PageRequest request) throws Exception {
        Page<Json> page = page(env, of(realm, "/groups", VIEW_USERS).query("briefRepresentation", "false"), request);
        List<Json> all = new ArrayList<>();
        for (Json group : page.items()) {
            addWithChildren(env, realm, group, all);
        }
        return shown(
                env,
                allUsers(realm),
                request,
                new Page<>(all, page.hasMore(), page.nextCursor(), page.validator(), page.unchanged()));
    }

    /** A page of those who have a role; the path of a role has its name in it. */
    static Page<Json> usersOf(Env env, CollectedEntity<KeycloakRole> role, PageRequest request) throws Exception {
        String realm = known(role, KeycloakRole.REALM);
        boolean ofClient = role.value(KeycloakRole.CLIENT_ROLE).orElseThrow();
        String container = ofClient ? "/clients/" + segment(known(role, KeycloakRole.CONTAINER_ID)) : "";
        HttpCall users = of(
                        realm, container + "/roles/" + segment(known(role, KeycloakRole.NAME)) + "/users", VIEW_USERS)
                .named("GET /admin/realms/{realm}" + (ofClient ? "/clients/{id}" : "") + "/roles/{role}/users")
                .query("briefRepresentation", "true");
        return shown(env, allUsers(realm), request, page(env, users, request));
    }

    /** The roles that a role gives, too; of those of clients, the ones whose clients may be seen. */
    static Page<Json> composites(Env env, CollectedEntity<KeycloakRole> role, PageRequest request) throws Exception {
        if (!role.value(KeycloakRole.COMPOSITE).orElse(true)) {
            return Page.last(List.of());
        }
        HttpCall composites = below(role, KeycloakRole.REALM, "/roles-by-id/{id}/composites", VIEW_REALM);
        return shown(
                env,
                allClients(known(role, KeycloakRole.REALM)),
                request,
                whole(env, composites, Json::elements, request));
    }

    private static void addWithChildren(Env env, String realm, Json group, List<Json> all) throws Exception {
        all.add(group);
        if (group.maybeInteger("subGroupCount").known().equals(Optional.of(0L))) {
            return;
        }
        HttpCall children = of(realm, "/groups/" + segment(group.text("id")) + "/children", VIEW_USERS)
                .named("GET /admin/realms/{realm}/groups/{id}/children")
                .query("briefRepresentation", "false");
        PageRequest request = PageRequest.FIRST;
        boolean more = true;
        while (more) {
            Page<Json> page = page(env, children, request);
            for (Json child : page.items()) {
                addWithChildren(env, realm, child, all);
            }
            more = page.hasMore();
            request = new PageRequest(page.nextCursor(), null);
        }
    }

    /** The roles of a group; of those of clients, the ones whose clients may be seen. */
    static Page<Json> rolesOf(Env env, CollectedEntity<KeycloakGroup> group, PageRequest request) throws Exception {
        HttpCall roles = below(group, KeycloakGroup.REALM, "/groups/{id}/role-mappings", VIEW_USERS);
        return shown(
                env,
                allClients(known(group, KeycloakGroup.REALM)),
                request,
                whole(env, roles, KeycloakApi::mappings, request));
    }

    private static List<Json> mappings(Json answer) throws ConnectorException.BadData {
        List<Json> roles = new ArrayList<>();
        Optional<Json> ofRealm = answer.maybe("realmMappings").known();
        if (ofRealm.isPresent()) {
            roles.addAll(ofRealm.get().elements());
        }
        Optional<Json> ofClients = answer.maybe("clientMappings").known();
        if (ofClients.isPresent() && ofClients.get().raw() instanceof Map<?, ?> clients) {
            for (Object client : clients.keySet()) {
                roles.addAll(ofClients.get().get(String.valueOf(client)).elements("mappings"));
            }
        }
        return roles;
    }
}
