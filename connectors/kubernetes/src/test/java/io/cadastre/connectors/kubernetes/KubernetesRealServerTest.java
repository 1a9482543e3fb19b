package io.cadastre.connectors.kubernetes;

import static io.cadastre.connectors.conformance.ConnectorHouse.assertUnchanged;
import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.connectors.conformance.DocumentedQuestions;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.FaultProxy;
import io.cadastre.connectors.conformance.When;
import io.cadastre.connectors.servers.KubeApiServer;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** Against a real kube-apiserver 1.20.2 and its etcd, behind a proxy that lets calls go wrong. */
class KubernetesRealServerTest {
    private static final Path PAGE = Path.of("../../docs/connectors/kubernetes.md");
    private static final Pattern REVISION = Pattern.compile("\"resourceVersion\":\\s*\"(\\d+)\"");

    @TempDir
    static Path directoryOfServer;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private static KubeApiServer server;
    private FaultProxy proxy;
    private KubernetesHouse house;

    @BeforeAll
    static void fill() {
        assumeTrue(
                KubeApiServer.possible(),
                "There is no kube-apiserver; ./cadastre test builds it, by connectors/servers/kube-apiserver.sh.");
        server = KubeApiServer.start(directoryOfServer);
        ClusterContent.fill(server);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        proxy = FaultProxy.before(server.url(), server.trust());
        house = new KubernetesHouse(graph.graph(), directory, proxy.baseUrl(), KubeApiServer.ADMIN);
        house.settings.put("pageSize", 2);
    }

    @AfterEach
    void close() {
        house.close();
        proxy.close();
    }

