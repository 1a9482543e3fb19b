package io.cadastre.connectors.aws;

import static io.cadastre.connectors.aws.FakeAws.HOME;
import static io.cadastre.connectors.aws.FakeAws.OTHER;
import static io.cadastre.connectors.aws.FakeAws.OWN;
import static io.cadastre.connectors.conformance.ConnectorHouse.assertUnchanged;
import static io.cadastre.connectors.conformance.ConnectorHouse.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.When;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Syncs of accounts at an AWS that answers as the documentation has it, and checks signatures. */
class AwsSyncTest {
    private static final String DENIED = "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>";

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private final FakeAws aws = new FakeAws();
    private AwsHouse house;

    @BeforeEach
    void start() {
        Samples.fill(aws);
        house = new AwsHouse(graph.graph(), directory, aws.endpoint(), FakeAws.SECRET);
    }

    @AfterEach
    void stop() {
        house.close();
        aws.close();
    }

    @Test
    void theAccountIsInTheGraphAsItIsAndASecondSyncChangesNothing() {
        SyncReport report = succeeded(house.sync());

        assertThat(report.pendingRelationships())
                .as("the host of an instance, and its image if somebody else has it")
                .isEqualTo(1);
        assertThat(house.edges("HAS", "none"))
                .contains(
                        OWN + " HAS " + OWN + " " + HOME,
                        OWN + " HAS ada",
                        OWN + " HAS AdministratorAccess",
                        OWN + " HAS logs",
                        OWN + " eu-west-1 HAS vpc-2",
                        "vpc-1 HAS subnet-1",
                        "vpc-1 HAS web",
                        "subnet-1 HAS web",
                        "web HAS in tcp 22 from 0.0.0.0/0",
                        "vpc-1 HAS front",
                        "vpc-1 HAS rtb-1",
                        "vpc-1 HAS igw-1",
                        "subnet-1 HAS nat-1",
                        "vpc-1 HAS shop",
                        "shop HAS spot",
                        OWN + " " + HOME + " HAS k-2",
                        OWN + " HAS acme.example",
                        "acme.example HAS www.acme.example A",
                        "ada HAS AKIA1")
                .doesNotContain(OWN + " eu-west-1 HAS audit");
        assertThat(house.edges("MEMBER_OF", "none")).containsExactly("ada MEMBER_OF admins");
        assertThat(house.edges("ASSIGNED", "none"))
                .containsExactly(
                        "admins ASSIGNED AdministratorAccess",
                        "admins ASSIGNED reading",
                        "bob ASSIGNED Own",
                        "bob ASSIGNED everything",
                        "partner ASSIGNED AdministratorAccess",
                        "worker ASSIGNED Own",
                        "worker ASSIGNED nothing");
        assertThat(house.edges("USES", "none"))
                .containsExactly(
                        "audit USES logs",
                        "nat-1 USES 192.0.2.6",
                        "shop USES k-1",
                        "shop USES subnet-1",
                        "subnet-1 USES rtb-2",
                        "vol-2 USES k-1",
                        "web USES 192.0.2.5",
                        "web USES vol-1",
                        "web USES vol-2",
                        "web USES web",
                        "web USES worker");
        assertThat(house.edges("PROTECTS", "none")).containsExactly("web PROTECTS shop", "web PROTECTS web");
        assertThat(house.texts("MATCH (u:AwsIamUser) RETURN u.username + ' ' + u.mfaEnabled + ' ' + u.consoleAccess"
                        + " ORDER BY u.username"))
                .containsExactly("ada true false", "bob false true");
        assertThat(house.texts("MATCH (r:AwsIamRole) UNWIND r.trusts AS t RETURN r.name + ' ' + t ORDER BY r.name, t"))
                .as("whom a statement denies is not trusted")
                .containsExactly(
                        "open *",
                        "partner 444444444444",
                        "partner arn:aws:iam::111111111111:root",
                        "partner arn:aws:iam::555555555555:root",
                        "worker lambda.amazonaws.com");
        assertThat(house.texts(
                        "MATCH (b:AwsS3Bucket) RETURN b.name + ' ' + b.region + ' ' + b.blocksPublicAccess + ' ' +"
                                + " b.policyPublic + ' ' + b.encrypted + ' ' + b.versioning ORDER BY b.name"))
                .containsExactly("logs us-east-1 true false true true", "site eu-west-1 false true false false");
        assertThat(house.texts("MATCH (i:AwsInstance) UNWIND i.privateIpAddresses + i.publicIpAddresses +"
                        + " i.macAddresses + i.tags AS t RETURN t"))
                .containsExactly("10.0.1.5", "10.0.1.6", "192.0.2.5", "02:00:00:00:00:01", "Name=web", "team=core");
        assertThat(house.texts(
                        "MATCH (a:AwsAccount) RETURN a._key + ' ' + a.rootMfaEnabled + ' ' + a.rootHasAccessKeys"))
                .containsExactly(OWN + " true false");
        assertThat(house.texts("MATCH (d:Database) RETURN d.name + ' ' + d.engine + ' ' + d.version + ' ' +"
                        + " d.sizeBytes + ' ' + d.publiclyAccessible + ' ' + d.tags[0]"))
                .containsExactly("shop postgres 16.3 21474836480 true team=core");
        assertUnchanged(succeeded(house.sync()));
    }

