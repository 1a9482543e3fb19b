package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.model.AwsAddress;
import io.cadastre.connectors.aws.model.AwsImage;
import io.cadastre.connectors.aws.model.AwsInstance;
import io.cadastre.connectors.aws.model.AwsInternetGateway;
import io.cadastre.connectors.aws.model.AwsKeyPair;
import io.cadastre.connectors.aws.model.AwsNatGateway;
import io.cadastre.connectors.aws.model.AwsRouteTable;
import io.cadastre.connectors.aws.model.AwsSecurityGroup;
import io.cadastre.connectors.aws.model.AwsSecurityGroupRule;
import io.cadastre.connectors.aws.model.AwsSubnet;
import io.cadastre.connectors.aws.model.AwsVolume;
import io.cadastre.connectors.aws.model.AwsVpc;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes entities out of what EC2 says. */
final class Ec2Entities {
    private static final long GIB = 1L << 30;
    private static final Set<String> EVERYBODY = Set.of("0.0.0.0/0", "::/0");

    private static final List<String> DESTINATIONS =
            List.of("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId");
    private static final List<String> TARGETS = List.of(
            "gatewayId",
            "natGatewayId",
            "transitGatewayId",
            "vpcPeeringConnectionId",
            "egressOnlyInternetGatewayId",
            "instanceId",
            "networkInterfaceId",
            "localGatewayId",
            "carrierGatewayId",
            "coreNetworkArn");

    private Ec2Entities() {}

    private static List<String> tags(Json json) throws ConnectorException.BadData {
        return AwsAnswers.tags(json, "tagSet", "key", "value");
    }

    /** The tag {@code Name}, or something else. */
    private static String name(Json json, String other) throws ConnectorException.BadData {
        return tags(json).stream()
                .filter(tag -> tag.startsWith("Name=") && tag.length() > 5)
                .map(tag -> tag.substring(5))
                .findFirst()
                .orElse(other);
    }

    private static List<String> texts(Json json, String list, String member) throws ConnectorException.BadData {
        TreeSet<String> texts = new TreeSet<>();
        for (Json each : AwsAnswers.list(json, list)) {
            AwsAnswers.text(each, member).ifPresent(texts::add);
        }
        return List.copyOf(texts);
    }

    static EntityInput vpc(Place place, Json json) throws ConnectorException.BadData {
        String id = json.text("vpcId");
        List<String> cidrs = new ArrayList<>(texts(json, "cidrBlockAssociationSet", "cidrBlock"));
        cidrs.addAll(texts(json, "ipv6CidrBlockAssociationSet", "ipv6CidrBlock"));
        return AwsVpc.TYPE
                .input(id)
                .displayName(name(json, id))
                .set(AwsVpc.ACCOUNT_ID, place.owner(json))
                .set(AwsVpc.REGION, place.region())
                .set(AwsVpc.NAME, name(json, id))
                .set(AwsVpc.CIDRS, cidrs.isEmpty() ? List.of(json.text("cidrBlock")) : cidrs)
                .set(AwsVpc.DEFAULT_VPC, AwsAnswers.bool(json, "isDefault"))
                .set(AwsVpc.TAGS, tags(json))
                .build();
    }

    static EntityInput subnet(Place place, Json json) throws ConnectorException.BadData {
        String id = json.text("subnetId");
        List<String> cidrs = new ArrayList<>();
        AwsAnswers.text(json, "cidrBlock").ifPresent(cidrs::add);
        cidrs.addAll(texts(json, "ipv6CidrBlockAssociationSet", "ipv6CidrBlock"));
        return AwsSubnet.TYPE
                .input(id)
                .displayName(name(json, id))
                .set(AwsSubnet.ACCOUNT_ID, place.owner(json))
                .set(AwsSubnet.REGION, place.region())
                .set(AwsSubnet.NAME, name(json, id))
                .set(AwsSubnet.CIDRS, cidrs)
                .set(AwsSubnet.AVAILABILITY_ZONE, AwsAnswers.text(json, "availabilityZone"))
                .set(AwsSubnet.MAPS_PUBLIC_IPS, AwsAnswers.bool(json, "mapPublicIpOnLaunch"))
                .set(AwsSubnet.TAGS, tags(json))
                .link(AwsSubnet.VPC, json.text("vpcId"))
                .build();
    }

