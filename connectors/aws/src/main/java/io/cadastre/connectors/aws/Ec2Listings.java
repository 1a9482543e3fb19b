package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.AwsPlan.Stage;
import io.cadastre.connectors.aws.model.AwsInstance;
import io.cadastre.connectors.aws.model.AwsNatGateway;
import io.cadastre.connectors.aws.model.AwsRegion;
import io.cadastre.connectors.aws.model.AwsRouteTable;
import io.cadastre.connectors.aws.model.AwsVolume;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.CollectionField;
import java.util.ArrayList;
import java.util.List;

/** What is read of EC2: the networks of a region, and the machines in them with their disks and addresses. */
final class Ec2Listings {
    private final AwsPlan plan;

    Ec2Listings(AwsPlan plan) {
        this.plan = plan;
    }

    void add() {
        if (!plan.reads(Part.EC2)) {
            return;
        }
        list("vpcs", AwsRegion.VPCS, paged("DescribeVpcs", "vpcSet", 1000), Ec2Entities::vpc);
        list("subnets", AwsRegion.SUBNETS, paged("DescribeSubnets", "subnetSet", 1000), Ec2Entities::subnet);
        list(
                "routeTables",
                AwsRegion.ROUTE_TABLES,
                paged("DescribeRouteTables", "routeTableSet", 100),
                Ec2Entities::routeTable);
        list(
                "internetGateways",
                AwsRegion.INTERNET_GATEWAYS,
                paged("DescribeInternetGateways", "internetGatewaySet", 1000),
                Ec2Entities::internetGateway);
        list(
                "natGateways",
                AwsRegion.NAT_GATEWAYS,
                paged("DescribeNatGateways", "natGatewaySet", 1000).where(Ec2Listings::natGateways),
                Ec2Entities::natGateway);
        list(
                "securityGroups",
                AwsRegion.SECURITY_GROUPS,
                paged("DescribeSecurityGroups", "securityGroupInfo", 1000),
                Ec2Entities::securityGroup);
        list(
                "securityGroupRules",
                AwsRegion.SECURITY_GROUP_RULES,
                paged("DescribeSecurityGroupRules", "securityGroupRuleSet", 1000),
                Ec2Entities::securityGroupRule);
        list(
                "instances",
                AwsRegion.INSTANCES,
                paged("DescribeInstances", "reservationSet", 1000).where(Ec2Listings::instances),
                Ec2Entities::instance);
        list("volumes", AwsRegion.VOLUMES, paged("DescribeVolumes", "volumeSet", 500), Ec2Entities::volume);
        list("addresses", AwsRegion.ADDRESSES, Paged.ec2("DescribeAddresses", "addressesSet"), Ec2Entities::address);
        list("keyPairs", AwsRegion.KEY_PAIRS, Paged.ec2("DescribeKeyPairs", "keySet"), Ec2Entities::keyPair);
        list(
                "images",
                AwsRegion.IMAGES,
                Paged.ec2("DescribeImages", "imagesSet").with("Owner.1", "self"),
                Ec2Entities::image);
        plan.pointing(
                Stage.THIRD, "instanceSecurityGroups", AwsInstance.SECURITY_GROUPS, AwsInstance.SECURITY_GROUP_IDS);
        plan.pointing(Stage.THIRD, "volumeInstances", AwsVolume.INSTANCES, AwsVolume.INSTANCE_IDS);
        plan.pointing(Stage.THIRD, "routeTableSubnets", AwsRouteTable.SUBNETS, AwsRouteTable.SUBNET_IDS);
        plan.pointing(Stage.THIRD, "natGatewayAddresses", AwsNatGateway.ADDRESSES, AwsNatGateway.ALLOCATION_IDS);
    }

    private <T> void list(
            String name, CollectionField<AwsRegion, T> field, Paged listing, AwsPlan.Describing<Place> describing) {
        plan.ofRegion(Part.EC2, name, field, listing, describing);
    }

    private static Paged paged(String action, String list, int size) {
        return Paged.ec2(action, list).with("MaxResults", String.valueOf(size));
    }

    private static List<Json> natGateways(Json answer) throws ConnectorException.BadData {
        List<Json> gateways = new ArrayList<>();
        for (Json gateway : AwsAnswers.list(answer, "natGatewaySet")) {
            if (!Ec2Entities.deleted(gateway)) {
                gateways.add(gateway);
            }
        }
        return gateways;
    }

    private static List<Json> instances(Json answer) throws ConnectorException.BadData {
        List<Json> instances = new ArrayList<>();
        for (Json reservation : AwsAnswers.list(answer, "reservationSet")) {
            for (Json instance : AwsAnswers.list(reservation, "instancesSet")) {
                if (Ec2Entities.exists(instance)) {
                    instances.add(instance);
                }
            }
        }
        return instances;
    }
}
