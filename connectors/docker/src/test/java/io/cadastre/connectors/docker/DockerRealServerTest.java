package io.cadastre.connectors.docker;

import static io.cadastre.connectors.conformance.ConnectorHouse.assertUnchanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.connectors.conformance.DocumentedQuestions;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.FaultProxy;
import io.cadastre.connectors.conformance.SkippedTime;
import io.cadastre.connectors.conformance.When;
import io.cadastre.connectors.servers.Docker;
import io.cadastre.connectors.servers.Filling;
import io.cadastre.connectors.servers.Loopback;
import io.cadastre.connectors.servers.Program;
import io.cadastre.connectors.servers.RealServer;
import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.engine.House;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.RetryPolicy;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against Docker's daemon and a registry, which run for the whole class. */
class DockerRealServerTest {
    private static final Path PAGE = Path.of("../../docs/connectors/docker.md");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    /** With the one that was pushed, one more than a page. */
    private static final int MORE_REPOSITORIES = 100;

    @TempDir
    static Path server;

    private static Docker docker;
    private static String published = "";

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private final SkippedTime time = new SkippedTime();
    private final CallRuntime calls = new CallRuntime(time, new Random(1), RetryPolicy.DEFAULT);
    private FaultProxy proxy;
    private House house;

    @BeforeAll
    static void fill() throws Exception {
        assumeTrue(
                Docker.possible() && Program.find("busybox").isPresent(),
                "The packages docker.io, docker-registry and busybox-static are not installed, or this is not root.");
        try {
            docker = Docker.start(server);
        } catch (AssertionError e) {
            abort("Where containers are not allowed, the engine does not start: " + e.getMessage());
        }
        Path archive = server.resolve("base.tar");
        RealServer.run(
                List.of("tar", "-C", "/bin", "-cf", archive.toString(), "busybox"), Map.of(), server.resolve("l"));
        String repository = docker.registry().getAuthority() + "/base";
        image(archive, repository, "&changes=USER%201000");
        image(archive, "local", "&changes=LABEL%20team=ops");
        engine("/images/" + repository + ":1/tag?repo=" + repository + "&tag=latest", "");
        engine("/images/" + repository + "/push?tag=1", "");
        engine("/images/" + repository + "/push?tag=latest", "");
        repositories();
        engine(
                "/networks/create",
                "{'Name':'front','Labels':{'team':'web'},'IPAM':{'Config':[{'Subnet':'10.99.7.0/24'}]}}");
        engine("/volumes/create", "{'Name':'data','Labels':{'team':'web'}}");
        engine("/volumes/create", "{'Name':'spare'}");
        int port = Loopback.freePort();
        published = "127.0.0.1:" + port + "->80/tcp";
        start(container("web", """
                {'Image':'REPOSITORY:1','Env':['API_KEY=hidden-value'],'Labels':{'team':'web'},
                'ExposedPorts':{'80/tcp':{},'81/tcp':{}},'HostConfig':{'NetworkMode':'front','CapDrop':['ALL'],'Binds':['data:/data'],
                'PortBindings':{'80/tcp':[{'HostIp':'127.0.0.1','HostPort':'PORT'}]}},""".replace("REPOSITORY", repository).replace("PORT", Integer.toString(port))));
        start(container("agent", """
                {'Image':'local:1','HostConfig':{'NetworkMode':'host','CapAdd':['NET_ADMIN'],
                'Binds':['/:/host:ro']},"""));
        container("idle", """
                {'Image':'REPOSITORY:1','User':'root','HostConfig':{'NetworkMode':'none','Privileged':true,'Binds':['/tmp:/host']},""".replace("REPOSITORY", repository));
    }

    private static void image(Path archive, String repository, String changes) throws Exception {
        Filling.send(HttpRequest.newBuilder(URI.create(docker.url() + "/images/create?fromSrc=-&tag=1&repo="
                        + repository + "&changes=ENV%20TOKEN=hidden-token" + changes))
                .header("Content-Type", "application/x-tar")
                .POST(HttpRequest.BodyPublishers.ofFile(archive)));
    }

    private static String container(String name, String json) throws Exception {
        return JSON.readTree(engine("/containers/create?name=" + name, json + "'Cmd':['/busybox','sleep','10000']}"))
                .get("Id")
                .asText();
    }

    private static void start(String container) throws Exception {
        engine("/containers/" + container + "/start", "");
    }

