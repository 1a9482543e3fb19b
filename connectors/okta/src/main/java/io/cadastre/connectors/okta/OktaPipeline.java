package io.cadastre.connectors.okta;

import static io.cadastre.spi.pipeline.SyncPlan.concurrent;
import static io.cadastre.spi.pipeline.SyncPlan.forAll;
import static io.cadastre.spi.pipeline.SyncPlan.forRoot;

import io.cadastre.connectors.okta.model.OktaApplication;
import io.cadastre.connectors.okta.model.OktaFactor;
import io.cadastre.connectors.okta.model.OktaGroup;
import io.cadastre.connectors.okta.model.OktaOrganization;
import io.cadastre.connectors.okta.model.OktaPolicy;
import io.cadastre.connectors.okta.model.OktaPolicyRule;
import io.cadastre.connectors.okta.model.OktaRole;
import io.cadastre.connectors.okta.model.OktaUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What one sync reads: the organisation, what it lists, and what each user, group, application and policy lists. */
final class OktaPipeline {
    private static final int USERS_AT_ONCE = 10_000;

    private final OktaSettings settings;
    private final List<SyncPlan.Instruction> ofOrganization = new ArrayList<>();
    private final List<SyncPlan.Instruction> ofTheirs = new ArrayList<>();
    private final List<SyncPlan.Instruction> ofAdministrators = new ArrayList<>();

    /** What the factors of each user say, for the field that sums them up. */
    private final Map<String, Known> secondFactors = new ConcurrentHashMap<>();

    /** Why it is not known who has an admin role. */
    private volatile @Nullable ConnectorException administratorsFailed;

    /** Whether something is so, or why that is not known. */
    private sealed interface Known {
        record Answer(boolean value) implements Known {}

        record Failure(ConnectorException error) implements Known {}
    }

    /** Asks for a page of what a parent has. */
    @FunctionalInterface
    private interface Asking<P> {
        Page<Json> page(LoadEnv env, EntityRef<P> parent, PageRequest request) throws Exception;
    }

    /** Makes an element of a collection; nothing where something listed is none. */
    @FunctionalInterface
    private interface Describing<T> {
        Optional<Item<T>> describe(Json json) throws ConnectorException;
    }

    /** Reads what a page tells of one entity. */
    @FunctionalInterface
    private interface Entity {
        EntityInput of(Json json) throws ConnectorException;
    }

    OktaPipeline(OktaSettings settings) {
        this.settings = settings;
    }

    Pipeline whole() {
        Resolver<OktaOrganization> organization = organization();
        Resolver<OktaUser> user = user();
        Resolver<OktaGroup> group = group();
        Resolver<OktaApplication> application = application();
        Resolver<OktaPolicy> policy = policy();
        return Pipeline.of(
                this::seed,
                SyncPlan.of(concurrent(ofOrganization), concurrent(ofTheirs), concurrent(ofAdministrators)),
                organization,
                user,
                group,
                application,
                policy);
    }

    private void seed(StepContext context) throws Exception {
        context.follow(
                "organization", Pages.single(context.http(), OktaApi.WELL_KNOWN, answer -> List.of(answer)), found -> {
                    for (Json json : found) {
                        context.emit(OktaEntities.organization(json, settings.baseUrl()));
                    }
                });
    }

    // Of the organisation

    private Resolver<OktaOrganization> organization() {
        Resolver<OktaOrganization> wiring = Resolver.of(OktaOrganization.TYPE);
        if (settings.reads(Part.SETTINGS)) {
            ofOrganization.add(forRoot(OktaOrganization.TYPE).loadFields(OktaOrganization.NAME));
            wiring = wiring.fields(Loader.entity(
                            "settings",
                            OktaOrganization.TYPE,
                            (env, ref) ->
                                    OktaEntities.settings(ref.key(), env.http().json(OktaApi.SETTINGS)))
                    .fills(
                            OktaOrganization.NAME,
                            OktaOrganization.SUBDOMAIN,
                            OktaOrganization.STATUS,
                            OktaOrganization.CREATED_ON,
                            OktaOrganization.UPDATED_ON,
                            OktaOrganization.EXPIRES_ON));
        }
        Set<Loadable<OktaUser>> ofUsers =
                OktaUser.TYPE.loadablesExcept(OktaUser.MFA_ENABLED, OktaUser.HAS_ADMIN_ROLE, OktaUser.ADMIN);
        wiring = ofOrganization(wiring, people("users", OktaOrganization.USERS, OktaApi.USERS, ofUsers));
        if (settings.deactivatedUsers()) {
            wiring = ofOrganization(
                    wiring,
                    people("deactivatedUsers", OktaOrganization.DEACTIVATED_USERS, OktaApi.DEACTIVATED_USERS, ofUsers));
        }
        wiring = ofOrganization(
                wiring,
                listing(
                        "groups",
                        OktaOrganization.GROUPS,
                        OktaGroup.TYPE.loadables(),
                        at(OktaApi.GROUPS),
                        described(OktaEntities::group)));
        wiring = ofOrganization(
                wiring,
                listing(
                        "applications",
                        OktaOrganization.APPLICATIONS,
                        settings.reads(Part.POLICIES)
                                ? OktaApplication.TYPE.loadables()
                                : OktaApplication.TYPE.loadablesExcept(OktaApplication.POLICY),
                        at(OktaApi.APPLICATIONS),
                        described(json -> OktaEntities.application(json, settings.reads(Part.POLICIES)))));
        if (settings.reads(Part.POLICIES)) {
            wiring = ofOrganization(
                    wiring,
                    listing(
                            "policies",
                            OktaOrganization.POLICIES,
                            OktaPolicy.TYPE.loadables(),
                            (env, parent, request) -> OktaApi.policies(
                                    env,
                                    env.collected(parent)
                                            .value(OktaOrganization.PIPELINE)
                                            .orElseThrow(),
                                    request),
                            described(OktaEntities::policy)));
        }
        return wiring;
    }