    private SyncReport succeeded() {
        SyncReport report = house.sync();
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    @Test
    void theClusterIsInTheGraphAsItIsAndASecondSyncChangesNothing() {
        succeeded();

        assertThat(house.named("kubernetes_node")).containsExactly("node-1", "node-2");
        assertThat(house.named("kubernetes_namespace")).contains("default", "kube-system", "ops", "shop");
        assertThat(house.named("kubernetes_workload")).containsExactly("ops/nightly", "shop/web", "shop/web-1");
        assertThat(house.named("kubernetes_pod")).containsExactly("ops/debug", "shop/web-1-a", "shop/web-1-b");
        assertThat(house.named("kubernetes_container"))
                .containsExactly("ops/debug/main", "ops/debug/prepare", "shop/web-1-a/main", "shop/web-1-b/main");
        assertThat(house.named("kubernetes_secret")).containsExactly("ops/deploy-key", "shop/db", "shop/front-tls");
        assertThat(house.named("kubernetes_persistent_volume")).containsExactly("vol-1");
        assertThat(house.named("kubernetes_custom_resource")).containsExactly("widgets.shop.example");
        assertThat(house.named("kubernetes_network_policy")).containsExactly("shop/deny-all");
        assertThat(house.texts("MATCH (n:KubernetesNamespace {name: 'shop'})-[:CONTAINS]->(m:KubernetesConfigMap)"
                        + " RETURN m.name"))
                .containsExactly("settings");

        assertThat(house.edges("KubernetesWorkload", "MANAGES", "KubernetesWorkload"))
                .containsExactly("shop/web -> shop/web-1");
        assertThat(house.edges("KubernetesWorkload", "MANAGES", "KubernetesPod"))
                .containsExactly("shop/web-1 -> shop/web-1-a", "shop/web-1 -> shop/web-1-b");
        assertThat(house.edges("KubernetesNode", "RUNS", "KubernetesPod"))
                .containsExactly("node-1 -> ops/debug", "node-1 -> shop/web-1-a", "node-2 -> shop/web-1-b");
        assertThat(house.edges("KubernetesPod", "USES", "KubernetesSecret"))
                .containsExactly("ops/debug -> ops/deploy-key", "shop/web-1-a -> shop/db", "shop/web-1-b -> shop/db");
        assertThat(house.edges("KubernetesPod", "USES", "KubernetesConfigMap"))
                .containsExactly("shop/web-1-a -> shop/settings", "shop/web-1-b -> shop/settings");
        assertThat(house.edges("KubernetesPod", "USES", "KubernetesServiceAccount"))
                .containsExactly("shop/web-1-a -> shop/web", "shop/web-1-b -> shop/web");
        assertThat(house.edges("KubernetesService", "CONNECTS", "KubernetesPod"))
                .containsExactly("shop/web -> shop/web-1-a");
        assertThat(house.edges("KubernetesIngress", "CONNECTS", "KubernetesService"))
                .containsExactly("shop/front -> shop/web");
        assertThat(house.edges("KubernetesIngress", "USES", "KubernetesSecret"))
                .containsExactly("shop/front -> shop/front-tls");
        assertThat(house.edges("KubernetesRoleBinding", "ALLOWS", "KubernetesServiceAccount"))
                .contains("builders -> ops/builder", "ops/keys -> ops/builder");
        assertThat(house.texts("MATCH (:KubernetesRoleBinding {namespace: 'ops'})-[:ALLOWS]->(s:KubernetesUser)"
                        + " RETURN s.username"))
                .containsExactly("ada");
        assertThat(house.texts("MATCH (:KubernetesRoleBinding {namespace: 'ops'})-[:ALLOWS]->(s:KubernetesGroup)"
                        + " RETURN s.name"))
                .containsExactly("devs");
        assertThat(house.edges("KubernetesRoleBinding {name: 'builders'}", "ASSIGNED", "KubernetesRole"))
                .containsExactly("builders -> cluster-admin");

        assertUnchanged(succeeded());
    }

    @Test
    void objectsHaveTheirProperties() {
        succeeded();

        assertThat(house.properties("KubernetesNode", "node-2"))
                .containsEntry("hostname", "node-2.example")
                .containsEntry("osName", "Debian GNU/Linux 12")
                .containsEntry("privateIpAddresses", List.of("10.1.0.2"))
                .containsEntry("publicIpAddresses", List.of("203.0.113.2"))
                .containsEntry("ready", true)
                .containsEntry("schedulable", false)
                .containsKey("createdOn");
        assertThat(house.properties("KubernetesContainer", "shop/web-1-a/main"))
                .containsEntry("image", "registry.example/web:1.2")
                .containsEntry("imageDigest", ClusterContent.DIGEST)
                .containsEntry("privileged", false)
                .containsEntry("privilegeEscalation", false)
                .containsEntry("runAsNonRoot", true)
                .containsEntry("runAsUser", 1000L)
                .containsEntry("ports", List.of("8080/TCP"));
        assertThat(house.properties("KubernetesContainer", "shop/web-1-b/main")).doesNotContainKey("imageDigest");
        assertThat(house.properties("KubernetesContainer", "ops/debug/prepare"))
                .containsEntry("imageDigest", ClusterContent.DIGEST)
                .containsEntry("init", true)
                .doesNotContainKeys("runAsNonRoot", "privilegeEscalation");
        assertThat(house.properties("KubernetesPod", "ops/debug"))
                .containsEntry("hostNetwork", true)
                .containsEntry("hostPid", true)
                .containsEntry("hostIpc", false)
                .containsEntry("hostPaths", List.of("/"));
        assertThat(house.properties("KubernetesWorkload", "ops/nightly"))
                .containsEntry("kind", "CronJob")
                .containsEntry("schedule", "0 3 * * *")
                .containsEntry("suspended", true)
                .containsEntry("images", List.of("registry.example/backup:7"));
        assertThat(house.properties("KubernetesWorkload", "shop/web"))
                .containsEntry("replicas", 2L)
                .containsEntry("tags", List.of("app=web", "tier=front"));
        assertThat(house.properties("KubernetesRole", "ops/keys"))
                .containsEntry(
                        "rules", List.of("get,list secrets", "patch deployments.apps,statefulsets.apps named web"))
                .containsEntry("readsSecrets", true)
                .containsEntry("wildcard", false);
        assertThat(house.properties("KubernetesService", "ops/decoy"))
                .containsEntry("serviceType", "NodePort")
                .containsEntry("ports", List.of("443:30443/TCP"));
        assertThat(house.properties("KubernetesPersistentVolume", "vol-1"))
                .containsEntry("sizeBytes", 10L << 30)
                .containsEntry("claim", "shop/data")
                .containsEntry("handle", "vol-0815");
        assertThat(house.properties("KubernetesSecret", "shop/front-tls"))
                .containsEntry("secretType", "kubernetes.io/tls");
        assertThat(house.properties("KubernetesServiceAccount", "shop/web"))
                .containsEntry("username", "system:serviceaccount:shop:web")
                .containsEntry("mountsToken", false);
        assertThat(house.properties("KubernetesNetworkPolicy", "shop/deny-all"))
                .containsEntry("allPods", true)
                .containsEntry("ingressRules", 0L);
        assertThat(house.properties("KubernetesCustomResource", "widgets.shop.example"))
                .containsEntry("versions", List.of("v1"));
    }

    @Test
    @DisplayName("I14: nothing that is in a secret or a config map is anywhere in the graph")
    void noValueOfASecretIsAnywhere() {
        succeeded();

        assertThat(house.house.query("MATCH (n) RETURN properties(n) AS p"))
                .isNotEmpty()
                .noneMatch(row -> String.valueOf(row.get("p").asMap()).contains(ClusterContent.MARKER));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/pods\\?, DENIED, ALWAYS, pods, DENIED",
        "/apis/batch/v1beta1/cronjobs, BROKEN, ALWAYS, cronjobs, FAILED",
        "/api/v1/secrets\\?, CUT_OFF, LATER, secrets, FAILED",
        "/clusterrolebindings\\?, MALFORMED, LATER, clusterrolebindings, FAILED",
        "/apis/apps/v1$, DISCONNECTED, ALWAYS, deployments, FAILED"
    })
    @DisplayName("P14, I7: whatever goes wrong with a kind, nothing is deleted, and the others are read")
    void whateverGoesWrongNothingIsDeleted(String route, Fault fault, When when, String step, String outcome) {
        succeeded();
        Map<String, Long> before = house.counts();
        List<String> run = house.edges("KubernetesNode", "RUNS", "KubernetesPod");
        proxy.fail(route, fault, when);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(step(report, step).outcome()).isEqualTo(outcome);
        assertThat(step(report, "services").outcome()).isEqualTo("COMPLETE");
        assertThat(house.counts()).isEqualTo(before);
        assertThat(house.edges("KubernetesNode", "RUNS", "KubernetesPod")).isEqualTo(run);
    }

