package io.cadastre.connectors.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.sync.PushExpectedException;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.engine.verify.ConnectorCheck;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Health;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.step.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every connector. A connector's test extends it, names its module and what it reads, and lists what it
 * lacks; all tests here then run it through the real engine into a real graph.
 *
 * {@snippet :
 * class DeviceConformanceTest extends ConnectorConformance {
 *     protected ConnectorModule module() {
 *         return new DeviceConnector();
 *     }
 *     protected Backend backend() {
 *         return new DeviceBackend();
 *     }
 *     protected Set<Behaviour> lacks() {
 *         return Set.of(Behaviour.INCREMENTAL);
 *     }
 * }
 * }
 */
public abstract class ConnectorConformance {
    private static final TestGraph GRAPH = new TestGraph();
    private static final String NO_SUCH = "no-such-value";

    /** Faults after which a second try may succeed. */
    private static final Set<Fault> PASSING = EnumSet.of(Fault.RATE_LIMITED, Fault.BROKEN, Fault.DISCONNECTED);

    private static final Set<String> SEEN = Set.of("COMPLETE", "UNCHANGED");

    @TempDir
    Path directory = Path.of(".");

    /** The connector. */
    protected abstract ConnectorModule module();

    /** Something to read, as it is before anything happened to it. Called for each test; closed after it. */
    protected abstract Backend backend() throws Exception;

    /** What the connector does not do. */
    protected Set<Behaviour> lacks() {
        return Set.of();
    }

    /** A test's own engine, backend and installation. */
    private final class Case implements AutoCloseable {
        final ConnectorModule module = module();
        final Backend backend;
        final Workbench bench;

        Case() throws Exception {
            backend = backend();
            bench = new Workbench(GRAPH.graph(), Files.createTempDirectory(directory, "bench"), module);
        }

        String install() throws InvalidInstallationException {
            return bench.install(backend.config(), backend.credentials());
        }

        @Override
        public void close() {
            try {
                assertThat(bench.leak(backend.credentials()))
                        .as("I14: a secret can be read")
                        .isEmpty();
            } finally {
                // First the backend: whoever waits for it is let go.
                backend.close();
                bench.close();
            }
        }
    }

    @FunctionalInterface
    private interface Body {
        void run(Case run) throws Exception;
    }

    private DynamicTest dynamic(String name, Body body) {
        return dynamicTest(name, () -> {
            try (Case run = new Case()) {
                body.run(run);
            }
        });
    }

    private boolean has(Behaviour behaviour) {
        return !lacks().contains(behaviour);
    }

    private void assumeFetching() {
        assumeTrue(has(Behaviour.FETCHING), "It fetches nothing.");
    }

    // What it says about itself

    @Test
    void itIsVerifiedClean() {
        assertThat(ConnectorCheck.problems(module())).isEmpty();
    }

    @Test
    void itIsFoundByTheServiceLoader() {
        ConnectorModule module = module();
        assertThat(ServiceLoader.load(ConnectorModule.class, module.getClass().getClassLoader()).stream()
                        .map(ServiceLoader.Provider::type))
                .as("META-INF/services/%s names %s", ConnectorModule.class.getName(), module.getClass())
                .anyMatch(type -> type.equals(module.getClass()));
    }

    @Test
    void itsDefinitionIsTheSameEachTime() {
        ConnectorModule module = module();
        assertThat(module.definition()).isEqualTo(module.definition());
    }

    @Test
    void itNeedsASecretIfItsSourceDoes() {
        List<String> required = module().definition().credentials().stream()
                .filter(CredentialField::required)
                .map(CredentialField::name)
                .toList();
        if (has(Behaviour.CREDENTIALS)) {
            assertThat(module().definition().credentials()).isNotEmpty();
        } else {
            assertThat(required).as("It lacks CREDENTIALS, so it requires none").isEmpty();
        }
    }

    // Setting it up

    @TestFactory
    Stream<DynamicTest> wrongSettingsAreRefusedByTheirName() {
        Stream<DynamicTest> unknown = Stream.of(refused("noSuchSetting", NO_SUCH));
        Stream<DynamicTest> wrong = module().definition().config().stream()
                .flatMap(field -> wrong(field).map(value -> refused(field.name(), value)));
        Stream<DynamicTest> missing = module().definition().config().stream()
                .filter(field -> field.required() && field.defaultValue() == null)
                .map(field -> dynamic("without " + field.name(), run -> {
                    Map<String, Object> config = new LinkedHashMap<>(run.backend.config());
                    config.remove(field.name());
                    assertRefused(run, field.name(), config, run.backend.credentials());
                }));
        return Stream.of(unknown, wrong, missing).flatMap(tests -> tests);
    }

