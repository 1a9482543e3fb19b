package io.cadastre.connectors.okta;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.HttpAnswer;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.Pages;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked of Okta's management API. */
final class OktaApi {
    static final String READ = "the role 'Read-only Administrator'";
    static final String ROLES = "the role 'Super Administrator', to see who has admin roles";

    /** What everybody may know of an organisation: its id above all. */
    static final HttpCall WELL_KNOWN = HttpCall.get("/.well-known/okta-organization");

    static final HttpCall SETTINGS = HttpCall.get("/api/v1/org").needing(READ);
    static final HttpCall USERS =
            HttpCall.get("/api/v1/users").query("limit", "200").needing(READ);
    static final HttpCall DEACTIVATED_USERS = USERS.query("filter", "status eq \"DEPROVISIONED\"");
    static final HttpCall GROUPS =
            HttpCall.get("/api/v1/groups").query("limit", "200").needing(READ);
    static final HttpCall APPLICATIONS =
            HttpCall.get("/api/v1/apps").query("limit", "200").needing(READ);
    private static final HttpCall ADMINISTRATORS =
            HttpCall.get("/api/v1/iam/assignees/users").query("limit", "100").needing(ROLES);
    private static final HttpCall POLICIES = HttpCall.get("/api/v1/policies").needing(READ);

    private static final List<String> CLASSIC_POLICIES =
            List.of("OKTA_SIGN_ON", "PASSWORD", "MFA_ENROLL", "IDP_DISCOVERY");
    private static final List<String> POLICIES_OF_IDENTITY_ENGINE =
            List.of("OKTA_SIGN_ON", "PASSWORD", "MFA_ENROLL", "IDP_DISCOVERY", "ACCESS_POLICY", "PROFILE_ENROLLMENT");

    private OktaApi() {}

    /**
     * Something that one of Okta's objects is asked for.
     *
     * @param kind the objects' place in the API, for example {@code groups}
     * @param limit how many in a page; empty where all come at once
     */
    static HttpCall below(String kind, EntityRef<?> parent, String what, String limit, String permission) {
        // Ids are letters, digits and underscores, and the source gave them.
        HttpCall call = HttpCall.get("/api/v1/" + kind + "/" + parent.key() + what)
                .named("GET /api/v1/" + kind + "/{id}" + what)
                .needing(permission);
        return limit.isEmpty() ? call : call.query("limit", limit);
    }

    /** A page of a listing, read whether it changed or not: Okta promises nothing about its listings' ETags. */
    static Page<Json> page(Env env, HttpCall call, PageRequest request) throws Exception {
        return Pages.byLink(env.http(), call, Json::elements)
                .fetch(new PageRequest(request.cursor(), null))
                .validatedBy(null);
    }

    /** The ids of all users with an admin role. */
    static Set<String> administrators(Env env) throws ConnectorException, InterruptedException {
        Set<String> ids = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Optional<HttpCall> next = Optional.of(ADMINISTRATORS);
        while (next.isPresent()) {
            HttpAnswer answer = env.http().send(next.get());
            Json body = answer.json();
            for (Json user : body.elements("value")) {
                ids.add(user.text("id"));
            }
            Optional<String> link = nextOf(body).or(() -> answer.link("next"));
            if (link.isPresent() && !seen.add(link.get())) {
                throw new ConnectorException.BadData(
                        ADMINISTRATORS.operation() + " leads to a page that was read already.", null);
            }
            next = link.map(ADMINISTRATORS::to);
        }
        return ids;
    }

    private static Optional<String> nextOf(Json body) throws ConnectorException.BadData {
        Optional<Json> links = body.maybe("_links").known();
        Optional<Json> next = links.isPresent() ? links.get().maybe("next").known() : Optional.empty();
        return next.isPresent() ? Optional.of(next.get().text("href")) : Optional.empty();
    }

    /**
     * A page of all policies: one kind after the other, since Okta lists each kind for itself.
     *
     * @param pipeline which engine the organisation has: of others' policies Okta knows nothing
     */
    static Page<Json> policies(Env env, String pipeline, PageRequest request) throws Exception {
        List<String> kinds = pipeline.equals("idx") ? POLICIES_OF_IDENTITY_ENGINE : CLASSIC_POLICIES;
        // A kind, and after a space the page if it is not the first.
        String[] position = request.position().orElse(kinds.getFirst()).split(" ", 2);
        HttpCall first = POLICIES.query("type", position[0]);
        HttpAnswer answer = env.http().send(position.length == 1 ? first : first.to(position[1]));
        int following = kinds.indexOf(position[0]) + 1;
        Optional<String> next = answer.link("next")
                .map(link -> position[0] + " " + link)
                .or(() -> following < kinds.size() ? Optional.of(kinds.get(following)) : Optional.empty());
        return Page.of(answer.json().elements(), next);
    }
}
