package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.model.AwsAddress;
import io.cadastre.connectors.aws.model.AwsImage;
import io.cadastre.connectors.aws.model.AwsInstance;
import io.cadastre.connectors.aws.model.AwsKeyPair;
import io.cadastre.connectors.aws.model.AwsLambdaFunction;
import io.cadastre.connectors.aws.model.AwsLoadBalancer;
import io.cadastre.connectors.aws.model.AwsRdsInstance;
import io.cadastre.connectors.aws.model.AwsRegion;
import io.cadastre.connectors.aws.model.AwsSecurityGroup;
import io.cadastre.connectors.aws.model.AwsSecurityGroupRule;
import io.cadastre.connectors.aws.model.AwsSubnet;
import io.cadastre.connectors.aws.model.AwsTrail;
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

/** Makes entities out of what the services of a region say. */
final class RegionEntities {
    private static final long GIB = 1L << 30;
    private static final Set<String> EVERYBODY = Set.of("0.0.0.0/0", "::/0");

    private RegionEntities() {}

    /**
     * Where something was found.
     *
     * @param account the account's number
     * @param region the region's name
     */
    record Place(String account, String region) {
        /** Whose it is: what is shared by another account is that account's. */
        String owner(Json json) throws ConnectorException.BadData {
            return AwsAnswers.text(json, "ownerId").orElse(account);
        }
    }

    static EntityInput region(String account, String name) {
        return AwsRegion.TYPE
                .input(account + ":" + name)
                .displayName(account + " " + name)
                .set(AwsRegion.ACCOUNT_ID, account)
                .set(AwsRegion.NAME, name)
                .build();
    }

    private static List<String> tags(Json json, String list, String key, String value)
            throws ConnectorException.BadData {
        List<String> tags = new ArrayList<>();
        for (Json tag : AwsAnswers.list(json, list)) {
            tags.add(tag.text(key) + "=" + AwsAnswers.text(tag, value).orElse(""));
        }
        return tags.stream().sorted().toList();
    }

    private static List<String> tags(Json json) throws ConnectorException.BadData {
        return tags(json, "tagSet", "key", "value");
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
        fqdn.ifPresent(name -> instance.match(AwsInstance.MACHINE, name));
        return instance.build();
    }