    private <T> Resolver<OktaOrganization> ofOrganization(
            Resolver<OktaOrganization> wiring, Loader.OfCollection<OktaOrganization, T> loader) {
        ofOrganization.add(forRoot(OktaOrganization.TYPE).loadCollection(loader.field()));
        return wiring.collection(loader.field(), loader);
    }

    private static Loader.OfCollection<OktaOrganization, OktaUser> people(
            String name,
            CollectionField<OktaOrganization, OktaUser> field,
            HttpCall call,
            Set<Loadable<OktaUser>> told) {
        return listing(name, field, told, at(call), described(OktaEntities::user));
    }

    // Of users

    private Resolver<OktaUser> user() {
        Resolver<OktaUser> wiring = Resolver.of(OktaUser.TYPE);
        if (settings.reads(Part.FACTORS)) {
            wiring = ofTheirs(
                    wiring,
                    listing(
                            "factors",
                            OktaUser.FACTORS,
                            OktaFactor.TYPE.loadables(),
                            this::factors,
                            described(OktaEntities::factor)));
            ofAdministrators.add(forAll(OktaUser.TYPE).loadFields(OktaUser.MFA_ENABLED));
            wiring = wiring.fields(Loader.entity("secondFactor", OktaUser.TYPE, this::secondFactor)
                    .fills(OktaUser.MFA_ENABLED));
        }
        if (settings.reads(Part.ROLES)) {
            ofTheirs.add(forAll(OktaUser.TYPE).loadFields(OktaUser.HAS_ADMIN_ROLE));
            wiring = wiring.fields(
                    Loader.entityBatched("administrators", OktaUser.TYPE, USERS_AT_ONCE, this::administrators)
                            .fills(OktaUser.HAS_ADMIN_ROLE, OktaUser.ADMIN));
            ofAdministrators.add(forAll(OktaUser.TYPE).loadCollection(OktaUser.ROLES));
            wiring = wiring.collection(
                    OktaUser.ROLES,
                    listing("userRoles", OktaUser.ROLES, OktaRole.TYPE.loadables(), this::userRoles, given("USER")));
        }
        return wiring;
    }

    private Page<Json> factors(LoadEnv env, EntityRef<OktaUser> user, PageRequest request) throws Exception {
        try {
            Page<Json> page = OktaApi.page(env, OktaApi.below("users", user, "/factors", "", OktaApi.READ), request);
            // One page has them all, but nobody promised that.
            boolean second = OktaEntities.secondFactor(page.items());
            secondFactors.merge(
                    user.key(),
                    new Known.Answer(second),
                    (before, now) -> before.equals(new Known.Answer(true)) ? before : now);
            return page;
        } catch (ConnectorException e) {
            secondFactors.put(user.key(), new Known.Failure(e));
            throw e;
        }
    }

    private EntityInput secondFactor(LoadEnv env, EntityRef<OktaUser> user) throws ConnectorException {
        return switch (secondFactors.get(user.key())) {
            case Known.Answer(boolean value) ->
                OktaUser.TYPE.input(user.key()).set(OktaUser.MFA_ENABLED, value).build();
            case Known.Failure(ConnectorException error) -> throw error;
            case null -> throw new ConnectorException.Unavailable("The factors of this user were not read.", null);
        };
    }

    /** Okta lists those with an admin role; only of them it is asked which. */
    private Collection<EntityInput> administrators(LoadEnv env, List<EntityRef<OktaUser>> users) throws Exception {
        try {
            Set<String> listed = OktaApi.administrators(env);
            List<EntityInput> known = new ArrayList<>();
            for (EntityRef<OktaUser> user : users) {
                EntityInput.Builder<OktaUser> input =
                        OktaUser.TYPE.input(user.key()).set(OktaUser.HAS_ADMIN_ROLE, listed.contains(user.key()));
                if (listed.contains(user.key())) {
                    boolean all = false;
                    for (Json role : env.http().json(rolesOf("users", user)).elements()) {
                        all |= OktaEntities.superAdministrator(role);
                    }
                    input.set(OktaUser.ADMIN, all);
                }
                known.add(input.build());
            }
            return known;
        } catch (ConnectorException e) {
            administratorsFailed = e;
            throw e;
        }
    }