    @Test
    void routeTablesSayWhatTheyLeadToAndGatewaysWhereTheyAre() {
        aws.add(
                "ec2:DescribeRouteTables " + OWN + " " + HOME,
                Samples.routeTable(
                        "rtb-3",
                        "vpc-1",
                        "<subnetId>subnet-3</subnetId>",
                        Samples.route("0.0.0.0/0", "gatewayId", "igw-9").replace("active", "blackhole"),
                        "<destinationIpv6CidrBlock>::/0</destinationIpv6CidrBlock><egressOnlyInternetGatewayId>eigw-1"
                                + "</egressOnlyInternetGatewayId><state>active</state>",
                        "<destinationPrefixListId>pl-1</destinationPrefixListId><gatewayId>vpce-1</gatewayId>"));

        succeeded(house.sync());

        assertThat(house.texts("MATCH (t:AwsRouteTable) UNWIND t.routes AS route RETURN t.name + ' ' + t.main + ' ' +"
                        + " t.public + ': ' + route ORDER BY t.name, route"))
                .as("a gateway that is gone, and one that only lets out, are no way in")
                .containsExactly(
                        "rtb-1 true false: 0.0.0.0/0 nat-1",
                        "rtb-1 true false: 10.0.0.0/16 local",
                        "rtb-2 false true: 0.0.0.0/0 igw-1",
                        "rtb-2 false true: 10.0.0.0/16 local",
                        "rtb-3 false false: 0.0.0.0/0 igw-9 (blackhole)",
                        "rtb-3 false false: ::/0 eigw-1",
                        "rtb-3 false false: pl-1 vpce-1");
        assertThat(house.texts("MATCH (g:AwsNatGateway) RETURN g.name + ' ' + g.state + ' ' + g.connectivity + ' ' +"
                        + " g.publicIpAddresses[0] + ' ' + g.privateIpAddresses[0]"))
                .as("those that are deleted are shown by AWS for an hour")
                .containsExactly("nat-1 available public 192.0.2.6 10.0.1.9");
    }

    @Test
    void keysSayWhoseTheyAreAndWhetherTheyRotateIfTheyCan() {
        aws.pages(1);

        succeeded(house.sync());

        assertThat(house.texts("MATCH (k:CryptoKey) RETURN k.name + ' ' + k.manager + ' ' + k.state + ' ' + k.enabled"
                        + " + ' ' + k.keySpec + ' ' + coalesce(k.rotates, 'unknown') + ' ' + k.createdOn"
                        + " ORDER BY k.name"))
                .containsExactly(
                        "k-1 CUSTOMER Enabled true SYMMETRIC_DEFAULT false 2023-11-14T22:13:20Z",
                        "k-2 AWS Enabled true SYMMETRIC_DEFAULT true 2023-11-14T22:13:20Z",
                        "k-3 CUSTOMER Enabled true RSA_2048 unknown 2023-11-14T22:13:20Z");
        assertThat(house.texts("MATCH (k:CryptoKey) UNWIND k.aliases AS alias RETURN k.name + ' ' + alias"))
                .as("of all pages, in order")
                .containsExactlyInAnyOrder("k-1 app", "k-1 old", "k-1 shop", "k-2 aws/rds");
        assertThat(aws.asked("kms:GetKeyRotationStatus .*k-3"))
                .as("it would be an error")
                .isZero();
    }