    @Test
    @DisplayName("P14: what a token may not list is denied, kind by kind, by the words of RBAC")
    void whatATokenMayNotListIsDeniedKindByKind() {
        succeeded();
        Map<String, Long> before = house.counts();
        ClusterContent.create(server, "/apis/rbac.authorization.k8s.io/v1/clusterroles", """
                {'metadata':{'name':'pods-only'},'rules':[{'apiGroups':[''],'resources':['pods'],'verbs':['list']}]}""");
        ClusterContent.create(server, "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", """
                {'metadata':{'name':'pods-only'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole',
                 'name':'pods-only'},'subjects':[{'kind':'User','name':'reader','apiGroup':'rbac.authorization.k8s.io'}]}""");
        try {
            house.token.set(KubeApiServer.READER);

            SyncReport report = house.sync();

            assertThat(step(report, "pods").outcome()).isEqualTo("COMPLETE");
            assertThat(step(report, "ingresses"))
                    .satisfies(step -> assertThat(step.outcome()).isEqualTo("DENIED"))
                    .satisfies(step -> assertThat(step.reason()).contains("list ingresses.networking.k8s.io"));
            assertThat(house.counts()).isEqualTo(before);
        } finally {
            server.send("DELETE", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/pods-only", "");
            server.send("DELETE", "/apis/rbac.authorization.k8s.io/v1/clusterroles/pods-only", "");
        }
    }

    @Test
    @DisplayName("P16: a token that is no longer good deletes nothing")
    void aTokenThatIsNoLongerGoodDeletesNothing() {
        succeeded();
        Map<String, Long> before = house.counts();
        house.token.set("expired");

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(step(report, "pods").reason()).contains("401");
        assertThat(house.counts()).isEqualTo(before);
    }

    /** Lets the server forget where all listings stand, as after five minutes. */
    private void forget(String name) {
        ClusterContent.pod(server, name, "node-1");
        String answer = server.send("GET", "/api/v1/namespaces/shop/pods/" + name, "");
        Matcher revision = REVISION.matcher(answer);
        assertThat(revision.find()).isTrue();
        server.forgetBefore(Long.parseLong(revision.group(1)), directory);
    }

    @Test
    void aListingThatTheServerForgotIsBegunAgain() {
        succeeded();
        proxy.meanwhile("/api/v1/pods.*continue=", () -> forget("web-1-c"));
        try {
            SyncReport report = succeeded();

            assertThat(report.stats().entities().deleted()).isZero();
            assertThat(house.named("kubernetes_pod"))
                    .containsExactly("ops/debug", "shop/web-1-a", "shop/web-1-b", "shop/web-1-c");
        } finally {
            server.send("DELETE", "/api/v1/namespaces/shop/pods/web-1-c?gracePeriodSeconds=0", "");
        }
        succeeded();
        assertThat(house.named("kubernetes_pod")).hasSize(3);
    }

    @Test
    @DisplayName("I7: a listing that the server forgets again and again proves nothing")
    void aListingThatTheServerForgetsAgainProvesNothing() {
        succeeded();
        proxy.meanwhile("/api/v1/pods.*continue=", () -> forget("web-1-d"));
        proxy.meanwhile("/api/v1/pods.*continue=", () -> forget("web-1-e"));
        try {
            SyncReport report = house.sync();

            assertThat(step(report, "pods").outcome()).isEqualTo("FAILED");
            assertThat(step(report, "pods").reason()).contains("410");
            assertThat(report.stats().entities().deleted()).isZero();
        } finally {
            server.send("DELETE", "/api/v1/namespaces/shop/pods/web-1-d?gracePeriodSeconds=0", "");
            server.send("DELETE", "/api/v1/namespaces/shop/pods/web-1-e?gracePeriodSeconds=0", "");
        }
    }

    @Test
    void theServerIsKnownByItsCertificateAlone() {
        house.settings.put("baseUrl", server.url().toString());

        assertThat(house.sync().state()).as("nobody knows its certificate").isEqualTo(SyncState.FAILED);

        house.settings.put("caCertificate", server.certificate());
        succeeded();
    }

    @Test
    void theQuestionsOfThePageHaveTheirAnswers() throws Exception {
        succeeded();
        List<List<String>> expected = List.of(
                List.of("ops/debug/main"),
                List.of("ops/builder"),
                List.of("shop.example -> shop/web-1-a"),
                List.of("shop/db by shop/web-1-a", "shop/db by shop/web-1-b", "ops/deploy-key by ops/debug"),
                List.of("ops"));

        List<String> questions = DocumentedQuestions.on(PAGE);
        assertThat(questions).hasSameSizeAs(expected);
        for (int each = 0; each < expected.size(); each++) {
            assertThat(house.texts(questions.get(each)))
                    .as(questions.get(each))
                    .containsExactlyInAnyOrderElementsOf(expected.get(each));
        }
    }
}