    static EntityInput routeTable(Place place, Json json) throws ConnectorException.BadData {
        String id = json.text("routeTableId");
        TreeSet<String> routes = new TreeSet<>();
        boolean open = false;
        for (Json route : AwsAnswers.list(json, "routeSet")) {
            String where = first(route, DESTINATIONS);
            String through = first(route, TARGETS);
            boolean gone = AwsAnswers.text(route, "state").orElse("").equals("blackhole");
            routes.add(where + " " + through + (gone ? " (blackhole)" : ""));
            open = open || (EVERYBODY.contains(where) && through.startsWith("igw-") && !gone);
        }
        boolean main = false;
        for (Json association : AwsAnswers.list(json, "associationSet")) {
            main = main || AwsAnswers.bool(association, "main").orElse(false);
        }
        return AwsRouteTable.TYPE
                .input(id)
                .displayName(name(json, id))
                .set(AwsRouteTable.ACCOUNT_ID, place.owner(json))
                .set(AwsRouteTable.REGION, place.region())
                .set(AwsRouteTable.NAME, name(json, id))
                .set(AwsRouteTable.MAIN, main)
                .set(AwsRouteTable.PUBLIC, open)
                .set(AwsRouteTable.ROUTES, List.copyOf(routes))
                .set(AwsRouteTable.SUBNET_IDS, texts(json, "associationSet", "subnetId"))
                .set(AwsRouteTable.TAGS, tags(json))
                .link(AwsRouteTable.VPC, json.text("vpcId"))
                .build();
    }

    /** The first of some members that is there; what AWS calls otherwise is not known. */
    private static String first(Json json, List<String> members) throws ConnectorException.BadData {
        for (String member : members) {
            Optional<String> text = AwsAnswers.text(json, member);
            if (text.isPresent()) {
                return text.get();
            }
        }
        return "?";
    }

    static EntityInput internetGateway(Place place, Json json) throws ConnectorException.BadData {
        String id = json.text("internetGatewayId");
        EntityInput.Builder<AwsInternetGateway> gateway = AwsInternetGateway.TYPE
                .input(id)
                .displayName(name(json, id))
                .set(AwsInternetGateway.ACCOUNT_ID, place.owner(json))
                .set(AwsInternetGateway.REGION, place.region())
                .set(AwsInternetGateway.NAME, name(json, id))
                .set(AwsInternetGateway.TAGS, tags(json));
        // It is attached to one network at most.
        texts(json, "attachmentSet", "vpcId").forEach(vpc -> gateway.link(AwsInternetGateway.VPC, vpc));
        return gateway.build();
    }

    /** Whether a NAT gateway is no more: for an hour, AWS shows those too. */
    static boolean deleted(Json natGateway) throws ConnectorException.BadData {
        return AwsAnswers.text(natGateway, "state").orElse("").equals("deleted");
    }

