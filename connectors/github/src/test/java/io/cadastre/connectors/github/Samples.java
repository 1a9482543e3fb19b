package io.cadastre.connectors.github;

import java.util.List;

/** Things as GitHub shows them; in single quotes. */
final class Samples {
    static final String TIMES = "'created_at':'2024-05-06T07:08:09Z','updated_at':'2025-05-06T07:08:09Z'";

    private Samples() {}

    static String user(int id, String login) {
        return "{'id':" + id + ",'login':'" + login + "','type':'User','site_admin':false,'html_url':'https://github.com/"
                + login + "'}";
    }

    static String profile(int id, String login, String name, String email) {
        return "{'id':" + id + ",'login':'" + login + "','name':" + quoted(name) + ",'email':" + quoted(email)
                + ",'company':null," + TIMES + "}";
    }

    static String team(int id, String slug, String parent) {
        return "{'id':" + id + ",'slug':'" + slug + "','name':'Team " + slug + "','description':null,'privacy':'closed',"
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

    private static String quoted(String text) {
        return text.isEmpty() ? "null" : "'" + text + "'";
    }

    /** Copies of something, numbered from one. */
    static List<String> numbered(int count, java.util.function.IntFunction<String> one) {
        return java.util.stream.IntStream.rangeClosed(1, count).mapToObj(one).toList();
    }
}
