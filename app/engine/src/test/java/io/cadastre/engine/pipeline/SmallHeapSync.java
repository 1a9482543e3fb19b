package io.cadastre.engine.pipeline;

import static io.cadastre.spi.pipeline.SyncPlan.forRoot;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.pipeline.Org.Company;
import io.cadastre.engine.pipeline.Org.Person;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import java.net.URI;
import java.nio.file.Path;

/** A process with little memory that collects a million entities and says what it would write. */
final class SmallHeapSync {
    private static final int PEOPLE = 1_000_000;
    private static final int PAGE = 500;

    private SmallHeapSync() {}

    public static void main(String[] arguments) {
        Loader.Listing<Company, Person> people = Loader.collection(
                        "people", Company.PEOPLE, (env, company, request) -> {
                            int start =
                                    request.position().map(Integer::parseInt).orElse(0);
                            int end = start + PAGE;
                            return Page.of(Org.people(start, end), end < PEOPLE, Integer.toString(end));
                        })
                .fills(Person.NAME);
        Org org = new Org(Pipeline.of(
                Org.SEEDER,
                SyncPlan.of(forRoot(Company.TYPE).loadCollection(Company.PEOPLE)),
                Resolver.of(Company.TYPE).collection(Company.PEOPLE, people)));
        try (Neo4jGraph graph = Neo4jGraph.connect(Neo4jGraph.Address.open(URI.create(arguments[0])));
                House house = new House(graph, Path.of(arguments[1]), org)) {
            SyncReport report = house.sync(house.install("org"), SyncMode.PLAN);
            System.out.println(
                    report.state() + " created " + report.stats().entities().created() + " " + report.reason());
        }
    }
}
