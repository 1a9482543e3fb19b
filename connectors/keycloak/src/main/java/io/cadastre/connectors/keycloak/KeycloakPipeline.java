package io.cadastre.connectors.keycloak;

import static io.cadastre.spi.pipeline.SyncPlan.concurrent;
import static io.cadastre.spi.pipeline.SyncPlan.forAll;
import static io.cadastre.spi.pipeline.SyncPlan.forRoot;

import io.cadastre.connectors.keycloak.model.KeycloakClient;
import io.cadastre.connectors.keycloak.model.KeycloakGroup;
import io.cadastre.connectors.keycloak.model.KeycloakRealm;
import io.cadastre.connectors.keycloak.model.KeycloakRole;
import io.cadastre.connectors.keycloak.model.KeycloakUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.StepContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What a sync reads: realms, what each lists, and what their clients, roles and groups list. */
final class KeycloakPipeline {
    private final KeycloakSettings settings;

    /** Something that was found, and below what. */
    private record Found<P>(CollectedEntity<P> parent, Json json) {}

    /** Asks for a page of what a parent has. */
    @FunctionalInterface
    private interface Asking<P> {
        Page<Json> page(LoadEnv env, CollectedEntity<P> parent, PageRequest request) throws Exception;
    }

    /** Makes an entity. */
    @FunctionalInterface
    private interface Describing<P> {
        EntityInput describe(CollectedEntity<P> parent, Json json) throws ConnectorException.BadData;
    }

    KeycloakPipeline(KeycloakSettings settings) {
        this.settings = settings;
    }

    Pipeline whole() {
        SyncPlan.Instruction ofRealms = concurrent(
                forRoot(KeycloakRealm.TYPE).loadCollection(KeycloakRealm.USERS),
                forRoot(KeycloakRealm.TYPE).loadCollection(KeycloakRealm.GROUPS),
                forRoot(KeycloakRealm.TYPE).loadCollection(KeycloakRealm.CLIENTS),
                forRoot(KeycloakRealm.TYPE).loadCollection(KeycloakRealm.ROLES),
                forRoot(KeycloakRealm.TYPE).loadCollection(KeycloakRealm.IDENTITY_PROVIDERS),
                forRoot(KeycloakRealm.TYPE).loadCollection(KeycloakRealm.REQUIRED_ACTIONS));
        SyncPlan.Instruction ofClients = concurrent(
                forAll(KeycloakClient.TYPE).loadCollection(KeycloakClient.ROLES),
                forAll(KeycloakClient.TYPE).loadCollection(KeycloakClient.SERVICE_ACCOUNT));
        SyncPlan.Instruction links = concurrent(
                forAll(KeycloakRole.TYPE).loadCollection(KeycloakRole.COMPOSITES),
                forAll(KeycloakRole.TYPE).loadCollection(KeycloakRole.USERS),
                forAll(KeycloakGroup.TYPE).loadCollection(KeycloakGroup.MEMBERS),
                forAll(KeycloakGroup.TYPE).loadCollection(KeycloakGroup.ROLES));
        SyncPlan plan = settings.credentials()
                ? SyncPlan.of(
                        ofRealms, ofClients, links, forAll(KeycloakUser.TYPE).loadFields(KeycloakUser.CREDENTIAL_TYPES))
                : SyncPlan.of(ofRealms, ofClients, links);
        return Pipeline.of(this::seed, plan, realm(), client(), role(), group(), user());
    }

    // Realms

    private void seed(StepContext context) throws Exception {
        if (settings.realms().isEmpty()) {
            context.follow("realms", Pages.single(context.http(), KeycloakApi.realms(), Json::elements), realms -> {
                for (Json realm : realms) {
                    emit(context, realm);
                }
            });
            return;
        }
        for (String name : settings.realms()) {
            try {
                emit(context, context.http().json(KeycloakApi.of(name, "", KeycloakApi.VIEW_REALM)));
            } catch (ConnectorException.Permission e) {
                context.denied(KeycloakApi.VIEW_REALM + " for the realm '" + name + "'");
            } catch (ConnectorException.NotFound e) {
                context.partial("There is no realm '" + name + "'. Correct the setting 'realms'.");
            }
        }
    }

    /** Of a realm that may be seen but not read, Keycloak tells the name. */
    private static void emit(StepContext context, Json realm) throws ConnectorException.BadData {
        if (realm.has("id")) {
            context.emit(KeycloakEntities.realm(realm));
        } else {
            context.denied(KeycloakApi.VIEW_REALM + " for the realm '" + realm.text("realm") + "'");
        }
    }

