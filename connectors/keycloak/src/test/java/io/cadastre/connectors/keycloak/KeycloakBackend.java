package io.cadastre.connectors.keycloak;

import io.cadastre.connectors.conformance.HttpBackend;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.keycloak.model.KeycloakGroup;
import io.cadastre.connectors.keycloak.model.KeycloakUser;
import io.cadastre.spi.model.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A small realm with pages of two. Every fault is tried with each listing whose pages are followed in a way of its own. */
final class KeycloakBackend extends HttpBackend {
    private static final int PAGE = 2;
    private static final Listing USERS = new Listing(KeycloakUser.TYPE, "/acme/users\\?");
    private static final Listing GROUPS = new Listing(KeycloakGroup.TYPE, "/acme/groups\\?");

    private final FakeKeycloak keycloak;

    KeycloakBackend() {
        this(new FakeKeycloak(PAGE));
    }

    private KeycloakBackend(FakeKeycloak keycloak) {
        super(keycloak.url());
        this.keycloak = keycloak;
        populate(USERS, 1);
        populate(GROUPS, 1);
        keycloak.put("", List.of("{'id':'r','realm':'acme','enabled':true}"));
        keycloak.put("/acme/clients", List.of("{'id':'c','clientId':'shop','enabled':true,'redirectUris':[]}"));
        keycloak.put(
                "/acme/roles",
                List.of("{'id':'o','name':'auditor','clientRole':false,'composite':true,'containerId':'r'}"));
        keycloak.put(
                "/acme/clients/c/roles",
                List.of("{'id':'p','name':'buyer','clientRole':true,'composite':false,'containerId':'c'}"));
        keycloak.put("/acme/roles-by-id/o/composites", List.of("{'id':'p'}"));
        keycloak.put("/acme/roles/auditor/users", List.of("{'id':'user1'}"));
        keycloak.put("/acme/groups/group1/members", List.of("{'id':'user1'}"));
        keycloak.put("/acme/identity-provider/instances", List.of("{'internalId':'i','alias':'corp','enabled':true}"));
        keycloak.put(
                "/acme/authentication/required-actions",
                List.of("{'alias':'UPDATE_PASSWORD','name':'Update Password','enabled':true}"));
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("baseUrl", baseUrl().toString(), "realm", "acme");
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("client", Map.of("clientId", FakeKeycloak.CLIENT_ID, "clientSecret", FakeKeycloak.CLIENT_SECRET));
    }

    @Override
    public List<Listing> listings() {
        return List.of(USERS, GROUPS);
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.copyOf(KeycloakConnector.SCHEMA.entityTypes());
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public void populate(Listing listing, int items) {
        String kind = listing.equals(USERS) ? "user" : "group";
        String name = listing.equals(USERS) ? "username" : "name";
        keycloak.put(
                "/acme/" + kind + "s",
                IntStream.rangeClosed(1, items)
                        .mapToObj(number -> "{'id':'" + kind + number + "','" + name + "':'" + kind + number
                                + "','subGroupCount':0}")
                        .toList());
    }

    @Override
    public void close() {
        super.close();
        keycloak.close();
    }
}
