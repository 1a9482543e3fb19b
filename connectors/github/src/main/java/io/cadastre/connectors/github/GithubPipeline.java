package io.cadastre.connectors.github;

import static io.cadastre.spi.pipeline.SyncPlan.concurrent;
import static io.cadastre.spi.pipeline.SyncPlan.forAll;
import static io.cadastre.spi.pipeline.SyncPlan.forRoot;

import io.cadastre.connectors.github.model.GithubBranch;
import io.cadastre.connectors.github.model.GithubIssue;
import io.cadastre.connectors.github.model.GithubOrganization;
import io.cadastre.connectors.github.model.GithubPullRequest;
import io.cadastre.connectors.github.model.GithubRepository;
import io.cadastre.connectors.github.model.GithubTeam;
import io.cadastre.connectors.github.model.GithubUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.LinkProperty;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a sync reads: the organisation, what it lists, and what each of its teams, repositories, branches and users
 * lists. Keys are ids and paths hold names: what a parent is called is what this sync collected of it.
 *
 * <p>A listing is asked for with its ETag, except where several listings find the same in one scope: one of them that is
 * unchanged would keep what another no longer has.
 */
final class GithubPipeline {
    /** Details that have a call of their own for each entity, and no ETag that the host could keep. */
    private static final LoadPolicy DAILY = LoadPolicy.DEFAULT.freshFor(Duration.ofDays(1));

    private static final int USERS_AT_ONCE = 10_000;

    private final GithubSettings settings;
    private final GithubApi api;
    private final List<SyncPlan.Instruction> ofOrganization = new ArrayList<>();
    private final List<SyncPlan.Instruction> ofTheirs = new ArrayList<>();
    private final List<SyncPlan.Instruction> ofThese = new ArrayList<>();

    /** Something that was found, and below what. */
    private record Found<P>(CollectedEntity<P> parent, Json json) {}

    /** Asks for a page of what a parent has. */
    @FunctionalInterface
    private interface Asking<P> {
        Page<Json> page(LoadEnv env, CollectedEntity<P> parent, PageRequest request) throws Exception;
    }

    GithubPipeline(GithubSettings settings) {
        this.settings = settings;
        this.api = new GithubApi(settings.organization());
    }

    Pipeline whole() {
        // Repositories come before what only points to them.
        Resolver<GithubOrganization> organization = organization();
        Loader.Source<GithubRepository, Found<GithubRepository>> issues = issues();
        Resolver<GithubRepository> repository = repository(issues);
        Resolver<GithubTeam> team = team();
        Resolver<GithubBranch> branch = branch();
        Resolver<GithubUser> user = user();
        Pipeline pipeline = Pipeline.of(
                this::seed,
                SyncPlan.of(concurrent(ofOrganization), concurrent(ofTheirs), concurrent(ofThese)),
                organization,
                team,
                repository,
                branch,
                user);
        return settings.issues() ? pipeline.deriving(authors(issues)) : pipeline;
    }

    private void seed(StepContext context) throws Exception {
        context.follow(
                "organization",
                Pages.single(context.http(), api.ofOrganization("", GithubApi.MEMBERS), answer -> List.of(answer)),
                found -> {
                    for (Json json : found) {
                        context.emit(GithubEntities.organization(json));
                    }
                });
    }

    // Of the organisation