    private static Resolver<KeycloakRealm> realm() {
        return Resolver.of(KeycloakRealm.TYPE)
                .collection(
                        KeycloakRealm.USERS,
                        listed(
                                "users",
                                KeycloakRealm.TYPE,
                                KeycloakRealm.USERS,
                                ofUsers(),
                                (env, realm, request) -> KeycloakApi.users(env, name(realm), request),
                                (realm, json) -> KeycloakEntities.user(name(realm), false, json)))
                .collection(
                        KeycloakRealm.GROUPS,
                        listed(
                                "groups",
                                KeycloakRealm.TYPE,
                                KeycloakRealm.GROUPS,
                                KeycloakGroup.TYPE.loadables(),
                                (env, realm, request) -> KeycloakApi.groups(env, name(realm), request),
                                (realm, json) -> KeycloakEntities.group(name(realm), json)))
                .collection(
                        KeycloakRealm.CLIENTS,
                        listed(
                                "clients",
                                KeycloakRealm.TYPE,
                                KeycloakRealm.CLIENTS,
                                KeycloakClient.TYPE.loadables(),
                                (env, realm, request) -> KeycloakApi.clients(env, name(realm), request),
                                (realm, json) -> KeycloakEntities.client(name(realm), json)))
                .collection(
                        KeycloakRealm.ROLES,
                        listed(
                                "realmRoles",
                                KeycloakRealm.TYPE,
                                KeycloakRealm.ROLES,
                                KeycloakRole.TYPE.loadables(),
                                whole("/roles", KeycloakApi.VIEW_REALM),
                                (realm, json) -> KeycloakEntities.role(name(realm), json)))
                .collection(
                        KeycloakRealm.IDENTITY_PROVIDERS,
                        listed(
                                "identityProviders",
                                KeycloakRealm.TYPE,
                                KeycloakRealm.IDENTITY_PROVIDERS,
                                KeycloakRealm.IDENTITY_PROVIDERS.target().loadables(),
                                whole("/identity-provider/instances", KeycloakApi.VIEW_IDENTITY_PROVIDERS),
                                (realm, json) -> KeycloakEntities.identityProvider(name(realm), json)))
                .collection(
                        KeycloakRealm.REQUIRED_ACTIONS,
                        listed(
                                "requiredActions",
                                KeycloakRealm.TYPE,
                                KeycloakRealm.REQUIRED_ACTIONS,
                                KeycloakRealm.REQUIRED_ACTIONS.target().loadables(),
                                whole("/authentication/required-actions", KeycloakApi.VIEW_REALM),
                                (realm, json) -> KeycloakEntities.requiredAction(
                                        realm.ref().key(), name(realm), json)));
    }

    private static String name(CollectedEntity<KeycloakRealm> realm) {
        return realm.value(KeycloakRealm.NAME).orElseThrow();
    }

    private static Asking<KeycloakRealm> whole(String path, String permission) {
        return (env, realm, request) ->
                KeycloakApi.whole(env, KeycloakApi.of(name(realm), path, permission), Json::elements, request);
    }

    // Clients

    private static Resolver<KeycloakClient> client() {
        return Resolver.of(KeycloakClient.TYPE)
                .collection(
                        KeycloakClient.ROLES,
                        listed(
                                "clientRoles",
                                KeycloakClient.TYPE,
                                KeycloakClient.ROLES,
                                KeycloakRole.TYPE.loadables(),
                                (env, client, request) -> KeycloakApi.whole(
                                        env,
                                        KeycloakApi.below(
                                                client,
                                                KeycloakClient.REALM,
                                                "/clients/{id}/roles",
                                                KeycloakApi.VIEW_CLIENTS),
                                        Json::elements,
                                        request),
                                (client, json) -> KeycloakEntities.role(
                                        client.value(KeycloakClient.REALM).orElseThrow(), json)))
                .collection(
                        KeycloakClient.SERVICE_ACCOUNT,
                        listed(
                                "serviceAccounts",
                                KeycloakClient.TYPE,
                                KeycloakClient.SERVICE_ACCOUNT,
                                ofUsers(),
                                KeycloakPipeline::serviceAccount,
                                (client, json) -> KeycloakEntities.user(
                                        client.value(KeycloakClient.REALM).orElseThrow(), true, json)));
    }

