package io.cadastre.connectors.aws;

import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.FaultProxy;
import io.cadastre.connectors.conformance.When;
import io.cadastre.connectors.servers.Emulate;
import io.cadastre.connectors.servers.Filling;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against an AWS that was not written here: the npm package {@code emulate}. It knows whose a key is, users, access keys
 * and roles of IAM, and buckets; it takes every signature. The tests leave out what it lacks.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AwsRealServerTest {
    private static final String ACCOUNT = "123456789012";
    private static final String SEED = """
            aws:
              region: us-east-1
              s3: {buckets: [{name: logs}, {name: site}]}
              iam:
                users: [{user_name: ada, create_access_key: true}, {user_name: bob, path: /staff/}]
                roles: [{role_name: worker, description: Works}]
            """;

    /** What it lacks. */
    private static final List<String> LACKING = List.of(
            "accountSummary",
            "iamFactors",
            "iamGroups",
            "iamPolicies",
            "iamInlinePolicies",
            "iamInstanceProfiles",
            "iamPasswordPolicy",
            "s3Settings",
            "ec2",
            "rds",
            "lambda",
            "elb",
            "cloudtrail",
            "kms",
            "eks",
            "route53");

    @TempDir
    static Path server;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private static Emulate emulate;
    private FaultProxy proxy;
    private AwsHouse house;

    @BeforeAll
    static void fill() {
        assumeTrue(Emulate.possible(), "The packages nodejs and npm are not installed; ./cadastre test installs them.");
        emulate = Emulate.start("aws", SEED, server);
    }

    @AfterAll
    static void empty() {
        if (emulate != null) {
            emulate.close();
        }
    }

    @BeforeEach
    void start() {
        proxy = FaultProxy.before(emulate.url());
        house = new AwsHouse(graph.graph(), directory, proxy.baseUrl() + "/{service}", FakeAws.SECRET);
        house.settings.put("regions", List.of("us-east-1"));
        house.settings.put("leftOut", LACKING);
    }

    @AfterEach
    void stop() {
        house.close();
        proxy.close();
    }

    private static void call(String method, String path, String form) throws IOException, InterruptedException {
        Filling.send(HttpRequest.newBuilder(URI.create(emulate.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(form)));
    }

    @Test
    @Order(1)
    void theAccountIsInTheGraphAsItIsAndASecondSyncChangesNothing() {
        SyncReport report = house.sync();

        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(house.counts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "aws_account", 1L,
                        "aws_region", 1L,
                        "aws_iam_user", 3L,
                        "aws_iam_access_key", 2L,
                        "aws_iam_role", 1L,
                        "aws_s3_bucket", 3L));
        assertThat(house.texts("MATCH (a:Account)-[:HAS]->(u:User) RETURN a._key + ' ' + u.username + ' ' + u.arn + ' '"
                        + " + u.path + ' ' + (u._key STARTS WITH 'AIDA') ORDER BY u.username"))
                .containsExactly(
                        ACCOUNT + " ada arn:aws:iam::" + ACCOUNT + ":user/ada / true",
                        ACCOUNT + " admin arn:aws:iam::" + ACCOUNT + ":user/admin / true",
                        ACCOUNT + " bob arn:aws:iam::" + ACCOUNT + ":user/staff/bob /staff/ true");
        assertThat(house.texts("MATCH (u:User)-[:HAS]->(k:AccessKey) RETURN u.username + ' ' + k.enabled"
                        + " ORDER BY u.username"))
                .containsExactly("ada true", "admin true");
        assertThat(house.texts("MATCH (r:AccessRole) RETURN r.name + ' ' + r.description"))
                .containsExactly("worker Works");
        assertThat(house.named("aws_s3_bucket")).containsExactly("emulate-default", "logs", "site");

        SyncReport second = house.sync();
        assertThat(second.state()).isEqualTo(SyncState.SUCCEEDED);
        for (var changed : List.of(second.stats().entities(), second.stats().relationships())) {
            assertThat(changed.created() + changed.updated() + changed.deleted())
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/s3/, DENIED, scope-denied",
        "/s3/, BROKEN, scope-failed",
        "/s3/, CUT_OFF, scope-failed",
        "/s3/, MALFORMED, scope-failed",
        "/s3/, DISCONNECTED, scope-failed"
    })
    @Order(2)
    @DisplayName("P14, I7: whatever goes wrong with a service, nothing is deleted, and it is said")
    void whateverGoesWrongNothingIsDeleted(String route, Fault fault, String code) {
        assertThat(house.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        Map<String, Long> before = house.counts();
        proxy.fail(route, fault, When.ALWAYS);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
        assertThat(house.counts()).isEqualTo(before);
        proxy.repair();
        assertThat(house.sync().state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    @Order(3)
    void whatTheServerLacksIsSaidAndTheRestIsRead() {
        house.settings.put("leftOut", List.of());

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(step(report, "aws_account.policies").reason()).contains("InvalidAction");
        assertThat(step(report, "aws_s3_bucket:bucketVersioning").reason()).isNotBlank();
        assertThat(house.counts()).containsEntry("aws_iam_user", 3L).doesNotContainKeys("aws_vpc", "aws_iam_policy");
    }

    @Test
    @Order(4)
    void whatChangesAtTheServerChangesInTheGraph() throws Exception {
        assertThat(house.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        call("POST", "/iam/", "Action=DeleteUser&UserName=ada");
        call("POST", "/iam/", "Action=CreateUser&UserName=cyd");
        call("DELETE", "/s3/site", "");

        SyncReport report = house.sync();

        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(report.stats().entities().deleted()).isEqualTo(3);
        assertThat(house.named("aws_iam_user")).containsExactly("admin", "bob", "cyd");
        assertThat(house.named("aws_iam_access_key")).containsExactly("AKIAIOSFODNN7EXAMPLE");
        assertThat(house.named("aws_s3_bucket")).containsExactly("emulate-default", "logs");
    }
}