    private DynamicTest refused(String name, Object value) {
        return dynamic(name + " = '" + value + "'", run -> {
            Map<String, Object> config = new LinkedHashMap<>(run.backend.config());
            config.put(name, value);
            assertRefused(run, name, config, run.backend.credentials());
        });
    }

    private static Stream<Object> wrong(ConfigField field) {
        return switch (field.kind()) {
            case TEXT -> Stream.of(" ", 7);
            case INTEGER, BOOL, CHOICE -> Stream.of(NO_SUCH);
            case TEXTS -> Stream.of(List.of(1, 2));
        };
    }

    @TestFactory
    Stream<DynamicTest> wrongSecretsAreRefusedByTheirName() {
        Stream<DynamicTest> unknown = Stream.of(dynamic("a secret that nobody declares", run -> {
            Map<String, Object> credentials = new LinkedHashMap<>(run.backend.credentials());
            credentials.put("noSuchSecret", NO_SUCH);
            assertRefused(run, "noSuchSecret", run.backend.config(), credentials);
        }));
        Stream<DynamicTest> missing = module().definition().credentials().stream()
                .filter(CredentialField::required)
                .map(field -> dynamic("without " + field.name(), run -> {
                    Map<String, Object> credentials = new LinkedHashMap<>(run.backend.credentials());
                    credentials.remove(field.name());
                    assertRefused(run, field.name(), run.backend.config(), credentials);
                }));
        return Stream.concat(unknown, missing);
    }

    private static void assertRefused(Case run, String field, Map<String, ?> config, Map<String, ?> credentials) {
        InvalidInstallationException refusal = catchThrowableOfType(
                InvalidInstallationException.class, () -> run.bench.installUnasked(config, credentials));
        assertThat(refusal).as("'%s' is refused", field).isNotNull();
        assertThat(refusal.problems()).extracting(Config.Problem::field).anyMatch(name -> name.startsWith(field));
    }

    @Test
    void itsOnboardingTakesAllAnswersAtOnce() throws Exception {
        try (Case run = new Case()) {
            assertThat(run.install()).isNotEmpty();
        }
    }

    @Test
    void itSpeaksHttpThroughTheHostOrNotAtAll() throws Exception {
        try (Case run = new Case()) {
            assertThat(run.bench.opened(run.install()).http().isPresent()).isEqualTo(has(Behaviour.HTTP));
        }
    }

    // Reading

    @Test
    void aSyncIsRefusedIfItFetchesNothing() throws Exception {
        assumeTrue(!has(Behaviour.FETCHING), "It fetches.");
        try (Case run = new Case()) {
            String installation = run.install();
            assertThatThrownBy(() -> run.bench.start(installation)).isInstanceOf(PushExpectedException.class);
        }
    }

    @Test
    @DisplayName("I11: the first sync finds something of every type, and nothing that was not declared")
    void theFirstSyncFindsSomethingOfEveryType() throws Exception {
        assumeFetching();
        try (Case run = new Case()) {
            String installation = run.install();

            SyncReport report = run.bench.sync(installation);

            assertComplete(run, report);
            assertThat(run.bench.counts(installation).keySet())
                    .containsAll(
                            run.backend.types().stream().map(EntityType::name).toList());
            List<Step> steps = run.bench.opened(installation).steps();
            assertThat(report.steps())
                    .extracting(StepReport::id)
                    .containsAll(steps.stream().map(Step::id).toList());
        }
    }

    @Test
    @DisplayName("I8: a second sync changes nothing")
    void aSecondSyncChangesNothing() throws Exception {
        assumeFetching();
        try (Case run = new Case()) {
            String installation = run.install();
            assertComplete(run, run.bench.sync(installation));

            SyncReport second = run.bench.sync(installation);

            assertComplete(run, second);
            assertUnchanged(second);
        }
    }

    @TestFactory
    @DisplayName("A listing is exact at 0, 1, a page, and a page and one")
    Stream<DynamicTest> aListingIsExact() throws Exception {
        assumeFetching();
        return overListings((listing, backend) -> sizes(backend)
                .mapToObj(size -> dynamic(listing + ": " + size, run -> {
                    run.backend.populate(listing, size);
                    String installation = run.install();

                    assertComplete(run, run.bench.sync(installation));

                    assertThat(run.bench.count(installation, listing.type())).isEqualTo(size);
                })));
    }

