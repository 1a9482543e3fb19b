package io.cadastre.engine.pipeline;

import static io.cadastre.spi.pipeline.SyncPlan.concurrent;
import static io.cadastre.spi.pipeline.SyncPlan.forAll;
import static io.cadastre.spi.pipeline.SyncPlan.forOne;
import static io.cadastre.spi.pipeline.SyncPlan.forRoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.pipeline.Org.Calls;
import io.cadastre.engine.pipeline.Org.Company;
import io.cadastre.engine.pipeline.Org.Paper;
import io.cadastre.engine.pipeline.Org.Person;
import io.cadastre.engine.pipeline.Org.Team;
import io.cadastre.engine.sync.Problem;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.operation.Limit;
import io.cadastre.spi.operation.Operation;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.pipeline.ErrorPolicy;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What loaders, resolvers and plans do, through the real engine. */
class PipelineLoadTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final Calls calls = new Calls();
    private final Org org = new Org(Pipeline.of(Org.SEEDER, SyncPlan.of()));
    private House house;

    @BeforeEach
    void open(@TempDir Path directory) {
        house = new House(GRAPH.graph(), directory, org);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Lists people, as many as there are at the time. */
    private static Loader.Listing<Company, Person> people(Supplier<List<Item<Person>>> now) {
        return Loader.collection(
                        "people", Company.PEOPLE, (env, company, request) -> Page.<Item<Person>>last(now.get()))
                .fills(Person.NAME);
    }

    private static final SyncPlan PEOPLE_AND_DETAILS = SyncPlan.of(
            forRoot(Company.TYPE).loadCollection(Company.PEOPLE),
            forAll(Person.TYPE).loadFields(Person.EMAIL, Person.PHONE));

    private Pipeline withDetails(int people, Loader.OfEntity<Person> details) {
        return Pipeline.of(
                Org.SEEDER,
                PEOPLE_AND_DETAILS,
                Resolver.of(Company.TYPE).collection(Company.PEOPLE, people(() -> Org.people(0, people))),
                Resolver.of(Person.TYPE).fields(details));
    }

    private Loader.OneByOne<Person> details(Loader.LoadsOne<Person> load) {
        return Loader.entity("details", Person.TYPE, load).fills(Person.EMAIL, Person.PHONE);
    }

    private static EntityInput email(String key, String email) {
        return Person.TYPE.input(key).set(Person.EMAIL, email).build();
    }

    @Test
    @DisplayName("M6: an empty plan, an empty concurrent group and nested groups complete")
    void emptyAndNestedGroupsComplete() {
        String installation = house.install("org");
        for (SyncPlan plan : List.of(
                SyncPlan.of(),
                SyncPlan.of(concurrent()),
                SyncPlan.of(
                        concurrent(
                                concurrent(), concurrent(forRoot(Company.TYPE).loadCollection(Company.PEOPLE))),
                        concurrent(concurrent())))) {
            org.does(Pipeline.of(
                    Org.SEEDER,
                    plan,
                    Resolver.of(Company.TYPE).collection(Company.PEOPLE, people(() -> Org.people(0, 2)))));

            assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);
        }
        assertThat(house.count("MATCH (:OrgCompany)-[:HAS]->(p:OrgPerson) RETURN count(p)"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("M9: two fields filled by one loader: one call for each of 100 entities, 8 to 10 at once")
    void oneCallPerLoaderAndEntityWithinTheLimit() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch eight = new CountDownLatch(8);
        Operation<String, String> lookup = Operation.<String, String>define("lookup", key -> {
                    calls.count("lookup");
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    eight.countDown();
                    eight.await();
                    now.decrementAndGet();
                    return key + "@acme.example";
                })
                .limitedBy(Limit.concurrent("directory", 10));
        org.does(withDetails(
                100,
                details((env, ref) -> email(ref.key(), env.ops().execute(lookup, ref.key())))
                        .policy(LoadPolicy.DEFAULT.concurrency(50))));

        SyncReport report = house.sync(house.install("org"));

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(calls.of("lookup")).isEqualTo(100);
        assertThat(most.get()).isBetween(8, 10);
        assertThat(house.count("MATCH (p:OrgPerson) WHERE p.email ENDS WITH '@acme.example' RETURN count(p)"))
                .isEqualTo(100);
        assertThat(report.steps())
                .filteredOn(step -> step.id().equals("org_person:details"))
                .singleElement()
                .extracting(StepReport::calls)
                .isEqualTo(100L);
    }

    @Test
    @DisplayName("M3: one of 25 fails for good: 24 are stored, and the report names entity, loader and attempts")
    void oneBadEntityFailsAlone() {
        String installation = house.install("org");
        org.does(withDetails(25, details((env, ref) -> email(ref.key(), "old@acme.example"))));
        house.sync(installation);
        Operation<String, String> lookup = Operation.define("lookup", key -> {
            if (key.equals("p7")) {
                throw new ConnectorException.BadData("The directory gives no address.", null);
            }
            return "new@acme.example";
        });

        org.does(withDetails(
                25, details((env, ref) -> email(ref.key(), env.ops().execute(lookup, ref.key())))));
        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(house.count("MATCH (p:OrgPerson {email: 'new@acme.example'}) RETURN count(p)"))
                .isEqualTo(24);
        assertThat(house.count("MATCH (p:OrgPerson {_key: 'p7', email: 'old@acme.example'}) RETURN count(p)"))
                .as("what it had is kept")
                .isEqualTo(1);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.step()).isEqualTo("org_person:details");
            assertThat(problem.examples()).containsExactly("org_person 'p7': The directory gives no address.");
        });
        assertThat(report.reason()).contains("1 of 25");
    }

    @Test
    @DisplayName("M1: a field that one loader stored stays when another stores the entity; an explicit null clears it")
    void absentKeepsAndNullClears() {
        String installation = house.install("org");
        Loader.OneByOne<Person> address = Loader.entity(
                        "address", Person.TYPE, (env, ref) -> email(ref.key(), "p@acme.example"))
                .fills(Person.EMAIL);
        Loader.OneByOne<Person> name = Loader.entity(
                        "name",
                        Person.TYPE,
                        (env, ref) -> Person.TYPE
                                .input(ref.key())
                                .set(Person.NAME, "Second")
                                .build())
                .fills(Person.PHONE);
        Loader.OneByOne<Person> clearing = Loader.entity(
                        "name",
                        Person.TYPE,
                        (env, ref) ->
                                Person.TYPE.input(ref.key()).clear(Person.EMAIL).build())
                .fills(Person.PHONE);
        SyncPlan plan = SyncPlan.of(
                forRoot(Company.TYPE).loadCollection(Company.PEOPLE),
                forAll(Person.TYPE).loadFields(Person.EMAIL),
                forAll(Person.TYPE).loadFields(Person.PHONE));
        Resolver<Company> company =
                Resolver.of(Company.TYPE).collection(Company.PEOPLE, people(() -> Org.people(0, 1)));

        org.does(Pipeline.of(
                Org.SEEDER,
                plan,
                company,
                Resolver.of(Person.TYPE).fields(address).fields(name)));
        house.sync(installation);
        assertThat(house.query("MATCH (p:OrgPerson) RETURN p.name, p.email")
                        .getFirst()
                        .asMap())
                .containsEntry("p.name", "Second")
                .containsEntry("p.email", "p@acme.example");

        org.does(Pipeline.of(
                Org.SEEDER,
                plan,
                company,
                Resolver.of(Person.TYPE).fields(address).fields(clearing)));
        house.sync(installation);
        assertThat(house.query("MATCH (p:OrgPerson) RETURN p.name, p.email")
                        .getFirst()
                        .asMap())
                .containsEntry("p.name", "Person p0")
                .containsEntry("p.email", null);
    }

    @Test
    @DisplayName("M2: while a slow detail loader runs in a re-sync, the details of the last sync can be read")
    void detailsStayReadableDuringAResync() throws Exception {
        String installation = house.install("org");
        org.does(withDetails(3, details((env, ref) -> email(ref.key(), "first@acme.example"))));
        house.sync(installation);
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        org.does(withDetails(3, details((env, ref) -> {
            loading.countDown();
            goOn.await();
            return email(ref.key(), "second@acme.example");
        })));

        String sync = house.syncs.start(installation, io.cadastre.engine.sync.SyncMode.FULL, "test");
        loading.await();
        long readable = house.count("MATCH (p:OrgPerson {email: 'first@acme.example'}) RETURN count(p)");
        goOn.countDown();
        house.awaitEnd(sync);

        assertThat(readable).isEqualTo(3);
        assertThat(house.count("MATCH (p:OrgPerson {email: 'second@acme.example'}) RETURN count(p)"))
                .isEqualTo(3);
    }

    @Test
    @DisplayName("M5: a member of two groups with different roles has two relationships, each with its role")
    void membershipIsNeverLost() {
        org.does(Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(
                        concurrent(
                                forRoot(Company.TYPE).loadCollection(Company.TEAMS),
                                forRoot(Company.TYPE).loadCollection(Company.PEOPLE)),
                        forAll(Team.TYPE).loadCollection(Team.MEMBERS)),
                Resolver.of(Company.TYPE)
                        .collection(Company.PEOPLE, people(() -> Org.people(0, 1)))
                        .collection(
                                Company.TEAMS,
                                Loader.collection(
                                                "teams",
                                                Company.TEAMS,
                                                (env, company, request) -> Page.<Item<Team>>last(
                                                        List.of(Org.team("red"), Org.team("blue"))))
                                        .fills(Team.NAME)),
                Resolver.of(Team.TYPE)
                        .collection(
                                Team.MEMBERS,
                                Loader.collection(
                                        "members",
                                        Team.MEMBERS,
                                        (env, team, request) -> Page.last(List.of(Item.<Person>pointer("p0")
                                                .with(Team.ROLE, team.key().equals("red") ? "lead" : "guest")))))));

        SyncReport report = house.sync(house.install("org"));

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(house
                        .query(
                                "MATCH (t:OrgTeam)-[r:HAS]->(p:OrgPerson) RETURN t._key + ' ' + r.role AS line ORDER BY line")
                        .stream()
                        .map(row -> row.get("line").asString()))
                .containsExactly("blue guest", "red lead");
        assertThat(house.count("MATCH (p:OrgPerson)<-[r:HAS {role: 'lead'}]-(t:OrgTeam {_key: 'red'}) RETURN count(r)"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("M17: keys with colons, quotes, emoji, 4 KB; fields named order, count and type")
    void strangeKeysAndFieldNamesRoundTrip() {
        List<String> keys = List.of("a:b::c", "a/b\\c", "it's \"quoted\" `so`", "😀 ümlaut", "k".repeat(4_096), " ");
        org.does(Pipeline.of(
                Org.SEEDER,
                PEOPLE_AND_DETAILS,
                Resolver.of(Company.TYPE)
                        .collection(
                                Company.PEOPLE,
                                people(() -> keys.stream().map(Org::person).toList())),
                Resolver.of(Person.TYPE)
                        .fields(details((env, ref) -> Person.TYPE
                                .input(ref.key())
                                .set(Person.ORDER, ref.key())
                                .set(Person.COUNT, 7L)
                                .set(Person.KIND, "type")
                                .build()))));
        String installation = house.install("org");

        assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);

        assertThat(house
                        .query(
                                "MATCH (p:OrgPerson {count: 7, type: 'type'}) WHERE p.order = p._key RETURN p._key AS key")
                        .stream()
                        .map(row -> row.get("key").asString()))
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(house.sync(installation).stats().entities().unchanged()).isEqualTo(keys.size() + 1);
    }

    @Test
    void aBatchReportsWhatItsAnswerLacks() {
        Loader.Batched<Person> batched = Loader.entityBatched("details", Person.TYPE, 10, (env, refs) -> {
                    calls.count("batch");
                    return refs.stream()
                            .filter(ref -> !ref.key().equals("p3"))
                            .map(ref -> email(ref.key(), "p@acme.example"))
                            .toList();
                })
                .fills(Person.EMAIL, Person.PHONE);
        org.does(withDetails(25, batched));

        SyncReport report = house.sync(house.install("org"));

        assertThat(calls.of("batch")).isEqualTo(3);
        assertThat(house.count("MATCH (p:OrgPerson) WHERE p.email IS NOT NULL RETURN count(p)"))
                .isEqualTo(24);
        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems())
                .singleElement()
                .extracting(Problem::detail)
                .asString()
                .contains("'p3'");
    }

    @Test
    void aLoaderMayFailItsStepAtTheFirstError() {
        org.does(withDetails(
                5,
                details((env, ref) -> {
                            throw new ConnectorException.Unavailable("The directory is down.", null);
                        })
                        .policy(LoadPolicy.DEFAULT.onError(ErrorPolicy.FAIL_STEP))));

        SyncReport report = house.sync(house.install("org"));

        assertThat(report.steps())
                .filteredOn(step -> step.id().equals("org_person:details"))
                .singleElement()
                .extracting(StepReport::outcome)
                .isEqualTo("FAILED");
        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
    }

    @Test
    void notFoundMayMeanThatThereIsNothing() {
        org.does(withDetails(
                5,
                details((env, ref) -> {
                            throw new ConnectorException.NotFound("No such person.");
                        })
                        .policy(LoadPolicy.DEFAULT.treatingNotFoundAsAbsent())));

        assertThat(house.sync(house.install("org")).state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    void whatThePlanDoesNotNameIsLoadedAfterIt() {
        org.does(Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(forRoot(Company.TYPE).loadCollection(Company.PEOPLE)),
                Resolver.of(Company.TYPE).collection(Company.PEOPLE, people(() -> Org.people(0, 2))),
                Resolver.of(Person.TYPE).fields(details((env, ref) -> email(ref.key(), "p@acme.example")))));

        house.sync(house.install("org"));

        assertThat(house.count("MATCH (p:OrgPerson {email: 'p@acme.example'}) RETURN count(p)"))
                .isEqualTo(2);
    }

    @Test
    void aManualLoaderRunsOnlyWhereSomebodyAsksForIt() throws Exception {
        org.does(withDetails(
                2, details((env, ref) -> email(ref.key(), "p@acme.example")).policy(LoadPolicy.DEFAULT.manual())));
        String installation = house.install("org");

        house.sync(installation);
        long unasked = house.count("MATCH (p:OrgPerson) WHERE p.email IS NOT NULL RETURN count(p)");
        house.awaitEnd(house.syncs.start(
                installation,
                new io.cadastre.engine.sync.SyncRequest(
                        io.cadastre.engine.sync.SyncMode.FULL, "test", java.util.Set.of("details"), false)));

        assertThat(unasked).isZero();
        assertThat(house.count("MATCH (p:OrgPerson) WHERE p.email IS NOT NULL RETURN count(p)"))
                .isEqualTo(2);
    }

    @Test
    void oneEntityThatIsKnownByItsKeyIsLoadedAlone() {
        org.does(Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(
                        forOne(Person.TYPE.ref("boss")).loadFields(Person.EMAIL),
                        forOne(Team.TYPE.ref("red")).loadCollection(Team.PAPERS)),
                Resolver.of(Person.TYPE).fields(details((env, ref) -> email(ref.key(), "boss@acme.example"))),
                Resolver.of(Team.TYPE)
                        .collection(
                                Team.PAPERS,
                                Loader.collection(
                                                "papers",
                                                Team.PAPERS,
                                                (env, team, request) ->
                                                        Page.<Item<Paper>>last(List.of(Org.paper("plan"))))
                                        .fills(Paper.TITLE))));

        house.sync(house.install("org"));

        assertThat(house.count("MATCH (p:OrgPerson {_key: 'boss', email: 'boss@acme.example'}) RETURN count(p)"))
                .isEqualTo(1);
        assertThat(house.count("MATCH (p:OrgPaper) RETURN count(p)")).isEqualTo(1);
    }

    @Test
    void aLinkToOneOtherIsARelationshipAndMovesWhenItsEndDoes() {
        String installation = house.install("org");
        for (String manager : List.of("p1", "p2")) {
            org.does(withDetails(
                    3,
                    Loader.entity(
                                    "details",
                                    Person.TYPE,
                                    (env, ref) -> ref.key().equals("p0")
                                            ? Person.TYPE
                                                    .input("p0")
                                                    .link(Person.MANAGER, manager)
                                                    .build()
                                            : Person.TYPE.input(ref.key()).build())
                            .fills(Person.MANAGER, Person.EMAIL, Person.PHONE)));
            SyncReport report = house.sync(installation);

            assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
            assertThat(house.query("MATCH (m)-[:MANAGES]->(:OrgPerson {_key: 'p0'}) RETURN m._key AS key").stream()
                            .map(row -> row.get("key").asString()))
                    .containsExactly(manager);
        }
    }

    @Test
    void aLinkThatEndsTakesNothingFromWhatAListingSaid() {
        Loader.OneByOne<Person> linking = Loader.entity(
                        "linking",
                        Person.TYPE,
                        (env, ref) -> Person.TYPE
                                .input(ref.key())
                                .link(Person.EMPLOYER, "acme")
                                .build())
                .fills(Person.EMAIL, Person.EMPLOYER);
        Loader.OneByOne<Person> clearing = Loader.entity(
                        "clearing",
                        Person.TYPE,
                        (env, ref) -> Person.TYPE
                                .input(ref.key())
                                .clear(Person.EMPLOYER)
                                .build())
                .fills(Person.PHONE, Person.EMPLOYER);
        org.does(Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(
                        forRoot(Company.TYPE).loadCollection(Company.PEOPLE),
                        forAll(Person.TYPE).loadFields(Person.EMAIL),
                        forAll(Person.TYPE).loadFields(Person.PHONE)),
                Resolver.of(Company.TYPE).collection(Company.PEOPLE, people(() -> Org.people(0, 1))),
                Resolver.of(Person.TYPE).fields(linking).fields(clearing)));

        house.sync(house.install("org"));

        assertThat(house.count("MATCH (:OrgCompany)-[r:HAS]->(:OrgPerson) RETURN count(r)"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("M18: events count entities, not batches, and their sums equal the report")
    void eventsCountEntities() throws Exception {
        ConcurrentLinkedQueue<SyncEvent> events = new ConcurrentLinkedQueue<>();
        CountDownLatch over = new CountDownLatch(1);
        org.does(withDetails(25, details((env, ref) -> email(ref.key(), "p@acme.example"))));
        SyncReport report;
        try (var listening = house.syncs.subscribe(event -> {
            events.add(event);
            if (event instanceof SyncEvent.SyncCompleted) {
                over.countDown();
            }
        })) {
            report = house.sync(house.install("org"));
            over.await();
        }

        long entities = events.stream()
                .mapToLong(event -> event instanceof SyncEvent.StepCompleted step ? step.entities() : 0)
                .sum();
        long relationships = events.stream()
                .mapToLong(event -> event instanceof SyncEvent.StepCompleted step ? step.relationships() : 0)
                .sum();
        assertThat(entities).isEqualTo(26).isEqualTo(report.progress().entities());
        assertThat(relationships).isEqualTo(25).isEqualTo(report.progress().relationships());
    }

    @Test
    @DisplayName("M16: cancelling interrupts a long call; nothing is deleted")
    void cancellingInterruptsACall() throws Exception {
        String installation = house.install("org");
        org.does(withDetails(3, details((env, ref) -> email(ref.key(), "p@acme.example"))));
        house.sync(installation);
        CountDownLatch calling = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Operation<String, String> endless = Operation.define("endless", key -> {
            calling.countDown();
            try {
                new CountDownLatch(1).await();
                return "";
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        org.does(withDetails(0, details((env, ref) -> email(ref.key(), "")))
                .incremental(new NeverEndingFeed(endless), java.time.Duration.ofDays(1)));

        String sync = house.syncs.start(installation, io.cadastre.engine.sync.SyncMode.FULL, "test");
        calling.await();
        assertThat(house.syncs.cancel(sync)).isTrue();
        SyncReport report = house.awaitEnd(sync);

        interrupted.await();
        assertThat(report.state()).isEqualTo(SyncState.CANCELLED);
        assertThat(house.count("MATCH (p:OrgPerson) RETURN count(p)")).isEqualTo(3);
        assertThat(house.syncs.find(sync)).get().extracting(SyncReport::state).isEqualTo(SyncState.CANCELLED);
    }

    private record NeverEndingFeed(Operation<String, String> endless) implements io.cadastre.spi.pipeline.ChangeFeed {
        @Override
        public String head(io.cadastre.spi.Env env) throws Exception {
            return env.ops().execute(endless, "");
        }

        @Override
        public Page<io.cadastre.spi.pipeline.Change> changes(
                io.cadastre.spi.Env env, io.cadastre.spi.page.PageRequest request) {
            return Page.last(List.of());
        }
    }
}