    static EntityInput natGateway(Place place, Json json) throws ConnectorException.BadData {
        String id = json.text("natGatewayId");
        EntityInput.Builder<AwsNatGateway> gateway = AwsNatGateway.TYPE
                .input(id)
                .displayName(name(json, id))
                .set(AwsNatGateway.ACCOUNT_ID, place.account())
                .set(AwsNatGateway.REGION, place.region())
                .set(AwsNatGateway.NAME, name(json, id))
                .set(AwsNatGateway.STATE, AwsAnswers.text(json, "state"))
                .set(AwsNatGateway.CONNECTIVITY, AwsAnswers.text(json, "connectivityType"))
                .set(AwsNatGateway.PRIVATE_IP_ADDRESSES, texts(json, "natGatewayAddressSet", "privateIp"))
                .set(AwsNatGateway.PUBLIC_IP_ADDRESSES, texts(json, "natGatewayAddressSet", "publicIp"))
                .set(AwsNatGateway.ALLOCATION_IDS, texts(json, "natGatewayAddressSet", "allocationId"))
                .set(AwsNatGateway.CREATED_ON, AwsAnswers.time(json, "createTime"))
                .set(AwsNatGateway.TAGS, tags(json));
        AwsAnswers.text(json, "subnetId").ifPresent(subnet -> gateway.link(AwsNatGateway.SUBNET, subnet));
        return gateway.build();
    }

    static EntityInput securityGroup(Place place, Json json) throws ConnectorException.BadData {
        EntityInput.Builder<AwsSecurityGroup> group = AwsSecurityGroup.TYPE
                .input(json.text("groupId"))
                .displayName(json.text("groupName"))
                .set(AwsSecurityGroup.ACCOUNT_ID, place.owner(json))
                .set(AwsSecurityGroup.REGION, place.region())
                .set(AwsSecurityGroup.NAME, json.text("groupName"))
                .set(AwsSecurityGroup.DESCRIPTION, AwsAnswers.text(json, "groupDescription"))
                .set(AwsSecurityGroup.TAGS, tags(json));
        AwsAnswers.text(json, "vpcId").ifPresent(vpc -> group.link(AwsSecurityGroup.VPC, vpc));
        return group.build();
    }

    static EntityInput securityGroupRule(Place place, Json json) throws ConnectorException.BadData {
        boolean ingress = !AwsAnswers.bool(json, "isEgress").orElseThrow();
        Optional<String> cidr = AwsAnswers.text(json, "cidrIpv4");
        Optional<String> cidr6 = AwsAnswers.text(json, "cidrIpv6");
        Optional<String> range = cidr.or(() -> cidr6);
        Optional<String> other = AwsAnswers.text(AwsAnswers.within(json, "referencedGroupInfo"), "groupId");
        Optional<String> prefixes = AwsAnswers.text(json, "prefixListId");
        String protocol = json.text("ipProtocol");
        Optional<Long> from = AwsAnswers.number(json, "fromPort");
        Optional<Long> to = AwsAnswers.number(json, "toPort");
        String name = (ingress ? "in " : "out ")
                + (protocol.equals("-1") ? "all" : protocol)
                + from.filter(port -> port >= 0)
                        .map(port -> " " + port + (to.equals(from) ? "" : "-" + to.orElse(port)))
                        .orElse("")
                + range.or(() -> other)
                        .or(() -> prefixes)
                        .map(whom -> (ingress ? " from " : " to ") + whom)
                        .orElse("");
        return AwsSecurityGroupRule.TYPE
                .input(json.text("securityGroupRuleId"))
                .displayName(name)
                .set(AwsSecurityGroupRule.ACCOUNT_ID, place.account())
                .set(AwsSecurityGroupRule.REGION, place.region())
                .set(AwsSecurityGroupRule.NAME, name)
                .set(AwsSecurityGroupRule.DESCRIPTION, AwsAnswers.text(json, "description"))
                .set(AwsSecurityGroupRule.INGRESS, ingress)
                .set(AwsSecurityGroupRule.PROTOCOL, protocol)
                .set(AwsSecurityGroupRule.FROM_PORT, from)
                .set(AwsSecurityGroupRule.TO_PORT, to)
                .set(AwsSecurityGroupRule.CIDR, range)
                .set(AwsSecurityGroupRule.PREFIX_LIST, prefixes)
                .set(AwsSecurityGroupRule.OTHER_GROUP_ID, other)
                .set(AwsSecurityGroupRule.EVERYBODY, range.isPresent() && EVERYBODY.contains(range.get()))
                .link(AwsSecurityGroupRule.GROUP, json.text("groupId"))
                .build();
    }

