package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.model.AwsEksCluster;
import io.cadastre.connectors.aws.model.AwsEksNodeGroup;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.pipeline.LoadEnv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Makes entities out of what EKS says. */
final class EksEntities {
    private EksEntities() {}

    /** A cluster, as it is asked for. */
    record Whose(Place place, String cluster) {
        static Whose of(LoadEnv env, EntityRef<AwsEksCluster> ref) {
            return new Whose(
                    Place.of(env, ref, AwsEksCluster.ACCOUNT_ID, AwsEksCluster.REGION),
                    env.collected(ref).value(AwsEksCluster.NAME).orElseThrow());
        }
    }

    static EntityInput cluster(Place place, Json json) throws ConnectorException.BadData {
        String name = json.text("name");
        return AwsEksCluster.TYPE
                .input(place.account() + ":" + place.region() + ":" + name)
                .displayName(name)
                .set(AwsEksCluster.ACCOUNT_ID, place.account())
                .set(AwsEksCluster.REGION, place.region())
                .set(AwsEksCluster.NAME, name)
                .build();
    }

    static EntityInput details(EntityRef<AwsEksCluster> ref, Json json) throws ConnectorException.BadData {
        Json network = AwsAnswers.within(json, "resourcesVpcConfig");
        TreeSet<String> groups = new TreeSet<>(texts(network, "securityGroupIds"));
        AwsAnswers.text(network, "clusterSecurityGroupId").ifPresent(groups::add);
        Optional<Boolean> open = AwsAnswers.bool(network, "endpointPublicAccess");
        // While access from outside is off, AWS goes on to show who would have it.
        List<String> cidrs = open.orElse(false) ? texts(network, "publicAccessCidrs") : List.of();
        EntityInput.Builder<AwsEksCluster> cluster = AwsEksCluster.TYPE
                .input(ref.key())
                .set(AwsEksCluster.ARN, AwsAnswers.text(json, "arn"))
                .set(AwsEksCluster.VERSION, AwsAnswers.text(json, "version"))
                .set(AwsEksCluster.STATE, AwsAnswers.text(json, "status"))
                .set(AwsEksCluster.URL, AwsAnswers.text(json, "endpoint"))
                .set(AwsEksCluster.PUBLIC, open.map(any -> cidrs.contains("0.0.0.0/0") || cidrs.contains("::/0")))
                .set(AwsEksCluster.PUBLIC_CIDRS, open.map(any -> cidrs))
                .set(AwsEksCluster.ROLE_ARN, AwsAnswers.text(json, "roleArn"))
                .set(AwsEksCluster.LOGS, logs(AwsAnswers.within(json, "logging")))
                .set(AwsEksCluster.SUBNET_IDS, texts(network, "subnetIds"))
                .set(AwsEksCluster.SECURITY_GROUP_IDS, List.copyOf(groups))
                .set(AwsEksCluster.CREATED_ON, AwsAnswers.time(json, "createdAt"))
                .set(AwsEksCluster.TAGS, tags(json));
        AwsAnswers.text(network, "vpcId").ifPresent(vpc -> cluster.link(AwsEksCluster.VPC, vpc));
        // There is one entry at most, and secrets are all that it can be for.
        List<Json> encryption = AwsAnswers.list(json, "encryptionConfig");
        cluster.set(AwsEksCluster.ENCRYPTS_SECRETS, !encryption.isEmpty());
        for (Json entry : encryption) {
            KmsEntities.key(AwsAnswers.within(entry, "provider"), "keyArn")
                    .ifPresent(key -> cluster.link(AwsEksCluster.KEY, key));
        }
        return cluster.build();
    }

    private static List<String> logs(Json logging) throws ConnectorException.BadData {
        TreeSet<String> logs = new TreeSet<>();
        for (Json some : AwsAnswers.list(logging, "clusterLogging")) {
            if (AwsAnswers.bool(some, "enabled").orElse(false)) {
                logs.addAll(texts(some, "types"));
            }
        }
        return List.copyOf(logs);
    }

    static EntityInput nodeGroup(Whose whose, Json json) throws ConnectorException.BadData {
        String name = json.text("name");
        Place place = whose.place();
        return AwsEksNodeGroup.TYPE
                .input(place.account() + ":" + place.region() + ":" + whose.cluster() + ":" + name)
                .displayName(name)
                .set(AwsEksNodeGroup.ACCOUNT_ID, place.account())
                .set(AwsEksNodeGroup.REGION, place.region())
                .set(AwsEksNodeGroup.CLUSTER_NAME, whose.cluster())
                .set(AwsEksNodeGroup.NAME, name)
                .build();
    }

    static EntityInput nodeGroupDetails(EntityRef<AwsEksNodeGroup> ref, Json json) throws ConnectorException.BadData {
        Json scaling = AwsAnswers.within(json, "scalingConfig");
        return AwsEksNodeGroup.TYPE
                .input(ref.key())
                .set(AwsEksNodeGroup.ARN, AwsAnswers.text(json, "nodegroupArn"))
                .set(AwsEksNodeGroup.VERSION, AwsAnswers.text(json, "version"))
                .set(AwsEksNodeGroup.STATE, AwsAnswers.text(json, "status"))
                .set(AwsEksNodeGroup.IMAGE_TYPE, AwsAnswers.text(json, "amiType"))
                .set(AwsEksNodeGroup.CAPACITY_TYPE, AwsAnswers.text(json, "capacityType"))
                .set(AwsEksNodeGroup.INSTANCE_TYPES, texts(json, "instanceTypes"))
                .set(AwsEksNodeGroup.MIN_SIZE, AwsAnswers.number(scaling, "minSize"))
                .set(AwsEksNodeGroup.MAX_SIZE, AwsAnswers.number(scaling, "maxSize"))
                .set(AwsEksNodeGroup.ROLE_ARN, AwsAnswers.text(json, "nodeRole"))
                .set(AwsEksNodeGroup.SUBNET_IDS, texts(json, "subnets"))
                .set(AwsEksNodeGroup.CREATED_ON, AwsAnswers.time(json, "createdAt"))
                .set(AwsEksNodeGroup.TAGS, tags(json))
                .build();
    }

    private static List<String> texts(Json json, String list) throws ConnectorException.BadData {
        TreeSet<String> texts = new TreeSet<>();
        for (Json each : AwsAnswers.list(json, list)) {
            texts.add(each.text());
        }
        return List.copyOf(texts);
    }

    /** Tags are the members of an object here. */
    private static List<String> tags(Json json) throws ConnectorException.BadData {
        List<String> tags = new ArrayList<>();
        if (AwsAnswers.within(json, "tags").raw() instanceof Map<?, ?> all) {
            all.forEach((key, value) -> tags.add(key + "=" + value));
        }
        return tags.stream().sorted().toList();
    }
}
