package io.cadastre.connectors.github;

import io.cadastre.connectors.conformance.HttpBackend;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.github.model.GithubIssue;
import io.cadastre.connectors.github.model.GithubRepository;
import io.cadastre.connectors.github.model.GithubUser;
import io.cadastre.spi.model.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A small organisation with pages of two. Every fault is tried with one listing of each way in which the connector lists:
 * always read, asked for by its ETag, and several things out of one listing.
 */
final class GithubBackend extends HttpBackend {
    private static final int PAGE = 2;
    private static final Listing USERS = new Listing(GithubUser.TYPE, "/orgs/acme/members\\?.*role=member");
    private static final Listing REPOSITORIES = new Listing(GithubRepository.TYPE, "/orgs/acme/repos\\?");
    private static final Listing ISSUES = new Listing(GithubIssue.TYPE, "/repos/acme/repo1/issues\\?");

    private final FakeGithub github;

    GithubBackend() {
        this(new FakeGithub().pages(PAGE));
    }

    private GithubBackend(FakeGithub github) {
        super(github.url());
        this.github = github;
        populate(USERS, 1);
        populate(REPOSITORIES, 1);
        populate(ISSUES, 1);
        github.object("/repos/acme/repo1/branches/branch1/protection", Samples.protection(1));
        github.add("/repos/acme/repo1/branches", Samples.branch("branch1", true, true));
        github.add("/repos/acme/repo1/actions/secrets", Samples.secret("SECRET"));
        github.add("/orgs/acme/teams", Samples.team(1, "core", "null"));
        github.add("/repos/acme/repo1/hooks", Samples.hook(1, "https://ci.example/hook"));
        github.add("/repos/acme/repo1/keys", Samples.key(1, "deploy"));
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("baseUrl", baseUrl().toString(), "organization", "acme", "issues", true);
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("token", FakeGithub.TOKEN);
    }

    @Override
    public List<Listing> listings() {
        return List.of(USERS, REPOSITORIES, ISSUES);
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.copyOf(GithubConnector.SCHEMA.entityTypes());
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public void populate(Listing listing, int items) {
        if (listing.equals(USERS)) {
            fill("/orgs/acme/members?role=member", items, number -> Samples.user(number, "user" + number));
            Samples.numbered(items, number -> Samples.profile(number, "user" + number, "User " + number, ""))
                    .forEach(profile ->
                            github.object("/users/user" + profile.replaceFirst("\\{'id':(\\d+).*", "$1"), profile));
        } else if (listing.equals(REPOSITORIES)) {
            fill("/orgs/acme/repos", items, number -> Samples.repository(number, "repo" + number));
        } else {
            List<String> both =
                    new ArrayList<>(Samples.numbered(items, number -> Samples.issue(number, number, "null")));
            both.add(Samples.pullRequest(1000, 1000, "null"));
            github.put("/repos/acme/repo1/issues", both);
        }
    }

    private void fill(String path, int items, IntFunction<String> one) {
        github.put(path, Samples.numbered(items, one));
    }

    @Override
    public void close() {
        super.close();
        github.close();
    }
}
