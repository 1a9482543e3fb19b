package io.cadastre.connectors.aws;

import static io.cadastre.connectors.aws.FakeAws.HOME;
import static io.cadastre.connectors.aws.FakeAws.OWN;

import io.cadastre.connectors.aws.model.AwsIamUser;
import io.cadastre.connectors.aws.model.AwsLambdaFunction;
import io.cadastre.connectors.aws.model.AwsOrganization;
import io.cadastre.connectors.aws.model.AwsRecordSet;
import io.cadastre.connectors.aws.model.AwsVolume;
import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.conformance.When;
import io.cadastre.spi.model.EntityType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A small AWS with pages of two. Every fault is tried with one listing of each kind of answer that comes in pages. */
final class AwsBackend implements Backend {
    private static final int PAGE = 2;
    private static final Listing USERS = new Listing(AwsIamUser.TYPE, "iam:ListUsers " + OWN);
    private static final Listing FUNCTIONS =
            new Listing(AwsLambdaFunction.TYPE, "lambda:ListFunctions " + OWN + " " + HOME);
    private static final Listing VOLUMES = new Listing(AwsVolume.TYPE, "ec2:DescribeVolumes " + OWN + " " + HOME);

    private static final Listing RECORD_SETS =
            new Listing(AwsRecordSet.TYPE, "route53:ListResourceRecordSets " + OWN + " " + HOME + " Z1");

    private final FakeAws aws = new FakeAws().pages(PAGE);

    AwsBackend() {
        Samples.fill(aws);
        populate(USERS, 2);
        populate(FUNCTIONS, 1);
        populate(VOLUMES, 1);
        populate(RECORD_SETS, 1);
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("accessKeyId", FakeAws.KEY_ID, "endpoint", aws.endpoint());
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("secretAccessKey", FakeAws.SECRET);
    }

    @Override
    public List<Listing> listings() {
        return List.of(USERS, FUNCTIONS, VOLUMES, RECORD_SETS);
    }

    @Override
    public Set<EntityType<?>> types() {
        return AwsConnector.SCHEMA.entityTypes().stream()
                .filter(type -> !type.equals(AwsOrganization.TYPE))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public void populate(Listing listing, int items) {
        if (listing.equals(USERS)) {
            aws.put(
                    "iam:ListUsers " + OWN + " " + HOME,
                    Samples.numbered(items, number -> Samples.user("AIDA" + number, "user" + number)));
            aws.put(
                    "iam:ListAccessKeys " + OWN + " " + HOME + " user1",
                    List.of(Samples.accessKey("AKIA1", "Active", "2020-01-02T03:04:05Z")));
        } else if (listing.equals(FUNCTIONS)) {
            aws.put(
                    "lambda:ListFunctions " + OWN + " " + HOME,
                    Samples.numbered(items, number -> Samples.function("function" + number, "java25")));
        } else if (listing.equals(RECORD_SETS)) {
            aws.put(
                    RECORD_SETS.route(),
                    Samples.numbered(
                            items, number -> Samples.recordSet("n" + number + ".acme.example", "A", "", "192.0.2.1")));
        } else {
            aws.put(
                    "ec2:DescribeVolumes " + OWN + " " + HOME,
                    Samples.numbered(items, number -> Samples.volume("vol-" + number, true, "i-1")));
        }
    }

    @Override
    public Set<Fault> faults() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    public void fail(Listing listing, Fault fault, When when) {
        aws.fail(listing.route(), fault, when);
    }

    @Override
    public void failEverything(Fault fault) {
        aws.fail("", fault, When.ALWAYS);
    }

    @Override
    public void repair() {
        aws.repair();
    }

    @Override
    public void awaitHanging() throws InterruptedException {
        aws.awaitHanging();
    }

    @Override
    public void close() {
        aws.close();
    }
}
