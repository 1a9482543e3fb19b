package io.cadastre.engine.pipeline;

import static io.cadastre.spi.pipeline.SyncPlan.forAll;
import static io.cadastre.spi.pipeline.SyncPlan.forRoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.pipeline.Org.Calls;
import io.cadastre.engine.pipeline.Org.Company;
import io.cadastre.engine.pipeline.Org.Paper;
import io.cadastre.engine.pipeline.Org.Person;
import io.cadastre.engine.pipeline.Org.Team;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The host follows pages, and its evidence decides what is deleted (I7). */
class PipelinePagingTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final SyncPlan PEOPLE = SyncPlan.of(forRoot(Company.TYPE).loadCollection(Company.PEOPLE));
    private static final SyncPlan TEAMS_AND_PAPERS = SyncPlan.of(
            forRoot(Company.TYPE).loadCollection(Company.TEAMS),
            forAll(Team.TYPE).loadCollection(Team.PAPERS));

    private final Calls calls = new Calls();
    private final Org org = new Org(Pipeline.of(Org.SEEDER, SyncPlan.of()));
    private final Map<String, List<Item<Paper>>> papers = new TreeMap<>();
    private final Map<String, Exception> failing = new HashMap<>();
    private House house;

    @BeforeEach
    void open(@TempDir Path directory) {
        house = new House(GRAPH.graph(), directory, org);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private SyncReport syncPeople(String installation, Loader.LoadsPage<Company, Item<Person>> pages) {
        org.does(Pipeline.of(
                Org.SEEDER,
                PEOPLE,
                Resolver.of(Company.TYPE)
                        .collection(
                                Company.PEOPLE,
                                Loader.collection("people", Company.PEOPLE, pages)
                                        .fills(Person.NAME))));
        return house.sync(installation);
    }

    private long people() {
        return house.count("MATCH (p:OrgPerson) RETURN count(p)");
    }

    private static StepReport step(SyncReport report, String id) {
        return report.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pagesAreFollowedToTheEnd() {
        String installation = house.install("org");
        for (int size : new int[] {0, 1, 9, 10, 11, 25}) {
            SyncReport report = syncPeople(installation, (env, company, request) -> {
                int start = request.position().map(Integer::parseInt).orElse(0);
                int end = Math.min(start + 10, size);
                return Page.of(Org.people(start, end), end < size, Integer.toString(end));
            });
            assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
            assertThat(people()).as("people of %d", size).isEqualTo(size);
        }
    }

    @Test
    @DisplayName("M7: a repeated cursor makes the listing PARTIAL; nothing is deleted")
    void aRepeatedCursorEndsTheListing() {
        String installation = house.install("org");
        syncPeople(installation, (env, company, request) -> Page.last(Org.people(0, 30)));

        for (List<String> cursors : List.of(List.of("a", "a"), List.of("a", "b", "a"))) {
            Calls asked = new Calls();
            SyncReport report = syncPeople(installation, (env, company, request) -> {
                int number = asked.count("page");
                return Page.of(Org.people(0, 10), true, cursors.get((number - 1) % cursors.size()));
            });

            assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
            assertThat(step(report, "org_company.people").reason()).contains("Pagination did not advance");
            assertThat(people()).isEqualTo(30);
            assertThat(asked.of("page")).isLessThanOrEqualTo(4);
        }
    }

    @Test
    @DisplayName("M7: 'there is more' without a cursor is an error; nothing is deleted")
    void moreWithoutACursorIsAnError() {
        String installation = house.install("org");
        syncPeople(installation, (env, company, request) -> Page.last(Org.people(0, 30)));

        SyncReport report = syncPeople(installation, (env, company, request) -> Page.of(Org.people(0, 10), true, null));

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(step(report, "org_company.people").reason()).contains("there is more, but not where");
        assertThat(people()).isEqualTo(30);
    }

    @Test
    @DisplayName("M7: a page that is shorter than the one before loses nothing")
    void aShrinkingPageLosesNothing() {
        List<Page<Item<Person>>> pages = List.of(
                Page.of(Org.people(0, 10), true, "10"),
                Page.of(Org.people(10, 13), true, "13"),
                Page.of(List.of(), true, "14"),
                Page.of(Org.people(13, 20), false, null));

        SyncReport report =
                syncPeople(house.install("org"), (env, company, request) -> pages.get(calls.count("page") - 1));

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(people()).isEqualTo(20);
    }

    @Test
    @DisplayName("M8: two derivations of a source of 3 pages: both types complete, each entity once, 3 calls")
    void allDerivationsRunOnEachPageOnce() {
        Loader.Source<Company, Integer> source =
                Loader.paginatedSource("staff", Company.TYPE, (env, company, request) -> {
                    int number = calls.count("page");
                    return Page.of(List.of(number * 10, number * 10 + 1), number < 3, "page " + number);
                });
        Loader.DerivedCollection<Company, Person, Integer> people = source.derive(
                        Company.PEOPLE, raw -> List.of(Org.person("p" + raw)))
                .fills(Person.NAME);
        Loader.DerivedEntities<Paper, Integer> badges = Loader.deriveEntities(
                        source,
                        Paper.TYPE,
                        raw -> List.of(Paper.TYPE
                                .input("badge " + raw)
                                .set(Paper.TITLE, "Badge")
                                .build()))
                .fills(Paper.TITLE);
        org.does(Pipeline.of(Org.SEEDER, PEOPLE, Resolver.of(Company.TYPE).collection(Company.PEOPLE, people))
                .deriving(badges));
        String installation = house.install("org");

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(calls.of("page")).isEqualTo(3);
        assertThat(people()).isEqualTo(6);
        assertThat(house.count("MATCH (p:OrgPaper) RETURN count(p)")).isEqualTo(6);
        assertThat(report.progress().entities()).isEqualTo(13);
        assertThat(house.freshness.of(installation, "org_paper", "root").stale())
                .isFalse();
    }

    private Loader.Listing<Company, Team> teams() {
        return Loader.collection(
                        "teams",
                        Company.TEAMS,
                        (env, company, request) -> Page.<Item<Team>>last(
                                papers.keySet().stream().map(Org::team).toList()))
                .fills(Team.NAME);
    }

    private Pipeline teamsAndPapers() {
        return Pipeline.of(
                Org.SEEDER,
                TEAMS_AND_PAPERS,
                Resolver.of(Company.TYPE).collection(Company.TEAMS, teams()),
                Resolver.of(Team.TYPE)
                        .collection(
                                Team.PAPERS,
                                Loader.collection("papers", Team.PAPERS, (env, team, request) -> {
                                            Exception error = failing.get(team.key());
                                            if (error != null) {
                                                throw error;
                                            }
                                            return Page.<Item<Paper>>last(papers.getOrDefault(team.key(), List.of()));
                                        })
                                        .fills(Paper.TITLE)));
    }

    private Set<String> titles() {
        Set<String> titles = new java.util.TreeSet<>();
        house.query("MATCH (p:OrgPaper) RETURN p._key AS key")
                .forEach(row -> titles.add(row.get("key").asString()));
        return titles;
    }

    @Test
    @DisplayName(
            "M4, I7: removed upstream goes with evidence; a removed parent takes its own along; a failed listing nothing")
    void deletionsFollowTheEvidence() {
        String installation = house.install("org");
        papers.put("blue", List.of(Org.paper("b1"), Org.paper("b2")));
        papers.put("green", List.of(Org.paper("g1")));
        papers.put("red", List.of(Org.paper("r1"), Org.paper("r2")));
        org.does(teamsAndPapers());
        assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);

        // When a child is gone from blue, green is gone as a whole, and red cannot be listed
        papers.put("blue", List.of(Org.paper("b1")));
        papers.remove("green");
        failing.put("red", new ConnectorException.Unavailable("500", null));
        SyncReport report = house.sync(installation);

        // Then b2 and green with g1 are gone, and red keeps what it had
        assertThat(titles()).containsExactly("b1", "r1", "r2");
        assertThat(house.count("MATCH (t:OrgTeam) RETURN count(t)")).isEqualTo(2);
        assertThat(house.count("MATCH (:OrgTeam)-[o:OWNS]->(:OrgPaper) RETURN count(o)"))
                .isEqualTo(3);
        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.stats().entities().deleted()).isEqualTo(3);
        assertThat(report.reason()).contains("1 of 2 parents");
    }

    @Test
    @DisplayName("P14: 403 in one scope, empty in another, truncated in a third: only the empty one deletes")
    void eachScopeHasItsOwnEvidence() {
        String installation = house.install("org");
        for (String team : List.of("blue", "green", "red")) {
            papers.put(team, List.of(Org.paper(team + " 1"), Org.paper(team + " 2")));
        }
        org.does(teamsAndPapers());
        house.sync(installation);

        failing.put("blue", new ConnectorException.Permission("papers:read", "No."));
        papers.put("green", List.of());
        failing.put("red", new ConnectorException.BadData("The answer ends early.", null));
        SyncReport report = house.sync(installation);

        assertThat(titles()).containsExactly("blue 1", "blue 2", "red 1", "red 2");
        assertThat(report.problems())
                .extracting(problem -> problem.code())
                .containsExactlyInAnyOrder("scope-denied", "scope-failed");
        String blue = io.cadastre.cypher.identity.GraphIds.entity(installation, "org_team", "blue");
        assertThat(house.freshness.of(installation, "org_paper", blue).reason()).contains("papers:read");
    }

    @Test
    @DisplayName("I7: where two listings can find something, one that did not run proves nothing for the other")
    void bothListingsMustBeComplete() {
        String installation = house.install("org");
        Loader.Listing<Company, Person> all = Loader.collection(
                        "people",
                        Company.PEOPLE,
                        (env, company, request) -> Page.<Item<Person>>last(List.of(Org.person("p1"))))
                .fills(Person.NAME);
        papers.put("red", List.of());
        failing.clear();
        Map<String, Boolean> broken = new HashMap<>();
        Loader.Listing<Team, Person> members = Loader.collection("members", Team.MEMBERS, (env, team, request) -> {
                    if (broken.containsKey("members")) {
                        throw new ConnectorException.Unavailable("500", null);
                    }
                    return Page.<Item<Person>>last(List.of(Org.person("p2")));
                })
                .fills(Person.NAME);
        org.does(Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(
                        forRoot(Company.TYPE).loadCollection(Company.TEAMS),
                        forRoot(Company.TYPE).loadCollection(Company.PEOPLE),
                        forAll(Team.TYPE).loadCollection(Team.MEMBERS)),
                Resolver.of(Company.TYPE).collection(Company.TEAMS, teams()).collection(Company.PEOPLE, all),
                Resolver.of(Team.TYPE).collection(Team.MEMBERS, members)));
        house.sync(installation);
        assertThat(people()).isEqualTo(2);

        broken.put("members", true);
        house.sync(installation);

        assertThat(people()).isEqualTo(2);
    }

    /** Pages with validators: each says unchanged as long as its version is the one asked for. */
    private Loader.LoadsPage<Company, Item<Person>> versioned(Map<Integer, String> versions, int pages) {
        return (env, company, request) -> {
            int number = request.position().map(Integer::parseInt).orElse(0);
            String version = versions.getOrDefault(number, "1");
            if (version.equals(request.validator())) {
                calls.count("unchanged");
                return Page.unchanged(version);
            }
            calls.count("body");
            return Page.<Item<Person>>of(
                            Org.people(number * 10, number * 10 + 10), number < pages - 1, Integer.toString(number + 1))
                    .validatedBy(version);
        };
    }

    @Test
    void whatTheSourceCallsUnchangedStandsAsSeen() {
        String installation = house.install("org");
        Map<Integer, String> versions = new HashMap<>();
        syncPeople(installation, versioned(versions, 3));
        assertThat(calls.of("body")).isEqualTo(3);

        SyncReport again = syncPeople(installation, versioned(versions, 3));
        assertThat(calls.of("body")).isEqualTo(3);
        assertThat(calls.of("unchanged")).isEqualTo(3);
        assertThat(again.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(step(again, "org_company.people").outcome()).isIn("UNCHANGED", "COMPLETE");
        assertThat(again.stats().entities().unchanged()).isEqualTo(31);
        assertThat(again.stats().relationships().unchanged()).isEqualTo(30);
        assertThat(people()).isEqualTo(30);

        versions.put(2, "2");
        SyncReport changed = syncPeople(installation, versioned(versions, 2));
        assertThat(changed.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(people()).as("the last page is gone").isEqualTo(20);
    }

    @Test
    @DisplayName("M12: within a loader's freshness a second sync makes no call; after invalidation it makes one")
    void freshFieldsAreNotLoadedAgain() throws Exception {
        String installation = house.install("org");
        Loader.OneByOne<Person> details = Loader.entity("details", Person.TYPE, (env, ref) -> {
                    calls.count("details");
                    return Person.TYPE
                            .input(ref.key())
                            .set(Person.EMAIL, "p@acme.example")
                            .build();
                })
                .fills(Person.EMAIL)
                .policy(LoadPolicy.DEFAULT.freshFor(Duration.ofHours(1)));
        Map<String, Integer> size = new HashMap<>(Map.of("people", 1));
        org.does(Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(
                        forRoot(Company.TYPE).loadCollection(Company.PEOPLE),
                        forAll(Person.TYPE).loadFields(Person.EMAIL)),
                Resolver.of(Company.TYPE)
                        .collection(
                                Company.PEOPLE,
                                Loader.collection(
                                                "people",
                                                Company.PEOPLE,
                                                (env, company, request) -> Page.<Item<Person>>last(
                                                        Org.people(0, size.getOrDefault("people", 0))))
                                        .fills(Person.NAME)),
                Resolver.of(Person.TYPE).fields(details)));
        house.sync(installation);
        assertThat(calls.of("details")).isEqualTo(1);

        SyncReport fresh = house.sync(installation);
        assertThat(calls.of("details")).isEqualTo(1);
        assertThat(fresh.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(fresh.stats().entities().unchanged()).isEqualTo(2);

        size.put("people", 2);
        house.sync(installation);
        assertThat(calls.of("details")).as("only the new one").isEqualTo(2);

        house.awaitEnd(house.syncs.start(
                installation,
                new io.cadastre.engine.sync.SyncRequest(
                        io.cadastre.engine.sync.SyncMode.FULL, "test", Set.of(), true)));
        assertThat(calls.of("details")).as("after invalidation").isEqualTo(4);

        house.clock.advance(Duration.ofHours(2));
        house.sync(installation);
        assertThat(calls.of("details")).as("no longer fresh").isEqualTo(6);
        assertThat(house.count("MATCH (p:OrgPerson {email: 'p@acme.example'}) RETURN count(p)"))
                .isEqualTo(2);
    }

    @Test
    void aFreshListingStandsAsSeen() {
        String installation = house.install("org");
        Loader.Listing<Company, Person> people = Loader.collection(
                        "people", Company.PEOPLE, (env, company, request) -> {
                            calls.count("people");
                            return Page.<Item<Person>>last(Org.people(0, 5));
                        })
                .fills(Person.NAME)
                .policy(LoadPolicy.DEFAULT.freshFor(Duration.ofHours(1)));
        org.does(Pipeline.of(Org.SEEDER, PEOPLE, Resolver.of(Company.TYPE).collection(Company.PEOPLE, people)));

        house.sync(installation);
        SyncReport again = house.sync(installation);

        assertThat(calls.of("people")).isEqualTo(1);
        assertThat(again.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(people()).isEqualTo(5);
        assertThat(again.stats().entities().kept()).isZero();
    }
}
