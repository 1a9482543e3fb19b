package io.cadastre.connectors.github;

import io.cadastre.connectors.github.model.GithubBranch;
import io.cadastre.connectors.github.model.GithubRepository;
import io.cadastre.connectors.github.model.GithubTeam;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.HttpAnswer;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.step.CollectedEntity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is asked of GitHub's REST API, version 2022-11-28. */
final class GithubApi {
    static final String METADATA = "repository permission 'Metadata: read' (classic: scope 'repo')";
    static final String MEMBERS = "organization permission 'Members: read' (classic: scope 'read:org')";
    static final String OWNER = "an owner of the organisation";
    static final String ORGANIZATION_WEBHOOKS =
            "organization permission 'Webhooks: read' (classic: scope 'admin:org_hook')";
    static final String ORGANIZATION_SECRETS = "organization permission 'Secrets: read' (classic: scope 'admin:org')";
    static final String ADMINISTRATION = "repository permission 'Administration: read' (classic: scope 'repo')";
    static final String CONTENTS = "repository permission 'Contents: read' (classic: scope 'repo')";
    static final String WEBHOOKS = "repository permission 'Webhooks: read' (classic: scope 'read:repo_hook')";
    static final String SECRETS = "repository permission 'Secrets: read' (classic: scope 'repo')";
    static final String ISSUES =
            "repository permissions 'Issues: read' and 'Pull requests: read' (classic: scope 'repo')";

    private static final String PAGE = "100";
    private static final int MOST_SEARCHED = 1000;

    private final String organization;

    GithubApi(String organization) {
        this.organization = organization;
    }

    /** Something that the organisation is asked for. */
    HttpCall ofOrganization(String what, String permission) {
        return HttpCall.get("/orgs/" + organization + what)
                .named("GET /orgs/{org}" + what)
                .needing(permission);
    }

    HttpCall ofTeam(CollectedEntity<GithubTeam> team, String what) throws ConnectorException.BadData {
        return HttpCall.get("/orgs/" + organization + "/teams/" + segment(known(team, GithubTeam.SLUG)) + what)
                .named("GET /orgs/{org}/teams/{team}" + what)
                .needing(MEMBERS);
    }

    static HttpCall ofRepository(CollectedEntity<GithubRepository> repository, String what, String permission)
            throws ConnectorException.BadData {
        return HttpCall.get("/repos/" + known(repository, GithubRepository.FULL_NAME) + what)
                .named("GET /repos/{repo}" + what)
                .needing(permission);
    }

    static HttpCall protection(CollectedEntity<GithubBranch> branch) throws ConnectorException.BadData {
        return HttpCall.get("/repos/" + known(branch, GithubBranch.REPOSITORY) + "/branches/"
                        + segment(known(branch, GithubBranch.NAME)) + "/protection")
                .named("GET /repos/{repo}/branches/{branch}/protection")
                .needing(ADMINISTRATION);
    }

    static HttpCall user(String username) {
        return HttpCall.get("/users/" + segment(username)).named("GET /users/{user}");
    }

    HttpCall search(String query) {
        return HttpCall.get("/search/repositories")
                .query("q", "org:" + organization + " " + query)
                .query("per_page", PAGE)
                .needing(METADATA);
    }

    private static <E> String known(CollectedEntity<E> entity, Field<E, String> field)
            throws ConnectorException.BadData {
        EntityRef<E> ref = entity.ref();
        return entity.value(field)
                .orElseThrow(() -> new ConnectorException.BadData(
                        "It is not known what " + ref.type() + " '" + ref.key() + "' is called.", null));
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A page of a listing of something that is there. */
    static Page<Json> page(Env env, HttpCall call, Pages.Reading<List<Json>> items, PageRequest request)
            throws Exception {
        return hiding(
                call,
                () -> Pages.byLink(env.http(), call.query("per_page", PAGE), items)
                        .fetch(request));
    }

    /** One object that is there, as a listing. */
    static Page<Json> single(Env env, HttpCall call, PageRequest request) throws Exception {
        return hiding(
                call,
                () -> Pages.single(env.http(), call, answer -> List.of(answer)).fetch(request));
    }

    @FunctionalInterface
    private interface Fetching {
        Page<Json> fetch() throws Exception;
    }

    /** GitHub says "not found" where a token may not look: so it is no answer to what there is. */
    private static Page<Json> hiding(HttpCall call, Fetching fetching) throws Exception {
        try {
            return fetching.fetch();
        } catch (ConnectorException.NotFound e) {
            throw new ConnectorException.Permission(
                    call.permission(),
                    call.operation() + " was answered 404, by which GitHub hides what a token may not read.");
        }
    }

    /** All of a short listing at once. */
    static List<Json> all(Env env, HttpCall call) throws ConnectorException, InterruptedException {
        List<Json> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Optional<HttpCall> next = Optional.of(call.query("per_page", PAGE));
        while (next.isPresent()) {
            HttpAnswer answer = sent(env, next.get());
            all.addAll(answer.json().elements());
            next = following(call, answer, seen);
        }
        return all;
    }

    /** Of filters that are for owners only, GitHub says to others that the request is invalid. */
    private static HttpAnswer sent(Env env, HttpCall call) throws ConnectorException, InterruptedException {
        try {
            return env.http().send(call);
        } catch (ConnectorException.BadData | ConnectorException.NotFound e) {
            throw new ConnectorException.Permission(call.permission(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * What a search finds, all at once: its order is not promised, so pages that were read one by one could lack
     * something that moved between them.
     */
    static Page<Json> found(Env env, HttpCall search) throws ConnectorException, InterruptedException {
        Map<Long, Json> found = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        long total = 0;
        Optional<HttpCall> next = Optional.of(search);
        while (next.isPresent()) {
            HttpAnswer answer = env.http().send(next.get());
            Json body = answer.json();
            if (body.bool("incomplete_results")) {
                throw new ConnectorException.Unavailable("GitHub gave up the search for repositories.", null);
            }
            total = body.integer("total_count");
            if (total > MOST_SEARCHED) {
                throw new ConnectorException.BadData(
                        "The search finds " + total + " repositories, and GitHub shows only " + MOST_SEARCHED
                                + " of them: narrow the setting 'repositoryQuery', or leave it empty to read all.",
                        null);
            }
            for (Json repository : body.elements("items")) {
                found.put(repository.integer("id"), repository);
            }
            next = following(search, answer, seen);
        }
        if (found.size() != total) {
            throw new ConnectorException.BadData(
                    "The search moved while it was read; the next sync reads it again.", null);
        }
        return Page.last(List.copyOf(found.values()));
    }

    private static Optional<HttpCall> following(HttpCall call, HttpAnswer answer, Set<String> seen)
            throws ConnectorException.BadData {
        Optional<String> link = answer.link("next");
        if (link.isPresent() && !seen.add(link.get())) {
            throw new ConnectorException.BadData(call.operation() + " leads to a page that was read already.", null);
        }
        return link.map(call::to);
    }
}