    @Test
    @DisplayName("P14, I7: a key whose own policy denies it stays as it was, and the others are read")
    void aKeyThatMayNotBeReadStaysAsItWas() {
        succeeded(house.sync());
        aws.refuse("kms:(DescribeKey|GetKey|ListAliases) .*k-1", 400, "{\"__type\":\"AccessDeniedException\"}");
        aws.object(
                "kms:DescribeKey " + OWN + " " + HOME + " " + Samples.keyArn("k-2"),
                Samples.keyDetails("k-2", "AWS", "SYMMETRIC_DEFAULT").replace("Enabled'", "Unavailable'"));

        SyncReport report = house.sync();

        assertThat(report.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("scope-denied"));
        assertThat(house.texts("MATCH (k:CryptoKey) WHERE k.manager IS NOT NULL RETURN k.name + ' ' + k.state"
                        + " ORDER BY k.name"))
                .containsExactly("k-1 Enabled", "k-2 Unavailable", "k-3 Enabled");
        assertThat(house.texts("MATCH (k:CryptoKey {name: 'k-1'}) UNWIND k.aliases AS a RETURN a + ' ' + k.rotates"))
                .containsExactly("app false", "old false", "shop false");
    }

    @Test
    void clustersSayWhoMayReachThemAndWhatTheyRunOn() {
        aws.pages(1)
                .add("eks:ListClusters " + OWN + " " + HOME, "'inside'")
                .object(
                        "eks:DescribeCluster " + OWN + " " + HOME + " inside",
                        Samples.cluster("inside", "0.0.0.0/0")
                                .replace("'endpointPublicAccess':true", "'endpointPublicAccess':false"));

        succeeded(house.sync());

        assertThat(house.texts("MATCH (c:Cluster) RETURN c.name + ' ' + c.version + ' ' + c.state + ' ' + c.public +"
                        + " ' ' + size(c.publicCidrs) + ' ' + c.logs[0] + ' ' + c.encryptsSecrets + ' ' + c.tags[0]"
                        + " ORDER BY c.name"))
                .containsExactly(
                        "inside 1.33 ACTIVE false 0 audit true team=core",
                        "shop 1.33 ACTIVE true 1 audit true team=core");
        assertThat(house.texts("MATCH (:Cluster)-[:HAS]->(g:AwsEksNodeGroup) RETURN g.clusterName + ' ' + g.name + ' '"
                        + " + g.imageType + ' ' + g.capacityType + ' ' + g.minSize + '-' + g.maxSize"))
                .containsExactly("shop spot AL2023_ARM_64_STANDARD SPOT 1-3");
    }