    /** Whether an instance is still there: for an hour, AWS shows those that are no more. */
    static boolean exists(Json instance) throws ConnectorException.BadData {
        return !state(instance).equals("terminated");
    }

    private static String state(Json instance) throws ConnectorException.BadData {
        return instance.get("instanceState").text("name");
    }

    static EntityInput instance(Place place, Json json) throws ConnectorException.BadData {
        String id = json.text("instanceId");
        Optional<String> fqdn = AwsAnswers.text(json, "privateDnsName");
        TreeSet<String> inside = new TreeSet<>();
        TreeSet<String> outside = new TreeSet<>();
        AwsAnswers.text(json, "privateIpAddress").ifPresent(inside::add);
        AwsAnswers.text(json, "ipAddress").ifPresent(outside::add);
        for (Json card : AwsAnswers.list(json, "networkInterfaceSet")) {
            for (Json address : AwsAnswers.list(card, "privateIpAddressesSet")) {
                AwsAnswers.text(address, "privateIpAddress").ifPresent(inside::add);
                AwsAnswers.text(AwsAnswers.within(address, "association"), "publicIp")
                        .ifPresent(outside::add);
            }
            outside.addAll(texts(card, "ipv6AddressesSet", "ipv6Address"));
        }
        Optional<String> tokens = AwsAnswers.text(AwsAnswers.within(json, "metadataOptions"), "httpTokens");
        EntityInput.Builder<AwsInstance> instance = AwsInstance.TYPE
                .input(id)
                .displayName(name(json, id))
                .set(AwsInstance.ACCOUNT_ID, place.account())
                .set(AwsInstance.REGION, place.region())
                .set(AwsInstance.NAME, name(json, id))
                .set(AwsInstance.FQDN, fqdn)
                .set(AwsInstance.STATE, state(json))
                .set(AwsInstance.ACTIVE, state(json).equals("running"))
                .set(AwsInstance.INSTANCE_TYPE, AwsAnswers.text(json, "instanceType"))
                .set(AwsInstance.IMAGE_ID, AwsAnswers.text(json, "imageId"))
                .set(AwsInstance.KEY_NAME, AwsAnswers.text(json, "keyName"))
                .set(AwsInstance.ARCHITECTURE, AwsAnswers.text(json, "architecture"))
                .set(
                        AwsInstance.AVAILABILITY_ZONE,
                        AwsAnswers.text(AwsAnswers.within(json, "placement"), "availabilityZone"))
                .set(AwsInstance.PRIVATE_IP_ADDRESSES, List.copyOf(inside))
                .set(AwsInstance.PUBLIC_IP_ADDRESSES, List.copyOf(outside))
                .set(AwsInstance.MAC_ADDRESSES, texts(json, "networkInterfaceSet", "macAddress"))
                .set(AwsInstance.SECURITY_GROUP_IDS, texts(json, "groupSet", "groupId"))
                .set(AwsInstance.REQUIRES_METADATA_TOKENS, tokens.map(how -> how.equals("required")))
                .set(AwsInstance.CREATED_ON, AwsAnswers.time(json, "launchTime"))
                .set(AwsInstance.TAGS, tags(json));
        AwsAnswers.text(json, "subnetId").ifPresent(subnet -> instance.link(AwsInstance.SUBNET, subnet));
        AwsAnswers.text(AwsAnswers.within(json, "iamInstanceProfile"), "id")
                .ifPresent(profile -> instance.link(AwsInstance.INSTANCE_PROFILE, profile));
        // A name made of the id is unique in the world; one made of the address is no more than that.
        if (fqdn.filter(name -> name.startsWith(id + ".")).isPresent()) {
            instance.match(AwsInstance.MACHINE_BY_NAME, fqdn.get());
        } else {
            AwsAnswers.text(json, "privateIpAddress")
                    .ifPresent(address -> instance.match(AwsInstance.MACHINE_BY_ADDRESS, address));
        }
        return instance.build();
    }