    private IntStream sizes(Backend backend) {
        int page = has(Behaviour.PAGING) ? backend.pageSize() : 1;
        return IntStream.of(0, 1, page, page + 1, 2 * page, 2 * page + 1).distinct();
    }

    @TestFactory
    @DisplayName("P4: a page whose successor is itself proves nothing")
    Stream<DynamicTest> aListingThatDoesNotAdvanceIsNotComplete() throws Exception {
        assumeFetching();
        assumeTrue(has(Behaviour.PAGING), "It has no pages.");
        return overListings((listing, backend) -> backend instanceof HttpBackend
                ? Stream.of(dynamic(listing.toString(), run -> {
                    run.backend.populate(listing, run.backend.pageSize() + 1);
                    String installation = run.install();
                    assertComplete(run, run.bench.sync(installation));
                    Map<String, Long> before = run.bench.counts(installation);

                    ((HttpBackend) run.backend).repeatFirstPage(listing);
                    SyncReport report = run.bench.sync(installation);

                    assertNotComplete(run, report);
                    assertThat(run.bench.counts(installation)).isEqualTo(before);
                }))
                : Stream.empty());
    }

    @TestFactory
    @DisplayName("I7: what the source no longer lists goes, and only that")
    Stream<DynamicTest> whatIsNoLongerListedGoes() throws Exception {
        assumeFetching();
        return overListings((listing, backend) -> Stream.of(dynamic(listing.toString(), run -> {
            run.backend.populate(listing, 3);
            String installation = run.install();
            assertComplete(run, run.bench.sync(installation));

            run.backend.populate(listing, 2);
            SyncReport report = run.bench.sync(installation);

            assertComplete(run, report);
            if (has(Behaviour.DELETES)) {
                assertThat(run.bench.count(installation, listing.type())).isEqualTo(2);
            } else {
                assertThat(run.bench.count(installation, listing.type())).isEqualTo(3);
                assertThat(report.stats().entities().deleted()).isZero();
            }
        })));
    }

    // What goes wrong

    @TestFactory
    @DisplayName("I7: whatever goes wrong with a listing, nothing is deleted, and it is said")
    Stream<DynamicTest> aFaultDeletesNothingAndIsSaid() throws Exception {
        assumeFetching();
        return overListings((listing, backend) -> backend.faults().stream()
                // A program that hangs is stopped by its step's timeout, and nobody here waits so long.
                .filter(fault -> fault != Fault.HANGING || has(Behaviour.HTTP))
                .flatMap(fault -> moments().map(when -> fault(listing, fault, when))));
    }

    /** In the middle means the second page; without pages there is no middle. */
    private Stream<When> moments() {
        return has(Behaviour.PAGING) ? Stream.of(When.ALWAYS, When.LATER) : Stream.of(When.ALWAYS);
    }

    private DynamicTest fault(Listing listing, Fault fault, When when) {
        return dynamic(listing + ": " + fault + " " + when, run -> {
            // Given a listing that was read whole
            run.backend.populate(listing, run.backend.pageSize() + 1);
            String installation = run.install();
            assertComplete(run, run.bench.sync(installation));
            Map<String, Long> before = run.bench.counts(installation);

            // When it goes wrong
            run.backend.fail(listing, fault, when);
            SyncReport report = run.bench.sync(installation);

            // Then it is said, and all is still there
            assertNotComplete(run, report);
            assertThat(report.stats().entities().deleted()).isZero();
            assertThat(run.bench.counts(installation)).isEqualTo(before);

            // And when it is over, all is complete again
            run.backend.repair();
            SyncReport after = run.bench.sync(installation);
            assertComplete(run, after);
            assertThat(run.bench.counts(installation)).isEqualTo(before);
        });
    }

    @TestFactory
    @DisplayName("What goes wrong once is tried again, and nobody hears of it")
    Stream<DynamicTest> aPassingFaultIsTriedAgain() throws Exception {
        assumeFetching();
        assumeTrue(has(Behaviour.HTTP), "It does not speak HTTP, so trying again is its own affair.");
        return overListings((listing, backend) -> backend.faults().stream()
                .filter(PASSING::contains)
                .map(fault -> dynamic(listing + ": " + fault, run -> {
                    String installation = run.install();
                    assertComplete(run, run.bench.sync(installation));

                    run.backend.fail(listing, fault, When.ONCE);
                    SyncReport report = run.bench.sync(installation);

                    assertComplete(run, report);
                    assertUnchanged(report);
                })));
    }

