package io.cadastre.connectors.keycloak;

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
        return of(known(entity, field), path.replace("{id}", segment(entity.ref().key())), permission)
                .named("GET /admin/realms/{realm}" + path);
    }

    /** Those who have a role; the path of a role has its name in it. */
    static HttpCall usersOf(CollectedEntity<KeycloakRole> role) {
        boolean ofClient = role.value(KeycloakRole.CLIENT_ROLE).orElseThrow();
        String container = ofClient ? "/clients/" + segment(known(role, KeycloakRole.CONTAINER_ID)) : "";
        return of(
                        known(role, KeycloakRole.REALM),
                        container + "/roles/" + segment(known(role, KeycloakRole.NAME)) + "/users",
                        VIEW_USERS)
                .named("GET /admin/realms/{realm}" + (ofClient ? "/clients/{id}" : "") + "/roles/{role}/users");
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

    /**
     * Asks for something that only those may read who may see all users and groups: to others, Keycloak's listings show
     * what they may see and do not say that it is not all.
     */
    private static void requireAllUsers(Env env, String realm) throws ConnectorException, InterruptedException {
        env.http()
                .send(of(realm, "/attack-detection/brute-force/users/" + NOBODY, VIEW_USERS)
                        .named("GET /admin/realms/{realm}/attack-detection/brute-force/users/{id}"));
    }

    /** A page of the people of a realm; the accounts of clients are not among them. */
    static Page<Json> users(Env env, String realm, PageRequest request) throws Exception {
        requireAllUsers(env, realm);
        return page(env, of(realm, "/users", VIEW_USERS), request);
    }

    /** A page of clients; of those that may be listed but not read, Keycloak tells the name. */
    static Page<Json> clients(Env env, String realm, PageRequest request) throws Exception {
        Page<Json> page = page(env, of(realm, "/clients", VIEW_CLIENTS), request);
        if (page.items().stream().anyMatch(client -> !client.has("enabled"))) {
            throw new ConnectorException.Permission(
                    VIEW_CLIENTS, "Of some clients, Keycloak tells no more than the name.");
        }
        return page;
    }

    /** A page of the groups at the top, each followed by all that are below it. */
    static Page<Json> groups(Env env, String realm, PageRequest request) throws Exception {
        requireAllUsers(env, realm);
        Page<Json> page =
                page(env, of(realm, "/groups", VIEW_USERS).query("briefRepresentation", "false"), request);
        List<Json> all = new ArrayList<>();
        for (Json group : page.items()) {
            addWithChildren(env, realm, group, all);
        }
        return new Page<>(all, page.hasMore(), page.nextCursor(), page.validator(), page.unchanged());
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

    /** The roles of a group: of the realm, and of each client. */
    static List<Json> mappings(Json answer) throws ConnectorException.BadData {
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
