package io.cadastre.connectors.aws;

import static io.cadastre.connectors.conformance.ConnectorHouse.assertUnchanged;
import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static io.cadastre.connectors.conformance.ConnectorHouse.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.connectors.servers.CephGateway;
import io.cadastre.connectors.servers.Filling;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against Ceph's object gateway, which checks each signature, by {@code ./cadastre test-contracts}: buckets, their
 * settings and roles. The tests leave out what it lacks.
 */
@EnabledIfSystemProperty(named = "cadastre.contracts", matches = "true")
class AwsCephTest {
    private static final String OTHER_KEY = "AKIDOTHER";

    /** What it lacks. */
    private static final List<String> LACKING = List.of(
            "accountSummary",
            "iamUsers",
            "iamAccessKeys",
            "iamFactors",
            "iamGroups",
            "iamPolicies",
            "iamInstanceProfiles",
            "iamPasswordPolicy",
            "ec2",
            "rds",
            "lambda",
            "elb",
            "cloudtrail");

    /** What this version of it answers in a form of its own. */
    private static final List<String> SAID_OTHERWISE =
            List.of("aws_s3_bucket:bucketPublicAccess", "aws_s3_bucket:bucketEncryption");

    @TempDir
    static Path server;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private static CephGateway ceph;
    private WithIdentity gateway;
    private AwsHouse house;

    @BeforeAll
    static void fill() throws Exception {
        assumeTrue(
                CephGateway.possible(),
                "The packages radosgw, ceph-mon and ceph-osd are not installed; ./cadastre test-contracts installs"
                        + " them.");
        ceph = CephGateway.start(FakeAws.KEY_ID, FakeAws.SECRET, server);
        ceph.addKey(OTHER_KEY, "another-secret");
        call("PUT", "/logs", "s3", "");
        call("PUT", "/site.of-acme", "s3", "");
        call(
                "PUT",
                "/logs?versioning",
                "s3",
                "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                        + "<Status>Enabled</Status></VersioningConfiguration>");
        call(
                "PUT",
                "/site.of-acme?policy",
                "s3",
                "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':'*','Action':'s3:GetObject',"
                        + "'Resource':'arn:aws:s3:::site.of-acme/*'}]}");
        call(
                "POST",
                "/",
                "iam",
                AwsRequest.encoded(Map.of(
                        "Action", "CreateRole",
                        "RoleName", "worker",
                        "Path", "/the=staff/",
                        "AssumeRolePolicyDocument", "{\"Version\":\"2012-10-17\",\"Statement\":[]}")));
    }

    private static void call(String method, String path, String service, String body) throws Exception {
        String content = body.replace('\'', '"');
        URI url = URI.create(ceph.url() + path);
        SortedMap<String, String> headers = new TreeMap<>(Map.of(
                "x-amz-content-sha256",
                SigV4.hash(content),
                "content-type",
                service.equals("iam") ? "application/x-www-form-urlencoded" : "text/plain"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).method(method, HttpRequest.BodyPublishers.ofString(content));
        new SigV4(method, url, headers, content, FakeAws.HOME, service)
                .signed(new SigV4.Keys(FakeAws.KEY_ID, FakeAws.SECRET, null), Instant.now())
                .forEach(request::header);
        Filling.send(request);
    }

    @AfterAll
    static void empty() {
        if (ceph != null) {
            ceph.close();
        }
    }

    @BeforeEach
    void start() {
        gateway = new WithIdentity(ceph.url());
        house = new AwsHouse(graph.graph(), directory, gateway.url().toString(), FakeAws.SECRET);
        house.settings.put("regions", List.of(FakeAws.HOME));
        house.settings.put("leftOut", LACKING);
    }

    @AfterEach
    void stop() {
        house.close();
        gateway.close();
    }

    private void leavingOutSettings() {
        house.settings.put(
                "leftOut",
                Stream.concat(LACKING.stream(), Stream.of("s3Settings")).toList());
    }

    @Test
    void bucketsAndRolesAreInTheGraphAsTheyAreAndASecondSyncChangesNothing() {
        leavingOutSettings();

        succeeded(house.sync());

        assertThat(house.counts())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("aws_account", 1L, "aws_region", 1L, "aws_iam_role", 1L, "aws_s3_bucket", 2L));
        assertThat(house.named("aws_s3_bucket")).containsExactly("logs", "site.of-acme");
        assertThat(house.texts("MATCH (r:AccessRole) RETURN r.name + ' ' + r.path"))
                .containsExactly("worker /the=staff/");
        assertUnchanged(succeeded(house.sync()));
    }

    @Test
    void whatBucketsAreSetToIsReadBesideWhatCephSaysOtherwise() {
        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.steps().stream()
                        .filter(each -> !each.reason().isEmpty())
                        .map(each -> each.id()))
                .containsExactlyInAnyOrderElementsOf(SAID_OTHERWISE);
        assertThat(house.texts("MATCH (b:AwsS3Bucket) RETURN b.name + ' ' + b.region + ' ' + b.versioning + ' ' +"
                        + " b.mfaDelete + ' ' + b.policyPublic ORDER BY b.name"))
                .containsExactly("logs default true false false", "site.of-acme default false false true");
        assertUnchanged(house.sync());
    }

    @Test
    void aWrongSecretIsSaidToBeOneAndDeletesNothing() {
        leavingOutSettings();
        succeeded(house.sync());
        Map<String, Long> before = house.counts();
        house.settings.put("accessKeyId", OTHER_KEY);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        for (String listing : List.of("buckets", "roles")) {
            assertThat(step(report, "aws_account." + listing).reason())
                    .contains("SignatureDoesNotMatch", "AWS does not accept the access key");
        }
        assertThat(report.stats().entities().deleted()).isZero();
        assertThat(house.counts()).isEqualTo(before);
    }
}