    private static Page<Json> serviceAccount(LoadEnv env, CollectedEntity<KeycloakClient> client, PageRequest request)
            throws Exception {
        return client.value(KeycloakClient.HAS_SERVICE_ACCOUNT).orElse(false)
                ? KeycloakApi.whole(
                        env,
                        KeycloakApi.below(
                                client,
                                KeycloakClient.REALM,
                                "/clients/{id}/service-account-user",
                                KeycloakApi.VIEW_CLIENTS),
                        answer -> List.of(answer),
                        request)
                : Page.last(List.of());
    }

    // Roles, groups and users

    private static Resolver<KeycloakRole> role() {
        return Resolver.of(KeycloakRole.TYPE)
                .collection(
                        KeycloakRole.COMPOSITES,
                        pointed("composites", KeycloakRole.TYPE, KeycloakRole.COMPOSITES, KeycloakApi::composites))
                .collection(
                        KeycloakRole.USERS,
                        pointed("roleUsers", KeycloakRole.TYPE, KeycloakRole.USERS, KeycloakApi::usersOf));
    }

    private static Resolver<KeycloakGroup> group() {
        return Resolver.of(KeycloakGroup.TYPE)
                .collection(
                        KeycloakGroup.MEMBERS,
                        pointed(
                                "members",
                                KeycloakGroup.TYPE,
                                KeycloakGroup.MEMBERS,
                                (env, group, request) -> KeycloakApi.page(
                                        env,
                                        KeycloakApi.below(
                                                        group,
                                                        KeycloakGroup.REALM,
                                                        "/groups/{id}/members",
                                                        KeycloakApi.VIEW_USERS)
                                                .query("briefRepresentation", "true"),
                                        request)))
                .collection(
                        KeycloakGroup.ROLES,
                        pointed("groupRoles", KeycloakGroup.TYPE, KeycloakGroup.ROLES, KeycloakApi::rolesOf));
    }

    private Resolver<KeycloakUser> user() {
        return settings.credentials()
                ? Resolver.of(KeycloakUser.TYPE)
                        .fields(Loader.entity("credentials", KeycloakUser.TYPE, KeycloakPipeline::credentials)
                                .fills(
                                        KeycloakUser.MFA_ENABLED,
                                        KeycloakUser.CREDENTIAL_TYPES,
                                        KeycloakUser.PASSWORD_CHANGED_ON)
                                .policy(LoadPolicy.DEFAULT
                                        .freshFor(Duration.ofDays(1))
                                        .treatingNotFoundAsAbsent()))
                : Resolver.of(KeycloakUser.TYPE);
    }

    private static EntityInput credentials(LoadEnv env, EntityRef<KeycloakUser> ref) throws Exception {
        CollectedEntity<KeycloakUser> user = env.collected(ref);
        return KeycloakEntities.credentials(
                ref.key(),
                user.value(KeycloakUser.SERVICE_ACCOUNT).orElse(false),
                env.http()
                        .json(KeycloakApi.below(
                                user, KeycloakUser.REALM, "/users/{id}/credentials", KeycloakApi.VIEW_USERS))
                        .elements());
    }

    // How

    private static <P> Loader.Source<P, Found<P>> source(String name, EntityType<P> type, Asking<P> asking) {
        return Loader.paginatedSource(name, type, (env, ref, request) -> {
            CollectedEntity<P> parent = env.collected(ref);
            Page<Json> page = asking.page(env, parent, request);
            return new Page<>(
                    page.items().stream().map(json -> new Found<>(parent, json)).toList(),
                    page.hasMore(),
                    page.nextCursor(),
                    page.validator(),
                    page.unchanged());
        });
    }

    /** Elements that the listing describes. */
    private static <P, T> Loader.OfCollection<P, T> listed(
            String name,
            EntityType<P> type,
            CollectionField<P, T> field,
            Set<Loadable<T>> told,
            Asking<P> asking,
            Describing<P> describing) {
        return new Loader.DerivedCollection<>(
                source(name, type, asking),
                field,
                told,
                found -> List.of(Item.of(describing.describe(found.parent(), found.json()))));
    }

    /** Elements that something else describes. */
    private static <P, T> Loader.OfCollection<P, T> pointed(
            String name, EntityType<P> type, CollectionField<P, T> field, Asking<P> asking) {
        return source(name, type, asking)
                .derive(field, found -> List.of(Item.pointer(KeycloakEntities.id(found.json()))));
    }

    /** What listings tell of users: all but their credentials. */
    private static Set<Loadable<KeycloakUser>> ofUsers() {
        return KeycloakUser.TYPE.loadablesExcept(
                KeycloakUser.MFA_ENABLED, KeycloakUser.CREDENTIAL_TYPES, KeycloakUser.PASSWORD_CHANGED_ON);
    }
}