    private Resolver<GithubOrganization> organization() {
        Resolver<GithubOrganization> wiring = Resolver.of(GithubOrganization.TYPE);
        wiring = ofOrganization(wiring, people("owners", GithubOrganization.OWNERS, "/members", "admin", "owner"));
        wiring = ofOrganization(wiring, people("members", GithubOrganization.MEMBERS, "/members", "member", "member"));
        if (settings.reads(Part.OUTSIDE_COLLABORATORS)) {
            wiring = ofOrganization(
                    wiring,
                    people(
                            "outsideCollaborators",
                            GithubOrganization.OUTSIDE_COLLABORATORS,
                            "/outside_collaborators",
                            "",
                            "outside collaborator"));
        }
        wiring = ofOrganization(
                wiring,
                described(
                        source("repositories", GithubOrganization.TYPE, this::repositories),
                        GithubOrganization.REPOSITORIES,
                        GithubRepository.TYPE.loadablesExcept(GithubRepository.LANGUAGES),
                        found -> GithubEntities.repository(found.json())));
        if (settings.reads(Part.TEAMS)) {
            wiring = ofOrganization(
                    wiring,
                    described(
                            listed("teams", GithubOrganization.TYPE, "/teams", GithubApi.MEMBERS),
                            GithubOrganization.TEAMS,
                            GithubTeam.TYPE.loadables(),
                            found -> GithubEntities.team(found.json())));
        }
        if (settings.reads(Part.WEBHOOKS)) {
            wiring = ofOrganization(
                    wiring,
                    described(
                            listed(
                                    "organizationWebhooks",
                                    GithubOrganization.TYPE,
                                    "/hooks",
                                    GithubApi.ORGANIZATION_WEBHOOKS),
                            GithubOrganization.WEBHOOKS,
                            GithubOrganization.WEBHOOKS.target().loadables(),
                            found -> GithubEntities.webhook(found.json())));
        }
        if (settings.reads(Part.SECRETS)) {
            wiring = ofOrganization(
                    wiring,
                    described(
                            source(
                                    "organizationSecrets",
                                    GithubOrganization.TYPE,
                                    (env, parent, request) -> GithubApi.page(
                                            env,
                                            api.ofOrganization("/actions/secrets", GithubApi.ORGANIZATION_SECRETS),
                                            answer -> answer.elements("secrets"),
                                            request)),
                            GithubOrganization.SECRETS,
                            GithubOrganization.SECRETS.target().loadables(),
                            found -> GithubEntities.secret(
                                    "organization", found.parent().ref().key(), found.json())));
        }
        return wiring;
    }

    private <T> Resolver<GithubOrganization> ofOrganization(
            Resolver<GithubOrganization> wiring, Loader.OfCollection<GithubOrganization, T> loader) {
        ofOrganization.add(forRoot(GithubOrganization.TYPE).loadCollection(loader.field()));
        return wiring.collection(loader.field(), loader);
    }

    private Loader.OfCollection<GithubOrganization, GithubUser> people(
            String name,
            CollectionField<GithubOrganization, GithubUser> field,
            String path,
            String asked,
            String role) {
        HttpCall listing = api.ofOrganization(path, GithubApi.MEMBERS);
        HttpCall call = asked.isEmpty() ? listing : listing.query("role", asked);
        return source(name, GithubOrganization.TYPE, (env, parent, request) -> read(env, call, request))
                .derive(
                        field,
                        found -> List.of(Item.<GithubUser>of(GithubEntities.user(found.json(), role.equals("owner")))
                                .with(GithubOrganization.ROLE, role)))
                .fills(GithubUser.USERNAME, GithubUser.URL, GithubUser.ADMIN);
    }

    private Page<Json> repositories(LoadEnv env, CollectedEntity<GithubOrganization> parent, PageRequest request)
            throws Exception {
        if (settings.repositoryQuery().isPresent()) {
            return GithubApi.found(env, api.search(settings.repositoryQuery().get()));
        }
        // The oldest first: one that is made meanwhile moves no other to another page.
        HttpCall call = api.ofOrganization("/repos", GithubApi.METADATA)
                .query("type", "all")
                .query("sort", "created")
                .query("direction", "asc");
        return GithubApi.page(env, call, Json::elements, request);
    }

    // Of teams

    private Resolver<GithubTeam> team() {
        Resolver<GithubTeam> wiring = Resolver.of(GithubTeam.TYPE);
        if (!settings.reads(Part.TEAMS)) {
            return wiring;
        }
        wiring = ofTeams(wiring, teamMembers("teamMaintainers", GithubTeam.MAINTAINERS, "maintainer"));
        wiring = ofTeams(wiring, teamMembers("teamMembers", GithubTeam.MEMBERS, "member"));
        return ofTeams(
                wiring,
                source(
                                "teamRepositories",
                                GithubTeam.TYPE,
                                (env, team, request) ->
                                        GithubApi.page(env, api.ofTeam(team, "/repos"), Json::elements, request))
                        .derive(GithubTeam.REPOSITORIES, found -> List.of(permitted(found.json()))));
    }

