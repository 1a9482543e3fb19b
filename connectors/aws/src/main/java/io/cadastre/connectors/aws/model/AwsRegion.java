package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A region as an account sees it. */
public final class AwsRegion {
    public static final EntityType<AwsRegion> TYPE =
            EntityType.<AwsRegion>named("aws_region").classes(EntityClass.SITE).keyed("number of the account:name");

    public static final Field<AwsRegion, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsRegion, String> NAME = TYPE.string("name", FieldOption.required());

    public static final CollectionField<AwsRegion, AwsVpc> VPCS = TYPE.collection("vpcs", () -> AwsVpc.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsSubnet> SUBNETS =
            TYPE.collection("subnets", () -> AwsSubnet.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsRouteTable> ROUTE_TABLES =
            TYPE.collection("routeTables", () -> AwsRouteTable.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsInternetGateway> INTERNET_GATEWAYS =
            TYPE.collection("internetGateways", () -> AwsInternetGateway.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsNatGateway> NAT_GATEWAYS =
            TYPE.collection("natGateways", () -> AwsNatGateway.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsSecurityGroup> SECURITY_GROUPS =
            TYPE.collection("securityGroups", () -> AwsSecurityGroup.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsSecurityGroupRule> SECURITY_GROUP_RULES =
            TYPE.collection("securityGroupRules", () -> AwsSecurityGroupRule.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsInstance> INSTANCES =
            TYPE.collection("instances", () -> AwsInstance.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsVolume> VOLUMES =
            TYPE.collection("volumes", () -> AwsVolume.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsAddress> ADDRESSES =
            TYPE.collection("addresses", () -> AwsAddress.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsKeyPair> KEY_PAIRS =
            TYPE.collection("keyPairs", () -> AwsKeyPair.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsImage> IMAGES =
            TYPE.collection("images", () -> AwsImage.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsRdsInstance> DATABASES =
            TYPE.collection("databases", () -> AwsRdsInstance.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsLambdaFunction> FUNCTIONS =
            TYPE.collection("functions", () -> AwsLambdaFunction.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsLoadBalancer> LOAD_BALANCERS =
            TYPE.collection("loadBalancers", () -> AwsLoadBalancer.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsTrail> TRAILS =
            TYPE.collection("trails", () -> AwsTrail.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsKmsKey> KEYS =
            TYPE.collection("keys", () -> AwsKmsKey.TYPE, Verb.HAS);
    public static final CollectionField<AwsRegion, AwsEksCluster> CLUSTERS =
            TYPE.collection("clusters", () -> AwsEksCluster.TYPE, Verb.HAS);

    private AwsRegion() {}
}
