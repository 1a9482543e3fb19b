package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.AwsPlan.Stage;
import io.cadastre.connectors.aws.model.AwsAccount;
import io.cadastre.connectors.aws.model.AwsRegion;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.pipeline.Loader;
import java.util.ArrayList;
import java.util.List;

/** The regions of an account, and what is read of those services in them of which one listing says all. */
final class RegionListings {
    private final AwsPlan plan;
    private final AwsSettings settings;

    RegionListings(AwsPlan plan, AwsSettings settings) {
        this.plan = plan;
        this.settings = settings;
    }

    void add() {
        plan.collection(
                Stage.FIRST,
                Loader.collection("regions", AwsAccount.REGIONS, this::regions)
                        .fills(AwsRegion.ACCOUNT_ID, AwsRegion.NAME));
        plan.ofRegion(
                Part.RDS,
                "databases",
                AwsRegion.DATABASES,
                new Paged(
                        AwsRequest.of(AwsService.RDS, "DescribeDBInstances"),
                        answer -> AwsAnswers.list(answer, "DBInstances"),
                        "Marker",
                        "Marker"),
                RegionEntities::database);
        plan.ofRegion(
                Part.LAMBDA,
                "functions",
                AwsRegion.FUNCTIONS,
                new Paged(
                        AwsRequest.of(AwsService.LAMBDA, "ListFunctions")
                                .at("/2015-03-31/functions/")
                                .with("MaxItems", "50"),
                        answer -> answer.elements("Functions"),
                        "NextMarker",
                        "Marker"),
                RegionEntities::function);
        plan.ofRegion(
                Part.ELB,
                "loadBalancers",
                AwsRegion.LOAD_BALANCERS,
                new Paged(
                        AwsRequest.of(AwsService.ELB, "DescribeLoadBalancers"),
                        answer -> AwsAnswers.list(answer, "LoadBalancers"),
                        "NextMarker",
                        "Marker"),
                RegionEntities::loadBalancer);
        plan.ofRegion(
                Part.CLOUDTRAIL,
                "trails",
                AwsRegion.TRAILS,
                new Paged(
                        AwsRequest.of(AwsService.CLOUDTRAIL, "DescribeTrails"),
                        answer -> answer.elements("trailList"),
                        "NextToken",
                        "NextToken"),
                RegionEntities::trail);
    }

    private Page<Item<AwsRegion>> regions(LoadEnv env, EntityRef<AwsAccount> ref, PageRequest page) throws Exception {
        List<String> names = new ArrayList<>(settings.regions());
        if (names.isEmpty()) {
            AwsRequest request = AwsRequest.of(AwsService.EC2, "DescribeRegions");
            for (Json each : AwsAnswers.list(plan.ask(env, ref.key(), request), "regionInfo")) {
                names.add(each.text("regionName"));
            }
        }
        return Page.last(names.stream()
                .map(name -> Item.<AwsRegion>of(RegionEntities.region(ref.key(), name)))
                .toList());
    }
}