    private <T> Resolver<GithubTeam> ofTeams(Resolver<GithubTeam> wiring, Loader.OfCollection<GithubTeam, T> loader) {
        ofTheirs.add(forAll(GithubTeam.TYPE).loadCollection(loader.field()));
        return wiring.collection(loader.field(), loader);
    }

    private Loader.OfCollection<GithubTeam, GithubUser> teamMembers(
            String name, CollectionField<GithubTeam, GithubUser> field, String role) {
        return source(
                        name,
                        GithubTeam.TYPE,
                        (env, team, request) ->
                                read(env, api.ofTeam(team, "/members").query("role", role), request))
                .derive(
                        field,
                        found -> List.of(Item.<GithubUser>pointer(GithubEntities.id(found.json()))
                                .with(GithubTeam.ROLE, role)));
    }

    // Of repositories

    private Resolver<GithubRepository> repository(Loader.Source<GithubRepository, Found<GithubRepository>> issues) {
        Resolver<GithubRepository> wiring = Resolver.of(GithubRepository.TYPE);
        if (settings.reads(Part.BRANCHES)) {
            wiring = ofRepositories(
                    wiring,
                    described(
                            below("branches", "/branches", GithubApi.CONTENTS, Json::elements),
                            GithubRepository.BRANCHES,
                            GithubBranch.TYPE.loadables(),
                            found -> GithubEntities.branch(found.parent(), found.json())));
        }
        if (settings.reads(Part.COLLABORATORS)) {
            wiring = ofRepositories(
                    wiring,
                    collaborators().derive(GithubRepository.COLLABORATORS, found -> List.of(permitted(found.json()))));
        }
        if (settings.reads(Part.WEBHOOKS)) {
            wiring = ofRepositories(
                    wiring,
                    described(
                            below("webhooks", "/hooks", GithubApi.WEBHOOKS, Json::elements),
                            GithubRepository.WEBHOOKS,
                            GithubRepository.WEBHOOKS.target().loadables(),
                            found -> GithubEntities.webhook(found.json())));
        }
        if (settings.reads(Part.DEPLOY_KEYS)) {
            wiring = ofRepositories(
                    wiring,
                    described(
                            below("deployKeys", "/keys", GithubApi.ADMINISTRATION, Json::elements),
                            GithubRepository.DEPLOY_KEYS,
                            GithubRepository.DEPLOY_KEYS.target().loadables(),
                            found -> GithubEntities.deployKey(found.json())));
        }
        if (settings.reads(Part.SECRETS)) {
            wiring = ofRepositories(
                    wiring,
                    described(
                            below(
                                    "secrets",
                                    "/actions/secrets",
                                    GithubApi.SECRETS,
                                    answer -> answer.elements("secrets")),
                            GithubRepository.SECRETS,
                            GithubRepository.SECRETS.target().loadables(),
                            found -> GithubEntities.secret(
                                    "repository", found.parent().ref().key(), found.json())));
        }
        wiring = ofRepositories(
                wiring,
                new Loader.DerivedCollection<>(
                        issues,
                        GithubRepository.ISSUES,
                        GithubIssue.TYPE.loadables(),
                        found -> GithubEntities.isPullRequest(found.json())
                                ? List.of()
                                : List.of(Item.of(GithubEntities.issue(found.json())))));
        wiring = ofRepositories(
                wiring,
                new Loader.DerivedCollection<>(
                        issues,
                        GithubRepository.PULL_REQUESTS,
                        GithubPullRequest.TYPE.loadables(),
                        found -> GithubEntities.isPullRequest(found.json())
                                ? List.of(Item.of(GithubEntities.pullRequest(found.json())))
                                : List.of()));
        if (settings.reads(Part.LANGUAGES)) {
            ofTheirs.add(forAll(GithubRepository.TYPE).loadFields(GithubRepository.LANGUAGES));
            wiring = wiring.fields(Loader.entity("languages", GithubRepository.TYPE, GithubPipeline::languages)
                    .fills(GithubRepository.LANGUAGES)
                    .policy(DAILY));
        }
        return wiring;
    }