    private static String engine(String path, String json) throws Exception {
        return Filling.send(HttpRequest.newBuilder(URI.create(docker.url() + path))
                .header("Content-Type", "application/json")
                .header("X-Registry-Auth", "e30=")
                .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    /** Puts what was pushed into further repositories, as another image: a manifest is known by each of its bytes. */
    private static void repositories() throws Exception {
        String manifest = Filling.send(HttpRequest.newBuilder(URI.create(docker.registry() + "/v2/base/manifests/1"))
                .header("Accept", MANIFEST));
        JsonNode json = JSON.readTree(manifest);
        List<String> blobs = new ArrayList<>(List.of(json.at("/config/digest").asText()));
        json.get("layers").forEach(layer -> blobs.add(layer.get("digest").asText()));
        for (int number = 1; number <= MORE_REPOSITORIES; number++) {
            String repository = docker.registry() + "/v2/team/r%03d".formatted(number);
            for (String blob : blobs) {
                Filling.send(HttpRequest.newBuilder(URI.create(repository + "/blobs/uploads/?from=base&mount=" + blob))
                        .POST(HttpRequest.BodyPublishers.noBody()));
            }
            Filling.send(HttpRequest.newBuilder(URI.create(repository + "/manifests/v1"))
                    .header("Content-Type", MANIFEST)
                    .PUT(HttpRequest.BodyPublishers.ofString(manifest + "\n")));
        }
    }

    @AfterAll
    static void empty() throws Exception {
        if (docker != null) {
            try {
                for (String name : List.of("web", "agent", "idle")) {
                    Filling.send(HttpRequest.newBuilder(URI.create(docker.url() + "/containers/" + name + "?force=1"))
                            .DELETE());
                }
            } finally {
                docker.close();
            }
        }
    }

    @BeforeEach
    void start() {
        house = new House(graph.graph(), directory, IngestLimits.DEFAULT, calls, new DockerConnector());
        proxy = FaultProxy.before(docker.url());
    }

    @AfterEach
    void stop() {
        house.close();
        calls.close();
        proxy.close();
    }

    private String install(String source, String url) throws Exception {
        return house.installations
                .create(new NewInstallation(
                        source, "docker", Map.of(source + "Url", url), Map.of(), null, DeletionBudget.OFF))
                .id();
    }

    private SyncReport synced(String installation) {
        SyncReport report = house.sync(installation);
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        house.query("MATCH (e:Entity) RETURN e._type, count(e)")
                .forEach(row -> counts.put(row.get(0).asString(), row.get(1).asLong()));
        counts.put("edges", house.count("MATCH ()-[r]->() RETURN count(r)"));
        return counts;
    }

    private List<String> texts(String cypher) {
        return house.query(cypher).stream().map(row -> row.get(0).asString()).toList();
    }

    @Test
    void theEngineIsInTheGraphAsItIsByItsSocketAndASecondSyncChangesNothing() throws Exception {
        String installation = install("engine", "unix://" + docker.socket());
        synced(installation);

        assertThat(counts())
                .containsAllEntriesOf(Map.of(
                        "docker_engine", 1L,
                        "docker_image", 2L,
                        "docker_container", 3L,
                        "docker_network", 3L,
                        "docker_volume", 2L));
        assertThat(texts("MATCH (:DockerEngine)-[:RUNS]->(c:Container) RETURN c.name + ' ' + c.state + ' ' + c.active"
                        + " + ' ' + coalesce(c.user, '-') + ' ' + c.privileged + ' ' + c.networkMode + ' '"
                        + " + coalesce(c.addedCapabilities[0], '-') + ' ' + coalesce(c.hostPaths[0], '-') + ' '"
                        + " + coalesce(c.tags[0], '-') ORDER BY c.name"))
                .containsExactly(
                        "agent running true - false host NET_ADMIN /:/host:ro team=ops",
                        "idle created false root true none - /tmp:/host -",
                        "web running true 1000 false front - - team=web");
        assertThat(texts("MATCH (c:Container {name: 'web'}) UNWIND c.exposedPorts + c.publishedPorts"
                        + " + c.environmentNames AS x RETURN x"))
                .containsExactly("80/tcp", "81/tcp", published, "API_KEY", "TOKEN");
        assertThat(texts("MATCH (c:Container {name: 'web'})-[:USES]->(i:Image) WHERE c.imageDigest = i.digest"
                        + " RETURN i.os + ' ' + i.user + ' ' + size(i.layers) + ' ' + size(i.tags) + ' '"
                        + " + i.environmentNames[0]"))
                .containsExactly("linux 1000 1 2 TOKEN");
        assertThat(
                        texts(
                                "MATCH (n:Network)-[:CONNECTS]->(c:Container) RETURN n.name + ' ' + c.name + ' '"
                                        + " + coalesce(c.privateIpAddresses[0], '-') + ' ' + coalesce(n.cidrs[0], '-') AS l ORDER BY l"))
                .containsExactly("front web 10.99.7.2 10.99.7.0/24", "host agent - -");
        assertThat(texts(
                        "MATCH (c:Container)-[:USES]->(v:DockerVolume) RETURN c.name + ' ' + v.name + ' ' + v.tags[0]"))
                .containsExactly("web data team=web");
        assertThat(house.query("MATCH (n:Entity) RETURN properties(n)").toString())
                .contains("API_KEY")
                .doesNotContain("hidden-");

        assertUnchanged(synced(installation));
    }

    @Test
    void theRegistryIsInTheGraphAndItsImagesAreThoseOfTheEngine() throws Exception {
        String registry = install("registry", docker.registry().toString());
        synced(registry);
        synced(install("engine", docker.url().toString()));

        assertThat(counts())
                .containsEntry("docker_registry", 1L)
                .containsEntry("docker_repository", MORE_REPOSITORIES + 1L)
                .containsEntry("docker_repository_image", MORE_REPOSITORIES + 1L);
        assertThat(texts("MATCH (:DockerRegistry)-[:HAS]->(r:Repository {name: 'base'})-[:HAS]->(i:Image)"
                        + " RETURN i.name + ' ' + i.tags[0] + ' ' + i.tags[1] + ' ' + size(i.layers) + ' '"
                        + " + (i.sizeBytes > 100000)"))
                .containsExactly("base:1 1 latest 1 true");
        assertThat(texts("MATCH (i:DockerImage)-[:IS]->(r:DockerRepositoryImage) RETURN i.tags[0] + ' ' + r.name"))
                .containsExactly(docker.registry().getAuthority() + "/base:1 base:1");
        assertUnchanged(synced(registry));
    }

    @Test
    void theQuestionsOfThePageHaveTheirAnswers() throws Exception {
        synced(install("engine", docker.url().toString()));

        List<List<String>> answers = new ArrayList<>();
        for (String cypher : DocumentedQuestions.on(PAGE)) {
            answers.add(house.query(cypher).stream()
                    .map(row -> row.values().stream()
                            .map(value -> value.asObject().toString())
                            .collect(Collectors.joining(", ")))
                    .toList());
        }
        assertThat(answers)
                .containsExactly(
                        // Which containers could take over their machine?
                        List.of("agent", "idle"),
                        // On which ports of their machine do containers listen?
                        List.of("web, " + published),
                        // Which running containers have an image that no registry knows?
                        List.of("agent, local:1"),
                        // Which volumes does nobody use?
                        List.of("spare"),
                        // Which running containers are root inside?
                        List.of("agent"));
    }

    @ParameterizedTest
    @CsvSource({
        "/containers/json, DENIED, containers, DENIED",
        "/images/json, BROKEN, images, FAILED",
        "/networks, CUT_OFF, networks, FAILED",
        "/volumes, MALFORMED, volumes, FAILED",
        "/containers/[0-9a-f]+/json, DISCONNECTED, containers, FAILED"
    })
    @DisplayName("P14, I7: whatever goes wrong with a listing, nothing is deleted, and it is said")
    void whateverGoesWrongNothingIsDeleted(String route, Fault fault, String step, String outcome) throws Exception {
        String installation = install("engine", proxy.baseUrl().toString());
        synced(installation);
        Map<String, Long> before = counts();
        proxy.fail(route, fault, When.ALWAYS);

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.steps())
                .filteredOn(each -> each.id().equals(step))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.outcome()).isEqualTo(outcome);
                    assertThat(each.reason()).isNotBlank();
                });
        assertThat(counts()).isEqualTo(before);
        proxy.repair();
        assertUnchanged(synced(installation));
    }

    @Test
    @DisplayName("I7: a repository that may not be read keeps what is known, and the others are read")
    void aRepositoryThatMayNotBeReadKeepsWhatIsKnown() throws Exception {
        try (FaultProxy registry = FaultProxy.before(docker.registry())) {
            String installation = install("registry", registry.baseUrl().toString());
            synced(installation);
            Map<String, Long> before = counts();
            registry.fail("/v2/base/tags/list", Fault.DENIED, When.ALWAYS);

            SyncReport report = house.sync(installation);

            assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
            assertThat(report.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.detail()).contains("repository:base:pull"));
            assertThat(counts()).isEqualTo(before);
        }
    }
}