    @Test
    @DisplayName("P14, I7: a cluster that is listed, but may not be read, keeps what it is linked to")
    void aClusterThatMayNotBeReadKeepsItsLinks() {
        succeeded(house.sync());
        aws.refuse("eks:DescribeCluster", 403, "{\"message\":\"not authorised\"}");

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("scope-denied");
            assertThat(problem.detail()).contains("eks:DescribeCluster");
        });
        assertThat(house.texts("MATCH (c:AwsEksCluster)-[link]-(other) RETURN type(link) + ' ' + other._displayName +"
                        + " ' ' + c.version ORDER BY type(link), other._displayName"))
                .containsExactly(
                        "HAS " + OWN + " us-east-1 1.33",
                        "HAS spot 1.33",
                        "HAS vpc-1 1.33",
                        "PROTECTS web 1.33",
                        "USES k-1 1.33",
                        "USES subnet-1 1.33");
    }

    @Test
    void recordSetsAreReadToTheirEndHoweverManyHaveOneNameAndType() {
        aws.pages(1);

        succeeded(house.sync());

        assertThat(house.texts("MATCH (z:DomainZone)-[:HAS]->(r:DomainRecord) RETURN z.name + ' ' + r.name + ' ' +"
                        + " r.recordType + ' ' + coalesce(r.setIdentifier, '-') + ' ' +"
                        + " coalesce(r.values[0], r.aliasTarget) ORDER BY r._key"))
                .containsExactly(
                        "acme.example *.acme.example CNAME - www.acme.example",
                        "acme.example acme.example A - front.elb.example",
                        "acme.example www.acme.example A blue 192.0.2.5",
                        "acme.example www.acme.example A green 192.0.2.6");
        assertThat(house.texts("MATCH (z:DomainZone) RETURN z.name + ' ' + z.public + ' ' + z.description"
                        + " ORDER BY z.name"))
                .containsExactly("acme.example true For tests", "inside false For tests");
        assertUnchanged(succeeded(house.sync()));
    }

    @Test
    @DisplayName("I14: of a policy that is part of somebody, only what it allows is kept, not its document")
    void ofInlinePoliciesTheDocumentIsNotKept() {
        succeeded(house.sync());

        assertThat(house.texts("MATCH (w)-[:ASSIGNED]->(p:AwsIamInlinePolicy) RETURN w.name + ' ' + p.name + ' ' +"
                        + " p.allowsEverything ORDER BY w.name"))
                .as("what a statement denies is not allowed")
                .containsExactly("admins reading false", "bob everything true", "worker nothing false");
        assertThat(house.house.count("MATCH (n:AwsIamInlinePolicy) WHERE any(k IN keys(n) WHERE toStringOrNull(n[k])"
                        + " CONTAINS 'Statement') RETURN count(n)"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ec2:DescribeRouteTables, rtb-2, aws_route_table, rtb-1;rtb-2",
        "ec2:DescribeInternetGateways, igw-1, aws_internet_gateway, igw-1",
        "ec2:DescribeNatGateways, nat-1, aws_nat_gateway, nat-1",
        "kms:ListKeys, k-3, aws_kms_key, k-1;k-2;k-3",
        "eks:ListClusters, shop, aws_eks_cluster, shop",
        "route53:ListHostedZones, Z2, aws_hosted_zone, acme.example;inside",
        "iam:GetAccountAuthorizationDetails, everything, aws_iam_inline_policy, everything;nothing;reading"
    })
    @DisplayName("P14, I7: of a listing that may no longer be read nothing is deleted, and elsewhere what is gone is")
    void ofAListingThatMayNoLongerBeReadNothingIsDeleted(String listing, String gone, String type, String stay) {
        succeeded(house.sync());
        aws.remove(listing + " " + OWN + " " + HOME, gone);
        aws.remove("ec2:DescribeVolumes " + OWN + " " + HOME, "vol-1");
        aws.refuse(listing + " " + OWN + " " + HOME, 403, DENIED);

        SyncReport report = house.sync();

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("scope-denied");
            assertThat(problem.detail()).contains(listing);
        });
        assertThat(house.named(type)).containsExactly(stay.split(";"));
        assertThat(house.named("aws_volume")).containsExactly("vol-2");
    }

    @Test
    @DisplayName("P14, I7: the record sets of a zone that may no longer be read stay")
    void recordSetsOfAZoneThatMayNoLongerBeReadStay() {
        aws.add(
                "route53:ListResourceRecordSets " + OWN + " " + HOME + " Z2",
                Samples.recordSet("db.inside", "A", "", "10.0.0.1"),
                Samples.recordSet("web.inside", "A", "", "10.0.0.2"));
        succeeded(house.sync());
        aws.remove("route53:ListResourceRecordSets " + OWN + " " + HOME + " Z1", "www.acme.example.</Name>");
        aws.remove("route53:ListResourceRecordSets " + OWN + " " + HOME + " Z2", "db.inside");
        aws.refuse("route53:ListResourceRecordSets .* Z1", 403, DENIED);

        house.sync();

        assertThat(house.named("aws_record_set"))
                .containsExactly(
                        "*.acme.example CNAME",
                        "acme.example A",
                        "web.inside A",
                        "www.acme.example A",
                        "www.acme.example A");
    }

    @Test
    @DisplayName("I14: a function's environment is not kept")
    void aFunctionsEnvironmentIsNotKept() {
        succeeded(house.sync());

        assertThat(house.texts("MATCH (f:Function) RETURN f.name + ' ' + f.updatedOn"))
                .containsExactly("work 2025-05-06T07:08:09Z");
        assertThat(house.house.count("MATCH (n) WHERE any(k IN keys(n) WHERE toStringOrNull(n[k]) CONTAINS 'hidden')"
                        + " RETURN count(n)"))
                .isZero();
    }

    @Test
    @DisplayName("Accounts of the organisation are read by the role in each of them, and only there")
    void accountsOfTheOrganisationAreReadByTheirRole() {
        house.settings.put("organization", true);
        house.settings.put("skippedAccounts", List.of("333333333333"));
        aws.object(
                        "organizations:DescribeOrganization " + OWN + " " + HOME,
                        "{\"Organization\":{\"Id\":\"o-1\",\"MasterAccountId\":\"" + OWN + "\"}}")
                .add(
                        "organizations:ListAccounts " + OWN + " " + HOME,
                        Samples.account(OWN, "main", "ACTIVE"),
                        Samples.account(OTHER, "shop", "ACTIVE"),
                        Samples.account("333333333333", "gone", "SUSPENDED"))
                // Shared with the other account, which does not see its tags.
                .put(
                        "ec2:DescribeVpcs " + OWN + " " + HOME,
                        List.of(Samples.vpc("vpc-1", OWN)
                                .replace(
                                        "<tagSet/>",
                                        "<tagSet><item><key>Name</key><value>main</value></item></tagSet>")))
                .add("ec2:DescribeVpcs " + OTHER + " " + HOME, Samples.vpc("vpc-1", OWN));

        succeeded(house.sync());

        assertThat(house.edges("HAS", "none"))
                .contains(
                        "o-1 HAS main",
                        "o-1 HAS shop",
                        "shop HAS zoe",
                        OTHER + " us-east-1 HAS vpc-9",
                        OTHER + " us-east-1 HAS main")
                .doesNotContain("main HAS zoe");
        assertThat(house.texts(
                        "MATCH (a:AwsAccount) RETURN a.email + ' ' + a.status + ' ' + a.joinedOn ORDER BY a.name"))
                .containsExactly(
                        "main@acme.example ACTIVE 2023-11-14T22:13:20Z",
                        "shop@acme.example ACTIVE 2023-11-14T22:13:20Z");
        assertThat(aws.asked("sts:AssumeRole .*role/Cadastre"))
                .as("once for all listings")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("P14, I7: what may not be read in one region of one account touches nothing elsewhere")
    void whatMayNotBeReadInOneRegionTouchesNothingElsewhere() {
        house.settings.put("accounts", List.of(OTHER));
        succeeded(house.sync());
        aws.remove("ec2:DescribeVpcs " + OWN + " " + HOME, "vpc-1");
        aws.remove("ec2:DescribeVpcs " + OWN + " eu-west-1", "vpc-2");
        aws.remove("ec2:DescribeVpcs " + OTHER + " " + HOME, "vpc-9");
        aws.remove("ec2:DescribeVolumes " + OWN + " " + HOME, "vol-2");
        aws.refuse(
                "ec2:DescribeVpcs " + OWN + " " + HOME,
                403,
                "<Response><Errors><Error><Code>UnauthorizedOperation</Code></Error></Errors></Response>");

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("scope-denied");
            assertThat(problem.detail()).contains("ec2:DescribeVpcs");
        });
        assertThat(house.named("aws_vpc")).containsExactly("vpc-1");
        assertThat(house.named("aws_volume")).containsExactly("vol-1");
    }

    @Test
    @DisplayName("I7: a role that may no longer be assumed deletes nothing of its account, and is asked for once")
    void aRoleThatMayNoLongerBeAssumedDeletesNothing() {
        house.settings.put("accounts", List.of(OTHER));
        succeeded(house.sync());
        aws.requests.clear();
        aws.refuse("sts:AssumeRole", 403, DENIED);
        aws.remove("iam:ListUsers " + OWN + " " + HOME, "bob");

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("scope-denied");
            assertThat(problem.detail()).contains("sts:AssumeRole").contains(OTHER);
        });
        assertThat(house.named("aws_iam_user")).containsExactly("ada", "zoe");
        assertThat(house.named("aws_vpc")).containsExactly("vpc-1", "vpc-2", "vpc-9");
        assertThat(aws.asked("sts:AssumeRole")).isEqualTo(1);
    }

    @Test
    @DisplayName("I7: of a service that answers in its own words nothing is deleted when it says no")
    void servicesSayNoInTheirOwnWords() {
        succeeded(house.sync());
        aws.remove("lambda:ListFunctions " + OWN + " " + HOME, "work");
        aws.remove("cloudtrail:DescribeTrails " + OWN + " " + HOME, "audit");
        aws.refuse("cloudtrail:", 400, "{\"__type\":\"com.amazonaws#AccessDeniedException\"}");
        aws.refuse("lambda:", 403, "{\"code\":\"AccessDeniedException\"}");
        aws.refuse("s3:publicAccessBlock .* logs", 403, "<Error><Code>AccessDenied</Code></Error>");

        SyncReport report = house.sync();

        assertThat(report.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("scope-denied"));
        assertThat(house.named("aws_trail")).containsExactly("audit");
        assertThat(house.named("aws_lambda_function")).containsExactly("work");
        assertThat(house.texts("MATCH (b:AwsS3Bucket) WHERE b.blocksPublicAccess RETURN b.name"))
                .as("what was known of a bucket stays")
                .containsExactly("logs");
    }

    @Test
    void aCallThatWasTooOftenIsMadeAgain() {
        aws.fail("ec2:DescribeSubnets", Fault.RATE_LIMITED, When.ONCE);

        succeeded(house.sync());

        assertThat(house.named("aws_subnet")).containsExactly("subnet-1");
        assertThat(aws.asked("ec2:DescribeSubnets " + OWN + " ")).isEqualTo(3);
    }

    @Test
    @DisplayName("I7: an access key that AWS no longer accepts deletes nothing, and it is said")
    void aKeyThatIsNoLongerAcceptedDeletesNothing() {
        succeeded(house.sync());
        List<String> before = house.edges("HAS", "none");
        aws.secret("a-newer-secret");

        SyncReport report = house.sync();

        assertThat(report.state()).isIn(SyncState.FAILED, SyncState.PARTIAL);
        assertThat(report.reason()).contains("SignatureDoesNotMatch");
        assertThat(house.edges("HAS", "none")).isEqualTo(before);
    }

    @Test
    void onlyTheRegionsThatSomebodyWantsAreRead() {
        house.settings.put("regions", List.of("eu-west-1"));
        house.settings.put(
                "leftOut",
                List.of(
                        "s3",
                        "rds",
                        "iamFactors",
                        "iamAccessKeys",
                        "iamPolicies",
                        "iamInlinePolicies",
                        "kms",
                        "eks",
                        "route53"));

        succeeded(house.sync());

        assertThat(house.named("aws_vpc")).containsExactly("vpc-2");
        assertThat(aws.asked(
                        "DescribeRegions|s3:|rds:|MFA|AccessKeys|ListPolicies|ForPolicy|Details|kms:|eks:|route53:"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leftOut=everything",
                "region=nowhere",
                "regions=a b",
                "accounts=12",
                "role=arn:aws:iam::111111111111:role/x",
                "accessKeyId=not a key",
                "endpoint=ftp://aws.example",
                "endpoint=https://user:pass@aws.example"
            })
    void settingsThatMakeNoSenseAreRefusedByName(String setting) {
        String[] parts = setting.split("=", 2);
        house.settings.put(parts[0], parts[1]);

        assertThatThrownBy(() -> AwsSettings.of(house.config()))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageContaining("'" + parts[0] + "'")
                .message()
                .doesNotContain("pass@");
    }

    @Test
    void theOnboardingAsksItsQuestionsOnceAndInOrder() {
        assertThat(new AwsConnector().definition().onboarding().steps())
                .extracting(OnboardingStep::key)
                .containsExactly("aws", "reading");
    }

    @Test
    void servicesAreWhereAwsHasThem() {
        assertThat(AwsService.IAM.endpoint("eu-west-1")).isEqualTo("https://iam.amazonaws.com");
        assertThat(AwsService.IAM.signingRegion("eu-west-1")).isEqualTo("us-east-1");
        assertThat(AwsService.EC2.endpoint("eu-west-1")).isEqualTo("https://ec2.eu-west-1.amazonaws.com");
        assertThat(AwsService.EC2.endpoint("cn-north-1")).isEqualTo("https://ec2.cn-north-1.amazonaws.com.cn");
        assertThat(AwsService.IAM.endpoint("us-gov-east-1")).isEqualTo("https://iam.us-gov.amazonaws.com");
        assertThat(AwsService.IAM.endpoint("cn-north-1")).isEqualTo("https://iam.cn-north-1.amazonaws.com.cn");
        assertThat(AwsService.ROUTE53.endpoint("eu-west-1")).isEqualTo("https://route53.amazonaws.com");
        assertThat(AwsService.ROUTE53.signingRegion("eu-west-1")).isEqualTo("us-east-1");
        assertThat(AwsService.ROUTE53.endpoint("cn-north-1")).isEqualTo("https://route53.amazonaws.com.cn");
        assertThat(AwsService.ROUTE53.signingRegion("cn-north-1")).isEqualTo("cn-northwest-1");
        assertThat(AwsService.ROUTE53.endpoint("us-gov-east-1")).isEqualTo("https://route53.us-gov.amazonaws.com");
        assertThat(AwsService.ORGANIZATIONS.endpoint("eu-west-1"))
                .isEqualTo("https://organizations.us-east-1.amazonaws.com");
    }
}
