package io.cadastre.engine.pipeline;

import static io.cadastre.spi.pipeline.SyncPlan.forAll;
import static io.cadastre.spi.pipeline.SyncPlan.forOne;
import static io.cadastre.spi.pipeline.SyncPlan.forRoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.engine.House;
import io.cadastre.engine.pipeline.Org.Calls;
import io.cadastre.engine.pipeline.Org.Company;
import io.cadastre.engine.pipeline.Org.Person;
import io.cadastre.engine.pipeline.Org.Team;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRequest;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Change;
import io.cadastre.spi.pipeline.ChangeFeed;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What stays because only a part of what could tell about it was heard (I7). */
class PipelineEvidenceTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final Calls calls = new Calls();
    private final Org org = new Org(Pipeline.of(Org.SEEDER, SyncPlan.of()));
    private House house;
    private String installation;

    private List<Item<Person>> people = List.of(Org.person("p1"));
    private List<Item<Person>> members = List.of(Org.person("p1"));
    private @Nullable Exception peopleFail;
    private @Nullable Exception membersFail;

    @BeforeEach
    void open(@TempDir Path directory) {
        house = new House(GRAPH.graph(), directory, org);
        // There is one of each kind here, and it is the evidence that decides about it.
        installation = house.install("org", DeletionBudget.OFF);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Loader.Listing<Company, Team> teams() {
        return Loader.collection(
                        "teams",
                        Company.TEAMS,
                        (env, company, request) -> Page.<Item<Team>>last(List.of(Org.team("red"))))
                .fills(Team.NAME);
    }

    private Loader.Listing<Company, Person> people() {
        return Loader.collection(
                        "people", Company.PEOPLE, (env, company, request) -> page(people, peopleFail, request, false))
                .fills(Person.NAME);
    }

    private static Page<Item<Person>> page(
            List<Item<Person>> items, @Nullable Exception failure, PageRequest request, boolean validated)
            throws Exception {
        if (failure != null) {
            throw failure;
        }
        if (validated && "1".equals(request.validator())) {
            return Page.unchanged("1");
        }
        return Page.<Item<Person>>last(items).validatedBy(validated ? "1" : null);
    }

    private Loader.Listing<Team, Person> members(boolean validated) {
        return Loader.collection(
                        "members", Team.MEMBERS, (env, team, request) -> page(members, membersFail, request, validated))
                .fills(Person.NAME);
    }

    private Pipeline peopleAndMembers(Loader.Listing<Company, Person> all, Loader.Listing<Team, Person> ofTeam) {
        return Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(
                        forRoot(Company.TYPE).loadCollection(Company.TEAMS),
                        forAll(Team.TYPE).loadCollection(Team.MEMBERS),
                        forRoot(Company.TYPE).loadCollection(Company.PEOPLE)),
                Resolver.of(Company.TYPE).collection(Company.TEAMS, teams()).collection(Company.PEOPLE, all),
                Resolver.of(Team.TYPE).collection(Team.MEMBERS, ofTeam));
    }

    private long person(String key) {
        return house.count("MATCH (p:OrgPerson {_key: $key}) RETURN count(p)", "key", key);
    }

    private static ConnectorException unavailable() {
        return new ConnectorException.Unavailable("500", null);
    }

    @Test
    void aListingThatFailsStillCountsAmongThoseThatFoundSomething() {
        org.does(peopleAndMembers(people(), members(false)));
        house.sync(installation);

        // When one of two listings fails, and then the other no longer has it while the first still fails
        membersFail = unavailable();
        house.sync(installation);
        people = List.of();
        house.sync(installation);

        // Then nobody proved that it is gone, until the failing one answers
        assertThat(person("p1")).isEqualTo(1);
        assertThat(house.count("MATCH (:OrgTeam)-[m:HAS]->(:OrgPerson) RETURN count(m)"))
                .isEqualTo(1);
        membersFail = null;
        members = List.of();
        house.sync(installation);
        assertThat(person("p1")).isZero();
    }

    @Test
    void aListingThatIsUnchangedStillCountsAmongThoseThatFoundSomething() {
        Loader.Listing<Company, Person> unchanged = Loader.collection(
                        "people", Company.PEOPLE, (env, company, request) -> page(people, peopleFail, request, true))
                .fills(Person.NAME);
        org.does(peopleAndMembers(unchanged, members(false)));
        house.sync(installation);
        house.sync(installation);

        members = List.of();
        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(person("p1")).isEqualTo(1);
        assertThat(house.count("MATCH (:OrgCompany)-[m:HAS]->(:OrgPerson) RETURN count(m)"))
                .isEqualTo(1);
    }

    @Test
    void whatOnlyALoaderFoundDoesNotGoOnTheEvidenceOfAListing() {
        Exception[] failure = new Exception[1];
        Loader.OneByOne<Person> boss = Loader.entity("boss", Person.TYPE, (env, ref) -> {
                    if (failure[0] != null) {
                        throw failure[0];
                    }
                    return Person.TYPE
                            .input(ref.key())
                            .set(Person.EMAIL, "boss@acme.example")
                            .build();
                })
                .fills(Person.EMAIL)
                .policy(LoadPolicy.DEFAULT.treatingNotFoundAsAbsent());
        org.does(Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(
                        forRoot(Company.TYPE).loadCollection(Company.PEOPLE),
                        forOne(Person.TYPE.ref("boss")).loadFields(Person.EMAIL)),
                Resolver.of(Company.TYPE).collection(Company.PEOPLE, people()),
                Resolver.of(Person.TYPE).field(Person.EMAIL, boss)));
        house.sync(installation);
        assertThat(person("boss")).isEqualTo(1);

        failure[0] = unavailable();
        house.sync(installation);
        assertThat(person("boss")).as("the loader failed").isEqualTo(1);

        failure[0] = new ConnectorException.NotFound("404");
        house.sync(installation);
        assertThat(person("boss")).as("the loader found nothing").isZero();
    }

    @Test
    void aPageThatIsNotFoundIsNotTheEndOfAListing() {
        Exception[] failure = new Exception[1];
        org.does(Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(forRoot(Company.TYPE).loadCollection(Company.PEOPLE)),
                Resolver.of(Company.TYPE)
                        .collection(
                                Company.PEOPLE,
                                Loader.collection("people", Company.PEOPLE, (env, company, request) -> {
                                            if (request.cursor() == null) {
                                                return Page.<Item<Person>>of(Org.people(0, 2), true, "2");
                                            }
                                            if (failure[0] != null) {
                                                throw failure[0];
                                            }
                                            return Page.<Item<Person>>last(Org.people(2, 4));
                                        })
                                        .fills(Person.NAME)
                                        .policy(LoadPolicy.DEFAULT.treatingNotFoundAsAbsent()))));
        house.sync(installation);

        failure[0] = new ConnectorException.NotFound("The cursor is no longer known.");
        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(house.count("MATCH (p:OrgPerson) RETURN count(p)")).isEqualTo(4);
    }

    @Test
    @DisplayName("Membership is not lost because its listing is unchanged when its end comes at last")
    void aPendingRelationshipComesAlsoWhereItsListingIsUnchanged() {
        org.does(peopleAndMembers(people(), members(true)));
        members = List.of(Item.<Person>pointer("p1").with(Team.ROLE, "lead"));
        peopleFail = unavailable();
        assertThat(house.sync(installation).pendingRelationships()).isEqualTo(1);

        peopleFail = null;
        house.sync(installation);

        assertThat(house.count("MATCH (:OrgTeam)-[m:HAS {role: 'lead'}]->(:OrgPerson) RETURN count(m)"))
                .isEqualTo(1);
    }

    @Test
    void aListingThatBrokeOffIsNotFresh() {
        org.does(Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(forRoot(Company.TYPE).loadCollection(Company.PEOPLE)),
                Resolver.of(Company.TYPE)
                        .collection(
                                Company.PEOPLE,
                                Loader.collection(
                                                "people",
                                                Company.PEOPLE,
                                                (env, company, request) -> calls.count("page") <= 2
                                                        ? Page.<Item<Person>>of(Org.people(0, 1), true, "again")
                                                        : Page.<Item<Person>>last(Org.people(0, 3)))
                                        .fills(Person.NAME)
                                        .policy(LoadPolicy.DEFAULT.freshFor(Duration.ofHours(1))))));
        assertThat(house.sync(installation).state()).isEqualTo(SyncState.PARTIAL);

        house.sync(installation);

        assertThat(house.count("MATCH (p:OrgPerson) RETURN count(p)")).isEqualTo(3);
    }

    @Test
    void whatAManualListingFoundStaysWhereNobodyAsksForIt() throws Exception {
        Loader.Source<Company, String> roster = Loader.<Company, String>paginatedSource(
                        "roster", Company.TYPE, (env, company, request) -> Page.<String>last(List.of("red")))
                .policy(LoadPolicy.DEFAULT.manual());
        org.does(Pipeline.of(
                        Org.SEEDER,
                        SyncPlan.of(
                                forRoot(Company.TYPE).loadCollection(Company.PEOPLE),
                                forRoot(Company.TYPE).loadCollection(Company.TEAMS)),
                        Resolver.of(Company.TYPE)
                                .collection(Company.PEOPLE, people())
                                .collection(
                                        Company.TEAMS,
                                        roster.derive(Company.TEAMS, key -> List.of(Org.team(key)))
                                                .fills(Team.NAME)))
                .deriving(Loader.deriveEntities(
                                roster,
                                Person.TYPE,
                                key -> List.of(Person.TYPE
                                        .input("lead of " + key)
                                        .set(Person.NAME, "Lead")
                                        .build()))
                        .fills(Person.NAME)));
        house.awaitEnd(
                house.syncs.start(installation, new SyncRequest(SyncMode.FULL, "test", Set.of("roster"), false)));
        assertThat(person("lead of red")).isEqualTo(1);

        SyncReport unasked = house.sync(installation);

        assertThat(unasked.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(person("lead of red")).isEqualTo(1);
    }

    @Test
    void whatMovesToAParentThatCannotBeReadStays() {
        EntityInput moved = Person.TYPE
                .input("p1")
                .set(Person.NAME, "Person p1")
                .link(Person.EMPLOYER, "globex")
                .build();
        org.does(Pipeline.of(
                        Org.SEEDER,
                        SyncPlan.of(forRoot(Company.TYPE).loadCollection(Company.PEOPLE)),
                        Resolver.of(Company.TYPE).collection(Company.PEOPLE, people()))
                .incremental(
                        new ChangeFeed() {
                            @Override
                            public String head(Env env) {
                                return "1";
                            }

                            @Override
                            public Page<Change> changes(Env env, PageRequest request) {
                                // Nothing can load a single company, so the new one cannot be read.
                                return Page.of(
                                        List.of(
                                                new Change.Reload(Company.TYPE.ref("globex")),
                                                new Change.Stored(moved)),
                                        false,
                                        "2");
                            }
                        },
                        Duration.ofDays(1)));
        house.sync(installation);

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(person("p1")).isEqualTo(1);
    }
}