    @Test
    void aSourceThatIsNotThereDeletesNothing() throws Exception {
        assumeFetching();
        try (Case run = new Case()) {
            Optional<Fault> fault = run.backend.faults().stream()
                    .filter(candidate -> candidate == Fault.DISCONNECTED || candidate == Fault.BROKEN)
                    .findFirst();
            assumeTrue(fault.isPresent(), "It cannot break.");
            String installation = run.install();
            assertComplete(run, run.bench.sync(installation));
            Map<String, Long> before = run.bench.counts(installation);

            run.backend.failEverything(fault.get());
            SyncReport report = run.bench.sync(installation);

            assertNotComplete(run, report);
            assertThat(run.bench.counts(installation)).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("I14: a wrong secret is not good enough, deletes nothing and shows nowhere")
    void aWrongSecretIsFoundOutAndShowsNowhere() throws Exception {
        assumeFetching();
        assumeTrue(has(Behaviour.CREDENTIALS), "It has no secrets.");
        try (Case run = new Case()) {
            Map<String, Object> wrong = wrong(run.backend.credentials());
            String installation = run.bench.installUnasked(run.backend.config(), wrong);

            SyncReport report = run.bench.sync(installation);

            assertNotComplete(run, report);
            if (has(Behaviour.HEALTH)) {
                assertThat(run.bench.health(installation).status()).isNotEqualTo(Health.Status.HEALTHY);
            }
            assertThat(run.bench.leak(wrong)).as("I14: a secret can be read").isEmpty();
            assertThat(run.bench.opened(installation).toString()).doesNotContain(marker(0));
        }
    }

    private static Map<String, Object> wrong(Map<String, ?> credentials) {
        Map<String, Object> wrong = new LinkedHashMap<>();
        credentials.forEach((name, value) -> wrong.put(
                name,
                value instanceof Map<?, ?> parts
                        ? parts.keySet().stream()
                                .collect(Collectors.toMap(String::valueOf, part -> marker(wrong.size())))
                        : marker(wrong.size())));
        return wrong;
    }

    private static String marker(int number) {
        return "wrong-marker-7f3c9-" + number;
    }

    // Ends before the end

    @Test
    void aCancelledSyncEndsAndDeletesNothing() throws Exception {
        assumeFetching();
        try (Case run = new Case()) {
            String installation = run.install();
            assertComplete(run, run.bench.sync(installation));
            Map<String, Long> before = run.bench.counts(installation);

            String sync = startAndHang(run, installation);
            boolean accepted = run.bench.cancel(sync);
            SyncReport report = run.bench.await(sync);

            if (hangs(run.backend)) {
                assertThat(accepted).isTrue();
                assertThat(report.state()).isEqualTo(SyncState.CANCELLED);
            }
            assertThat(report.stats().entities().deleted()).isZero();
            assertThat(run.bench.counts(installation)).isEqualTo(before);

            run.backend.repair();
            assertComplete(run, run.bench.sync(installation));
            assertThat(run.bench.counts(installation)).isEqualTo(before);
        }
    }

    @Test
    void aProcessThatDiesInASyncDeletesNothingAndTheNextSyncIsComplete() throws Exception {
        assumeFetching();
        try (Case run = new Case()) {
            String installation = run.install();
            assertComplete(run, run.bench.sync(installation));
            Map<String, Long> before = run.bench.counts(installation);

            String sync = startAndHang(run, installation);
            run.bench.die();
            SyncReport report = run.bench.await(sync);

            if (hangs(run.backend)) {
                assertThat(report.state()).isEqualTo(SyncState.INTERRUPTED);
            }
            assertThat(run.bench.counts(installation)).isEqualTo(before);

            run.backend.repair();
            assertComplete(run, run.bench.sync(installation));
            assertThat(run.bench.counts(installation)).isEqualTo(before);
        }
    }

    private static boolean hangs(Backend backend) {
        return backend.faults().contains(Fault.HANGING);
    }

    /** Starts a sync that does not end by itself, where the backend can bring that about. */
    private static String startAndHang(Case run, String installation) throws InterruptedException {
        if (!hangs(run.backend)) {
            return run.bench.start(installation);
        }
        run.bench.patient();
        run.backend.fail(run.backend.listings().getLast(), Fault.HANGING, When.ALWAYS);
        String sync = run.bench.start(installation);
        run.backend.awaitHanging();
        return sync;
    }

    // Health

    @Test
    void itsHealthIsGoodWhereAllIsWell() throws Exception {
        try (Case run = new Case()) {
            Health health = run.bench.health(run.install());
            if (has(Behaviour.HEALTH)) {
                assertThat(health.status()).as(health.detail()).isEqualTo(Health.Status.HEALTHY);
            } else {
                assertThat(health.status())
                        .as("It lacks HEALTH, so it does not say that all is well")
                        .isNotEqualTo(Health.Status.HEALTHY);
            }
        }
    }

    @TestFactory
    @DisplayName("Its health is not good, and said in time, whatever goes wrong")
    Stream<DynamicTest> itsHealthTellsWhatGoesWrong() throws Exception {
        assumeTrue(has(Behaviour.HEALTH), "It says nothing about its health.");
        try (Backend backend = backend()) {
            return backend.faults().stream()
                    .map(fault -> dynamic(fault.toString(), run -> {
                        String installation = run.install();

                        run.backend.failEverything(fault);
                        Health health = run.bench.health(installation);

                        assertThat(health.status()).isNotEqualTo(Health.Status.HEALTHY);
                        assertThat(health.detail()).isNotBlank();
                    }))
                    .toList()
                    .stream();
        }
    }

    // Reading only what changed

    @Test
    void onlyWhatSaysSoReadsOnlyChanges() throws Exception {
        assumeFetching();
        try (Case run = new Case()) {
            if (has(Behaviour.INCREMENTAL)) {
                assertThat(feeds(run, run.backend.incrementalConfig())).isTrue();
            } else {
                assertThat(feeds(run, run.backend.config())).isFalse();
            }
        }
    }

    private static boolean feeds(Case run, Map<String, Object> config) throws Exception {
        return run.bench
                .opened(run.bench.install(config, run.backend.credentials()))
                .pipeline()
                .flatMap(Pipeline::changeFeed)
                .isPresent();
    }

    @TestFactory
    @DisplayName("Reading only what changed ends where reading everything ends")
    Stream<DynamicTest> readingChangesIsAsGoodAsReadingEverything() throws Exception {
        assumeTrue(has(Behaviour.INCREMENTAL), "It reads everything each time.");
        return overListings((listing, backend) -> Stream.of(dynamic(listing.toString(), run -> {
            run.backend.populate(listing, 3);
            String installation = run.bench.install(run.backend.incrementalConfig(), run.backend.credentials());
            assertComplete(run, run.bench.sync(installation));

            for (int size : List.of(5, 2)) {
                run.backend.populate(listing, size);
                SyncReport changes = run.bench.sync(installation);
                assertThat(changes.state()).as(changes.reason()).isEqualTo(SyncState.SUCCEEDED);
                assertThat(run.bench.count(installation, listing.type())).isEqualTo(size);
                assertUnchanged(run.bench.reload(installation));
            }
        })));
    }

    // What is held

    @FunctionalInterface
    private interface ForListing {
        Stream<DynamicTest> tests(Listing listing, Backend backend);
    }

    private Stream<DynamicTest> overListings(ForListing tests) throws Exception {
        try (Backend backend = backend()) {
            return backend.listings().stream().flatMap(listing -> tests.tests(listing, backend)).toList().stream();
        }
    }

    private static void assertComplete(Case run, SyncReport report) {
        Set<String> never = run.backend.neverComplete();
        assertThat(report.problems().stream().filter(problem -> !never.contains(problem.step())))
                .as(report.reason())
                .isEmpty();
        assertThat(report.state())
                .as(report.reason())
                .isEqualTo(never.isEmpty() ? SyncState.SUCCEEDED : SyncState.PARTIAL);
        assertThat(report.steps()).allSatisfy(step -> {
            assertThat(step.state()).isEqualTo(StepReport.State.DONE);
            assertThat(never.contains(step.id()) || SEEN.contains(step.outcome()))
                    .as("Step %s is %s: %s", step.id(), step.outcome(), step.reason())
                    .isTrue();
        });
    }

    private static void assertNotComplete(Case run, SyncReport report) {
        assertThat(report.state()).as("What went wrong is not a success").isNotEqualTo(SyncState.SUCCEEDED);
        assertThat(report.reason()).as("The reason is named").isNotBlank();
        assertThat(report.steps())
                .as("A step says what it did not see, and why")
                .anyMatch(step -> !run.backend.neverComplete().contains(step.id())
                        && !SEEN.contains(step.outcome())
                        && !step.reason().isBlank());
    }

    private static void assertUnchanged(SyncReport report) {
        for (var counts : List.of(report.stats().entities(), report.stats().relationships())) {
            assertThat(counts.created()).as("created").isZero();
            assertThat(counts.updated()).as("updated").isZero();
            assertThat(counts.deleted()).as("deleted").isZero();
        }
    }
}