    private <T> Resolver<GithubRepository> ofRepositories(
            Resolver<GithubRepository> wiring, Loader.OfCollection<GithubRepository, T> loader) {
        ofTheirs.add(forAll(GithubRepository.TYPE).loadCollection(loader.field()));
        return wiring.collection(loader.field(), loader);
    }

    /** Those who were let in by name. With issues, authors are found in the same scope. */
    private Loader.Source<GithubRepository, Found<GithubRepository>> collaborators() {
        return source("collaborators", GithubRepository.TYPE, (env, repository, request) -> {
            HttpCall call = GithubApi.ofRepository(repository, "/collaborators", GithubApi.METADATA)
                    .query("affiliation", "direct");
            return settings.issues() ? read(env, call, request) : GithubApi.page(env, call, Json::elements, request);
        });
    }

    /** Issues and pull requests, of which each is an issue, too. */
    private Loader.Source<GithubRepository, Found<GithubRepository>> issues() {
        return source(
                        "issues",
                        GithubRepository.TYPE,
                        (env, repository, request) -> GithubApi.page(
                                env,
                                GithubApi.ofRepository(repository, "/issues", GithubApi.ISSUES)
                                        .query("state", "all")
                                        .query("sort", "created")
                                        .query("direction", "asc"),
                                Json::elements,
                                request))
                .policy(settings.issues() ? LoadPolicy.DEFAULT : LoadPolicy.DEFAULT.manual());
    }

    private static Loader.DerivedEntities<GithubUser, Found<GithubRepository>> authors(
            Loader.Source<GithubRepository, Found<GithubRepository>> issues) {
        return Loader.deriveEntities(issues, GithubUser.TYPE, found -> {
                    Optional<Json> author = GithubEntities.authorOf(found.json());
                    return author.isPresent() ? List.of(GithubEntities.author(author.get())) : List.of();
                })
                .fills(GithubUser.USERNAME, GithubUser.URL);
    }

    private static EntityInput languages(LoadEnv env, EntityRef<GithubRepository> ref) throws Exception {
        HttpCall call = GithubApi.ofRepository(env.collected(ref), "/languages", GithubApi.METADATA);
        return GithubRepository.TYPE
                .input(ref.key())
                .set(
                        GithubRepository.LANGUAGES,
                        GithubEntities.languages(env.http().json(call)))
                .build();
    }

    // Of branches and users

    private Resolver<GithubBranch> branch() {
        Resolver<GithubBranch> wiring = Resolver.of(GithubBranch.TYPE);
        if (!settings.reads(Part.BRANCHES) || !settings.reads(Part.PROTECTIONS)) {
            return wiring;
        }
        ofThese.add(forAll(GithubBranch.TYPE).loadCollection(GithubBranch.PROTECTION));
        return wiring.collection(
                GithubBranch.PROTECTION,
                described(
                        source("protections", GithubBranch.TYPE, GithubPipeline::protection),
                        GithubBranch.PROTECTION,
                        GithubBranch.PROTECTION.target().loadables(),
                        found -> GithubEntities.protection(found.parent(), found.json())));
    }

    private static Page<Json> protection(LoadEnv env, CollectedEntity<GithubBranch> branch, PageRequest request)
            throws Exception {
        return branch.value(GithubBranch.HAS_PROTECTION).orElse(false)
                ? GithubApi.single(env, GithubApi.protection(branch), request)
                : Page.last(List.of());
    }