    private Page<Json> userRoles(LoadEnv env, EntityRef<OktaUser> user, PageRequest request) throws Exception {
        ConnectorException failed = administratorsFailed;
        if (failed != null) {
            throw failed;
        }
        boolean listed = env.collected(user).value(OktaUser.HAS_ADMIN_ROLE).orElseThrow();
        return listed ? OktaApi.page(env, rolesOf("users", user), request) : Page.last(List.of());
    }

    private static HttpCall rolesOf(String kind, EntityRef<?> holder) {
        return OktaApi.below(kind, holder, "/roles", "", OktaApi.ROLES);
    }

    private static Describing<OktaRole> given(String to) {
        return role -> OktaEntities.given(role, to) ? Optional.of(Item.of(OktaEntities.role(role))) : Optional.empty();
    }

    // Of groups, applications and policies

    private Resolver<OktaGroup> group() {
        Resolver<OktaGroup> wiring = Resolver.of(OktaGroup.TYPE);
        if (settings.reads(Part.MEMBERSHIPS)) {
            wiring = ofTheirs(
                    wiring,
                    listing(
                            "members",
                            OktaGroup.MEMBERS,
                            Set.of(),
                            below("groups", "/users", "1000"),
                            OktaPipeline::pointedTo));
        }
        if (settings.reads(Part.ROLES)) {
            wiring = ofTheirs(
                    wiring,
                    listing(
                            "groupRoles",
                            OktaGroup.ROLES,
                            OktaRole.TYPE.loadables(),
                            (env, group, request) -> OktaApi.page(env, rolesOf("groups", group), request),
                            given("GROUP")));
        }
        return wiring;
    }

    private Resolver<OktaApplication> application() {
        Resolver<OktaApplication> wiring = Resolver.of(OktaApplication.TYPE);
        if (settings.reads(Part.APPLICATION_USERS)) {
            wiring = ofTheirs(
                    wiring,
                    listing(
                            "applicationUsers",
                            OktaApplication.USERS,
                            Set.of(),
                            below("apps", "/users", "500"),
                            OktaEntities::assigned));
        }
        if (settings.reads(Part.APPLICATION_GROUPS)) {
            wiring = ofTheirs(
                    wiring,
                    listing(
                            "applicationGroups",
                            OktaApplication.GROUPS,
                            Set.of(),
                            below("apps", "/groups", "200"),
                            OktaPipeline::pointedTo));
        }
        return wiring;
    }

    private Resolver<OktaPolicy> policy() {
        Resolver<OktaPolicy> wiring = Resolver.of(OktaPolicy.TYPE);
        if (!settings.reads(Part.POLICIES)) {
            return wiring;
        }
        wiring = ofTheirs(
                wiring,
                listing(
                        "rules",
                        OktaPolicy.RULES,
                        OktaPolicyRule.TYPE.loadables(),
                        below("policies", "/rules", ""),
                        described(OktaEntities::rule)));
        // Nobody is asked: the policy itself says it.
        return ofTheirs(
                wiring,
                Loader.collection(
                        "policyGroups",
                        OktaPolicy.GROUPS,
                        (env, policy, request) ->
                                Page.last(env.collected(policy).value(OktaPolicy.GROUP_IDS).orElse(List.of()).stream()
                                        .map(Item::<OktaGroup>pointer)
                                        .toList())));
    }

    private <P, T> Resolver<P> ofTheirs(Resolver<P> wiring, Loader.OfCollection<P, T> loader) {
        ofTheirs.add(forAll(wiring.type()).loadCollection(loader.field()));
        return wiring.collection(loader.field(), loader);
    }

    // How

    private static <P> Asking<P> at(HttpCall call) {
        return (env, parent, request) -> OktaApi.page(env, call, request);
    }

    private static <P> Asking<P> below(String kind, String path, String limit) {
        return (env, parent, request) ->
                OktaApi.page(env, OktaApi.below(kind, parent, path, limit, OktaApi.READ), request);
    }

    private static <T> Describing<T> described(Entity entity) {
        return json -> Optional.of(Item.of(entity.of(json)));
    }

    private static <T> Optional<Item<T>> pointedTo(Json json) throws ConnectorException {
        return Optional.of(Item.pointer(OktaEntities.id(json)));
    }

    private static <P, T> Loader.OfCollection<P, T> listing(
            String name,
            CollectionField<P, T> field,
            Set<Loadable<T>> told,
            Asking<P> asking,
            Describing<T> describing) {
        return new Loader.DerivedCollection<>(
                Loader.paginatedSource(name, field.owner(), asking::page),
                field,
                told,
                json -> describing.describe(json).stream().toList());
    }
}