    static EntityInput volume(Place place, Json json) throws ConnectorException.BadData {
        String id = json.text("volumeId");
        return AwsVolume.TYPE
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
                .set(AwsVolume.TAGS, tags(json))
                .build();
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

    static EntityInput database(Place place, Json json) throws ConnectorException.BadData {
        String name = json.text("DBInstanceIdentifier");
        return AwsRdsInstance.TYPE
                .input(json.text("DbiResourceId"))
                .displayName(name)
                .set(AwsRdsInstance.ACCOUNT_ID, place.account())
                .set(AwsRdsInstance.REGION, place.region())
                .set(AwsRdsInstance.NAME, name)
                .set(AwsRdsInstance.ARN, AwsAnswers.text(json, "DBInstanceArn"))
                .set(AwsRdsInstance.ENGINE, AwsAnswers.text(json, "Engine"))
                .set(AwsRdsInstance.VERSION, AwsAnswers.text(json, "EngineVersion"))
                .set(AwsRdsInstance.STATE, AwsAnswers.text(json, "DBInstanceStatus"))
                .set(AwsRdsInstance.ENCRYPTED, AwsAnswers.bool(json, "StorageEncrypted"))
                .set(AwsRdsInstance.PUBLICLY_ACCESSIBLE, AwsAnswers.bool(json, "PubliclyAccessible"))
                .set(AwsRdsInstance.MULTI_AZ, AwsAnswers.bool(json, "MultiAZ"))
                .set(AwsRdsInstance.DELETION_PROTECTION, AwsAnswers.bool(json, "DeletionProtection"))
                .set(
                        AwsRdsInstance.SIZE_BYTES,
                        AwsAnswers.number(json, "AllocatedStorage").map(size -> size * GIB))
                .set(AwsRdsInstance.BACKUP_DAYS, AwsAnswers.number(json, "BackupRetentionPeriod"))
                .set(AwsRdsInstance.CREATED_ON, AwsAnswers.time(json, "InstanceCreateTime"))
                .set(AwsRdsInstance.TAGS, tags(json, "TagList", "Key", "Value"))
                .build();
    }

    /** Never with its environment: that is where people put secrets. */
    static EntityInput function(Place place, Json json) throws ConnectorException.BadData {
        return AwsLambdaFunction.TYPE
                .input(json.text("FunctionArn"))
                .displayName(json.text("FunctionName"))
                .set(AwsLambdaFunction.ACCOUNT_ID, place.account())
                .set(AwsLambdaFunction.REGION, place.region())
                .set(AwsLambdaFunction.NAME, json.text("FunctionName"))
                .set(AwsLambdaFunction.DESCRIPTION, AwsAnswers.text(json, "Description"))
                .set(AwsLambdaFunction.RUNTIME, AwsAnswers.text(json, "Runtime"))
                .set(AwsLambdaFunction.HANDLER, AwsAnswers.text(json, "Handler"))
                .set(AwsLambdaFunction.PACKAGE_TYPE, AwsAnswers.text(json, "PackageType"))
                .set(AwsLambdaFunction.ROLE_ARN, AwsAnswers.text(json, "Role"))
                .set(AwsLambdaFunction.CODE_BYTES, AwsAnswers.number(json, "CodeSize"))
                .set(AwsLambdaFunction.TIMEOUT_SECONDS, AwsAnswers.number(json, "Timeout"))
                .set(AwsLambdaFunction.UPDATED_ON, AwsAnswers.time(json, "LastModified"))
                .build();
    }

    static EntityInput loadBalancer(Place place, Json json) throws ConnectorException.BadData {
        TreeSet<String> groups = new TreeSet<>();
        for (Json group : AwsAnswers.list(json, "SecurityGroups")) {
            groups.add(group.text());
        }
        EntityInput.Builder<AwsLoadBalancer> balancer = AwsLoadBalancer.TYPE
                .input(json.text("LoadBalancerArn"))
                .displayName(json.text("LoadBalancerName"))
                .set(AwsLoadBalancer.ACCOUNT_ID, place.account())
                .set(AwsLoadBalancer.REGION, place.region())
                .set(AwsLoadBalancer.NAME, json.text("LoadBalancerName"))
                .set(AwsLoadBalancer.DNS_NAME, AwsAnswers.text(json, "DNSName"))
                .set(AwsLoadBalancer.BALANCER_TYPE, AwsAnswers.text(json, "Type"))
                .set(AwsLoadBalancer.STATE, AwsAnswers.text(AwsAnswers.within(json, "State"), "Code"))
                .set(
                        AwsLoadBalancer.INTERNET_FACING,
                        AwsAnswers.text(json, "Scheme").map(scheme -> scheme.equals("internet-facing")))
                .set(AwsLoadBalancer.SECURITY_GROUP_IDS, List.copyOf(groups))
                .set(AwsLoadBalancer.CREATED_ON, AwsAnswers.time(json, "CreatedTime"));
        AwsAnswers.text(json, "VpcId").ifPresent(vpc -> balancer.link(AwsLoadBalancer.VPC, vpc));
        return balancer.build();
    }

    static EntityInput trail(Place place, Json json) throws ConnectorException.BadData {
        Optional<String> bucket = AwsAnswers.text(json, "S3BucketName");
        EntityInput.Builder<AwsTrail> trail = AwsTrail.TYPE
                .input(json.text("TrailARN"))
                .displayName(json.text("Name"))
                .set(AwsTrail.ACCOUNT_ID, json.text("TrailARN").split(":", 6)[4])
                .set(AwsTrail.REGION, place.region())
                .set(AwsTrail.NAME, json.text("Name"))
                .set(AwsTrail.BUCKET_NAME, bucket)
                .set(AwsTrail.MULTI_REGION, AwsAnswers.bool(json, "IsMultiRegionTrail"))
                .set(AwsTrail.OF_ORGANIZATION, AwsAnswers.bool(json, "IsOrganizationTrail"))
                .set(AwsTrail.INCLUDES_GLOBAL_EVENTS, AwsAnswers.bool(json, "IncludeGlobalServiceEvents"))
                .set(AwsTrail.ENCRYPTED, AwsAnswers.text(json, "KmsKeyId").isPresent())
                .set(AwsTrail.VALIDATES_LOG_FILES, AwsAnswers.bool(json, "LogFileValidationEnabled"));
        bucket.ifPresent(name -> trail.link(AwsTrail.BUCKET, name));
        return trail.build();
    }
}
