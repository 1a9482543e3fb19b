package io.cadastre.connectors.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.connectors.conformance.DocumentedQuestions;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The questions of the connector's page, as they stand there, with answers that are known. */
class AwsQuestionsTest {
    private static final Path PAGE = Path.of("../../docs/connectors/aws.md");

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    @Test
    void theQuestionsOfThePageHaveTheirAnswers() throws Exception {
        List<List<String>> answers = new ArrayList<>();
        try (FakeAws aws = new FakeAws()) {
            Samples.fill(aws);
            String here = " " + FakeAws.OWN + " " + FakeAws.HOME;
            // A stopped instance with a disk that is not encrypted; one that everybody may reach, but only by HTTPS;
            // one without a public address; a new key; a public policy behind blocks; databases with a key of ours and
            // with AWS's; a subnet that uses a main route table without a way out, and one that does not use one with.
            aws.add(
                            "ec2:DescribeInstances" + here,
                            Samples.instance("i-3", "stopped", "stopped", ""),
                            Samples.instance(
                                    "i-4",
                                    "https",
                                    "running",
                                    "<ipAddress>192.0.2.9</ipAddress><groupSet><item><groupId>sg-2</groupId></item>"
                                            + "</groupSet>"),
                            Samples.instance(
                                    "i-5",
                                    "inside",
                                    "running",
                                    "<groupSet><item><groupId>sg-1</groupId></item></groupSet>"))
                    .add("ec2:DescribeSecurityGroups" + here, Samples.securityGroup("sg-2", "open", "vpc-1"))
                    .add(
                            "ec2:DescribeSecurityGroupRules" + here,
                            Samples.rule("sgr-4", "sg-2", false, 443, "0.0.0.0/0"))
                    .add("ec2:DescribeVolumes" + here, Samples.volume("vol-3", false, "i-3"))
                    .add(
                            "rds:DescribeDBInstances" + here,
                            Samples.database("db-2", "safe", false) + "<KmsKeyId>" + Samples.keyArn("k-1")
                                    + "</KmsKeyId>",
                            Samples.database("db-3", "books", false) + "<KmsKeyId>" + Samples.keyArn("k-2")
                                    + "</KmsKeyId>")
                    .add("ec2:DescribeVpcs" + here, Samples.vpc("vpc-3", FakeAws.OWN))
                    .add(
                            "ec2:DescribeSubnets" + here,
                            Samples.subnet("subnet-2", "vpc-1"),
                            Samples.subnet("subnet-3", "vpc-3"),
                            Samples.subnet("subnet-4", "vpc-3"))
                    .add(
                            "ec2:DescribeRouteTables" + here,
                            Samples.routeTable(
                                    "rtb-3",
                                    "vpc-3",
                                    "<main>true</main>",
                                    Samples.route("0.0.0.0/0", "gatewayId", "igw-3")),
                            Samples.routeTable(
                                    "rtb-4",
                                    "vpc-3",
                                    "<subnetId>subnet-4</subnetId>",
                                    Samples.route("10.0.0.0/16", "gatewayId", "local")))
                    .add(
                            "iam:ListAccessKeys" + here + " ada",
                            Samples.accessKey("AKIA3", "Active", Instant.now().toString()))
                    .object(
                            "s3:policyStatus" + here + " logs",
                            "<PolicyStatus><IsPublic>true</IsPublic></PolicyStatus>");
            try (AwsHouse house = new AwsHouse(graph.graph(), directory, aws.endpoint(), FakeAws.SECRET)) {
                SyncReport report = house.sync();
                assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
                DocumentedQuestions.on(PAGE).forEach(cypher -> answers.add(answer(house, cypher)));
            }
        }

        assertThat(answers)
                .containsExactly(
                        // Who may log in to the console without a second factor?
                        List.of(FakeAws.OWN + ", bob"),
                        // Which access keys are older than a year and still work?
                        List.of("ada, AKIA1"),
                        // Which instances can everybody reach by SSH?
                        List.of("web, web, 0.0.0.0/0"),
                        // Which roles may everybody assume, or another account?
                        List.of("open, *", "partner, 444444444444", "partner, arn:aws:iam::555555555555:root"),
                        // Who is an administrator, and through what?
                        List.of("ada, admins, AdministratorAccess", "bob, bob, everything"),
                        // Which disks of running instances are not encrypted?
                        List.of("web, vol-1"),
                        // Which disks and databases are not encrypted with a key of our own?
                        List.of("books, true", "shop, true", "vol-1, false", "vol-3, false"),
                        // Which subnets have a way to the internet, and from it, and by which route table?
                        List.of("subnet-1, rtb-2", "subnet-3, rtb-3"),
                        // Which buckets are public by their policy?
                        List.of("site, eu-west-1"));
    }

    private static List<String> answer(AwsHouse house, String cypher) {
        return house.house.query(cypher).stream()
                .map(row -> row.values().stream()
                        .map(value -> value.asObject().toString())
                        .collect(Collectors.joining(", ")))
                .toList();
    }
}
