package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.AwsPlan.Stage;
import io.cadastre.connectors.aws.model.AwsEksCluster;
import io.cadastre.connectors.aws.model.AwsEksNodeGroup;
import io.cadastre.connectors.aws.model.AwsRegion;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is read of EKS. Its listings give names only: each cluster and node group is asked for by its own. */
final class EksListings {
    private static final Set<Loadable<AwsEksCluster>> CLUSTER_LISTED =
            Set.of(AwsEksCluster.ACCOUNT_ID, AwsEksCluster.REGION, AwsEksCluster.NAME);
    private static final Set<Loadable<AwsEksCluster>> CLUSTER_DETAILS =
            AwsEksCluster.TYPE.loadablesExcept(AwsEksCluster.ACCOUNT_ID, AwsEksCluster.REGION, AwsEksCluster.NAME);
    private static final Set<Loadable<AwsEksNodeGroup>> NODE_GROUP_LISTED = Set.of(
            AwsEksNodeGroup.ACCOUNT_ID, AwsEksNodeGroup.REGION, AwsEksNodeGroup.CLUSTER_NAME, AwsEksNodeGroup.NAME);
    private static final Set<Loadable<AwsEksNodeGroup>> NODE_GROUP_DETAILS = AwsEksNodeGroup.TYPE.loadablesExcept(
            AwsEksNodeGroup.ACCOUNT_ID, AwsEksNodeGroup.REGION, AwsEksNodeGroup.CLUSTER_NAME, AwsEksNodeGroup.NAME);

    private final AwsPlan plan;

    EksListings(AwsPlan plan) {
        this.plan = plan;
    }

    void add() {
        if (!plan.reads(Part.EKS)) {
            return;
        }
        plan.ofRegion(
                Part.EKS,
                "clusters",
                AwsRegion.CLUSTERS,
                paged("ListClusters", "/clusters", "clusters"),
                EksEntities::cluster,
                CLUSTER_LISTED);
        plan.fields(
                Stage.THIRD,
                new Loader.OneByOne<>(
                        "clusterDetails", AwsEksCluster.TYPE, CLUSTER_DETAILS, this::cluster, LoadPolicy.DEFAULT));
        plan.collection(
                Stage.THIRD,
                new Loader.DerivedCollection<>(
                        AwsPlan.source(
                                "nodeGroups", AwsEksCluster.TYPE, EksEntities.Whose::of, (env, whose, request) -> {
                                    Paged listing = paged(
                                            "ListNodegroups", path(whose.cluster()) + "/node-groups", "nodegroups");
                                    return listing.page(plan.ask(env, whose.place(), listing.at(request)));
                                }),
                        AwsEksCluster.NODE_GROUPS,
                        NODE_GROUP_LISTED,
                        found -> List.of(Item.of(EksEntities.nodeGroup(found.where(), found.json())))));
        plan.fields(
                Stage.FOURTH,
                new Loader.OneByOne<>(
                        "nodeGroupDetails",
                        AwsEksNodeGroup.TYPE,
                        NODE_GROUP_DETAILS,
                        this::nodeGroup,
                        LoadPolicy.DEFAULT));
        plan.pointing(Stage.FOURTH, "clusterSubnets", AwsEksCluster.SUBNETS, AwsEksCluster.SUBNET_IDS);
        plan.pointing(
                Stage.FOURTH, "clusterSecurityGroups", AwsEksCluster.SECURITY_GROUPS, AwsEksCluster.SECURITY_GROUP_IDS);
    }

    private static Paged paged(String action, String path, String list) {
        return new Paged(
                AwsRequest.of(AwsService.EKS, action).at(path).with("maxResults", "100"),
                answer -> named(answer.elements(list)),
                "nextToken",
                "nextToken");
    }

    private static List<Json> named(List<Json> names) throws ConnectorException.BadData {
        List<Json> named = new ArrayList<>();
        for (Json name : names) {
            named.add(Json.of(Map.of("name", name.text())));
        }
        return named;
    }

    private static String path(String cluster) {
        return "/clusters/" + cluster;
    }

    private EntityInput cluster(LoadEnv env, EntityRef<AwsEksCluster> ref) throws Exception {
        EksEntities.Whose whose = EksEntities.Whose.of(env, ref);
        AwsRequest request = AwsRequest.of(AwsService.EKS, "DescribeCluster").at(path(whose.cluster()));
        return EksEntities.details(ref, plan.ask(env, whose.place(), request).get("cluster"));
    }

    private EntityInput nodeGroup(LoadEnv env, EntityRef<AwsEksNodeGroup> ref) throws Exception {
        String cluster = env.collected(ref).value(AwsEksNodeGroup.CLUSTER_NAME).orElseThrow();
        String name = env.collected(ref).value(AwsEksNodeGroup.NAME).orElseThrow();
        AwsRequest request =
                AwsRequest.of(AwsService.EKS, "DescribeNodegroup").at(path(cluster) + "/node-groups/" + name);
        Place place = Place.of(env, ref, AwsEksNodeGroup.ACCOUNT_ID, AwsEksNodeGroup.REGION);
        return EksEntities.nodeGroupDetails(ref, plan.ask(env, place, request).get("nodegroup"));
    }
}
