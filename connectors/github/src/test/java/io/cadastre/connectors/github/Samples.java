package io.cadastre.connectors.github;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Things as GitHub shows them; in single quotes. */
final class Samples {
    static final String TIMES = "'created_at':'2024-05-06T07:08:09Z','updated_at':'2025-05-06T07:08:09Z'";

    private Samples() {}

    static String user(int id, String login) {
        return "{'id':" + id + ",'login':'" + login
                + "','type':'User','site_admin':false,'html_url':'https://github.com/" + login + "'}";
    }

    static String profile(int id, String login, String name, String email) {
        return "{'id':" + id + ",'login':'" + login + "','name':" + quoted(name) + ",'email':" + quoted(email)
                + ",'company':null," + TIMES + "}";
    }

    static String team(int id, String slug, String parent) {
        return "{'id':" + id + ",'slug':'" + slug + "','name':'Team " + slug
                + "','description':null,'privacy':'closed',"
                + "'permission':'pull','html_url':'https://github.com/orgs/acme/teams/" + slug + "','parent':" + parent
                + "}";
    }

    static String repository(int id, String name) {
        return repository(id, name, "'private':true,'visibility':'private','archived':false");
    }

    static String repository(int id, String name, String more) {
        return "{'id':" + id + ",'name':'" + name + "','full_name':'acme/" + name + "','description':null,"
                + "'default_branch':'main','disabled':false,'fork':false,'language':'Java','topics':['core'],"
                + "'html_url':'https://github.com/acme/" + name + "','pushed_at':'2025-06-06T07:08:09Z'," + TIMES + ","
                + more + "}";
    }

    /** A repository in a listing that says what may be done with it. */
    static String permitted(int id, String role) {
        return "{'id':" + id + ",'role_name':'" + role + "'}";
    }

    static String branch(String name, boolean isProtected, boolean own) {
        return "{'name':'" + name + "','commit':{'sha':'abc'},'protected':" + isProtected + ",'protection':{'enabled':"
                + own + "}}";
    }

    static String protection(int approvals) {
        return "{'required_pull_request_reviews':{'required_approving_review_count':" + approvals
                + ",'require_code_owner_reviews':true,'dismiss_stale_reviews':false},"
                + "'required_status_checks':{'strict':true,'contexts':['test','build']},"
                + "'enforce_admins':{'enabled':false},'allow_force_pushes':{'enabled':false},"
                + "'allow_deletions':{'enabled':false},'required_linear_history':{'enabled':true},"
                + "'required_signatures':{'enabled':false},'required_conversation_resolution':{'enabled':false}}";
    }

    static String hook(int id, String url) {
        return "{'id':" + id + ",'name':'web','active':true,'events':['push','issues'],'config':{'url':'" + url
                + "','content_type':'json','insecure_ssl':'0'}," + TIMES + "}";
    }

    static String key(int id, String title) {
        return "{'id':" + id + ",'title':'" + title + "','key':'ssh-ed25519 "
                + "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl','read_only':false,"
                + "'verified':true,'created_at':'2024-05-06T07:08:09Z','last_used':null}";
    }

    static String secret(String name) {
        return "{'name':'" + name + "'," + TIMES + "}";
    }

    static String issue(int id, int number, String author) {
        return "{'id':" + id + ",'number':" + number + ",'title':'Thing " + number + "','state':'open','user':" + author
                + ",'labels':[{'name':'bug'}],'html_url':'https://github.com/acme/repo1/issues/" + number + "',"
                + "'closed_at':null,'state_reason':null," + TIMES + "}";
    }

    static String pullRequest(int id, int number, String author) {
        return "{'id':" + id + ",'number':" + number + ",'title':'Change " + number + "','state':'closed','user':"
                + author + ",'labels':[],'html_url':'https://github.com/acme/repo1/pull/" + number + "',"
                + "'closed_at':'2025-01-01T00:00:00Z','draft':false,'pull_request':{'merged_at':'2025-01-01T00:00:00Z'},"
                + TIMES + "}";
    }

    /** An organisation with something of everything. */
    static void fill(FakeGithub github) {
        github.add("/orgs/acme/members?role=admin", user(1, "ada"))
                .add("/orgs/acme/members?role=member", user(2, "bob"))
                .add("/orgs/acme/members?role=member", user(3, "cyd"))
                .add("/orgs/acme/outside_collaborators", user(4, "dee"))
                .add("/orgs/acme/members?filter=2fa_disabled", user(3, "cyd"))
                .object("/users/ada", profile(1, "ada", "Ada", "ada@acme.example"))
                .object("/users/bob", profile(2, "bob", "Bob", ""))
                .object("/users/cyd", profile(3, "cyd", "", ""))
                .object("/users/dee", profile(4, "dee", "Dee", "dee@elsewhere.example"))
                .add("/orgs/acme/teams", team(10, "core", "null"))
                .add("/orgs/acme/teams", team(11, "ops", "{'id':10}"))
                .add("/orgs/acme/teams/core/members?role=maintainer", user(1, "ada"))
                .add("/orgs/acme/teams/core/members?role=member", user(2, "bob"))
                .add("/orgs/acme/teams/ops/members?role=member", user(3, "cyd"))
                .add("/orgs/acme/teams/core/repos", permitted(100, "admin"))
                .add("/orgs/acme/teams/ops/repos", permitted(100, "pull"))
                .add("/orgs/acme/repos", repository(100, "engine"))
                .add(
                        "/orgs/acme/repos",
                        repository(101, "site", "'private':false,'visibility':'public','archived':true"))
                .add("/repos/acme/engine/collaborators", "{'id':4,'login':'dee','role_name':'write'}")
                .add("/repos/acme/engine/branches", branch("main", true, true))
                .add("/repos/acme/engine/branches", branch("release/1", true, false))
                .add("/repos/acme/site/branches", branch("main", false, false))
                .object("/repos/acme/engine/branches/main/protection", protection(2))
                .object("/repos/acme/engine/languages", "{'Java':1000,'C':10}")
                .add("/orgs/acme/hooks", hook(20, "https://audit.example/in?token=hidden-token"))
                .add("/repos/acme/engine/hooks", hook(21, "http://ci.example/hidden-path"))
                .add("/repos/acme/engine/keys", key(30, "deployer"))
                .add("/orgs/acme/actions/secrets", secret("SHARED"))
                .add("/repos/acme/engine/actions/secrets", secret("SHARED"))
                .add("/repos/acme/engine/issues", issue(40, 1, user(2, "bob")))
                .add("/repos/acme/engine/issues", pullRequest(41, 2, user(5, "eve")))
                .add("/repos/acme/engine/issues", issue(42, 3, "null"))
                .object("/users/eve", profile(5, "eve", "Eve", ""));
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "null" : "'" + text + "'";
    }

    /** Copies of something, numbered from one. */
    static List<String> numbered(int count, IntFunction<String> one) {
        return IntStream.rangeClosed(1, count).mapToObj(one).toList();
    }
}