    private Resolver<GithubUser> user() {
        Resolver<GithubUser> wiring = Resolver.of(GithubUser.TYPE);
        if (settings.reads(Part.PROFILES)) {
            ofThese.add(forAll(GithubUser.TYPE).loadFields(GithubUser.NAME));
            wiring = wiring.fields(Loader.entity("profiles", GithubUser.TYPE, GithubPipeline::profile)
                    .fills(
                            GithubUser.NAME,
                            GithubUser.EMAIL,
                            GithubUser.COMPANY,
                            GithubUser.CREATED_ON,
                            GithubUser.UPDATED_ON,
                            GithubUser.IDENTITY)
                    .policy(DAILY.treatingNotFoundAsAbsent()));
        }
        if (settings.reads(Part.TWO_FACTOR)) {
            ofThese.add(forAll(GithubUser.TYPE).loadFields(GithubUser.MFA_ENABLED));
            wiring = wiring.fields(Loader.entityBatched("twoFactor", GithubUser.TYPE, USERS_AT_ONCE, this::twoFactor)
                    .fills(GithubUser.MFA_ENABLED)
                    .policy(LoadPolicy.DEFAULT.treatingNotFoundAsAbsent()));
        }
        return wiring;
    }

    private static EntityInput profile(LoadEnv env, EntityRef<GithubUser> ref) throws Exception {
        String username = env.collected(ref).value(GithubUser.USERNAME).orElseThrow();
        return GithubEntities.profile(env.http().json(GithubApi.user(username)));
    }

    /** GitHub lists only those without a second factor: so all others of whom it lists any have one. */
    private Collection<EntityInput> twoFactor(LoadEnv env, List<EntityRef<GithubUser>> users) throws Exception {
        Set<String> without = new HashSet<>(withoutTwoFactor(env, "/members"));
        if (settings.reads(Part.OUTSIDE_COLLABORATORS)) {
            without.addAll(withoutTwoFactor(env, "/outside_collaborators"));
        }
        return users.stream()
                // Of mere authors nothing is said.
                .filter(ref -> env.collected(ref).value(GithubUser.ADMIN).isPresent())
                .map(ref -> GithubUser.TYPE
                        .input(ref.key())
                        .set(GithubUser.MFA_ENABLED, !without.contains(ref.key()))
                        .build())
                .toList();
    }

    private Set<String> withoutTwoFactor(LoadEnv env, String path) throws Exception {
        Set<String> ids = new HashSet<>();
        for (Json user :
                GithubApi.all(env, api.ofOrganization(path, GithubApi.OWNER).query("filter", "2fa_disabled"))) {
            ids.add(GithubEntities.id(user));
        }
        return ids;
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

    private Loader.Source<GithubOrganization, Found<GithubOrganization>> listed(
            String name, EntityType<GithubOrganization> type, String path, String permission) {
        return source(
                name,
                type,
                (env, parent, request) ->
                        GithubApi.page(env, api.ofOrganization(path, permission), Json::elements, request));
    }

    private static Loader.Source<GithubRepository, Found<GithubRepository>> below(
            String name, String path, String permission, Pages.Reading<List<Json>> items) {
        return source(
                name,
                GithubRepository.TYPE,
                (env, repository, request) ->
                        GithubApi.page(env, GithubApi.ofRepository(repository, path, permission), items, request));
    }

    /** Reads a page whether it changed or not. */
    private static Page<Json> read(LoadEnv env, HttpCall call, PageRequest request) throws Exception {
        return GithubApi.page(env, call, Json::elements, new PageRequest(request.cursor(), null))
                .validatedBy(null);
    }

    /** Elements of which the listing tells all that is asked. */
    private static <P, T> Loader.OfCollection<P, T> described(
            Loader.Source<P, Found<P>> source,
            CollectionField<P, T> field,
            Set<Loadable<T>> told,
            Describing<P> describing) {
        return new Loader.DerivedCollection<>(
                source, field, told, found -> List.of(Item.of(describing.describe(found))));
    }

    /** Makes an entity. */
    @FunctionalInterface
    private interface Describing<P> {
        EntityInput describe(Found<P> found) throws ConnectorException;
    }

    /** Points to what something else describes, and says what may be done there. */
    private static <T> Item<T> permitted(Json json) throws ConnectorException.BadData {
        Item<T> item = Item.pointer(GithubEntities.id(json));
        Optional<String> permission = GithubEntities.permission(json);
        LinkProperty<String> property = GithubTeam.PERMISSION;
        return permission.isPresent() ? item.with(property, permission.get()) : item;
    }
}