    static EntityInput volume(Place place, Json json) throws ConnectorException.BadData {
        String id = json.text("volumeId");
        EntityInput.Builder<AwsVolume> volume = AwsVolume.TYPE
                .input(id)
                .displayName(name(json, id))
                .set(AwsVolume.ACCOUNT_ID, place.account())
                .set(AwsVolume.REGION, place.region())
                .set(AwsVolume.NAME, name(json, id))
                .set(AwsVolume.STATE, AwsAnswers.text(json, "status"))
                .set(AwsVolume.ENCRYPTED, AwsAnswers.bool(json, "encrypted"))
                .set(AwsVolume.SIZE_BYTES, AwsAnswers.number(json, "size").map(size -> size * GIB))
                .set(AwsVolume.VOLUME_TYPE, AwsAnswers.text(json, "volumeType"))
                .set(AwsVolume.INSTANCE_IDS, texts(json, "attachmentSet", "instanceId"))
                .set(AwsVolume.CREATED_ON, AwsAnswers.time(json, "createTime"))
                .set(AwsVolume.TAGS, tags(json));
        KmsEntities.key(json, "kmsKeyId").ifPresent(key -> volume.link(AwsVolume.KEY, key));
        return volume.build();
    }

    static EntityInput address(Place place, Json json) throws ConnectorException.BadData {
        String ip = json.text("publicIp");
        Optional<String> instance = AwsAnswers.text(json, "instanceId");
        EntityInput.Builder<AwsAddress> address = AwsAddress.TYPE
                .input(json.text("allocationId"))
                .displayName(ip)
                .set(AwsAddress.ACCOUNT_ID, place.account())
                .set(AwsAddress.REGION, place.region())
                .set(AwsAddress.NAME, ip)
                .set(AwsAddress.PRIVATE_IP_ADDRESS, AwsAnswers.text(json, "privateIpAddress"))
                .set(AwsAddress.IN_USE, AwsAnswers.text(json, "associationId").isPresent())
                .set(AwsAddress.TAGS, tags(json));
        instance.ifPresent(id -> address.link(AwsAddress.INSTANCE, id));
        return address.build();
    }

    static EntityInput keyPair(Place place, Json json) throws ConnectorException.BadData {
        return AwsKeyPair.TYPE
                .input(json.text("keyPairId"))
                .displayName(json.text("keyName"))
                .set(AwsKeyPair.ACCOUNT_ID, place.account())
                .set(AwsKeyPair.REGION, place.region())
                .set(AwsKeyPair.NAME, json.text("keyName"))
                .set(AwsKeyPair.FINGERPRINT, AwsAnswers.text(json, "keyFingerprint"))
                .set(AwsKeyPair.KEY_TYPE, AwsAnswers.text(json, "keyType"))
                .set(AwsKeyPair.CREATED_ON, AwsAnswers.time(json, "createTime"))
                .set(AwsKeyPair.TAGS, tags(json))
                .build();
    }

    static EntityInput image(Place place, Json json) throws ConnectorException.BadData {
        String id = json.text("imageId");
        String name = AwsAnswers.text(json, "name").orElse(id);
        return AwsImage.TYPE
                .input(id)
                .displayName(name)
                .set(AwsImage.ACCOUNT_ID, place.account())
                .set(AwsImage.REGION, place.region())
                .set(AwsImage.NAME, name)
                .set(AwsImage.DESCRIPTION, AwsAnswers.text(json, "description"))
                .set(AwsImage.PUBLIC, AwsAnswers.bool(json, "isPublic"))
                .set(AwsImage.ARCHITECTURE, AwsAnswers.text(json, "architecture"))
                .set(AwsImage.STATE, AwsAnswers.text(json, "imageState"))
                .set(AwsImage.CREATED_ON, AwsAnswers.time(json, "creationDate"))
                .set(AwsImage.TAGS, tags(json))
                .build();
    }
}
