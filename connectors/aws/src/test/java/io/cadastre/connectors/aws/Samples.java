package io.cadastre.connectors.aws;

import static io.cadastre.connectors.aws.FakeAws.HOME;
import static io.cadastre.connectors.aws.FakeAws.OTHER;
import static io.cadastre.connectors.aws.FakeAws.OWN;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Things as AWS shows them. */
final class Samples {
    static final String EUROPE = "eu-west-1";

    private static final String CREATED = "<CreateDate>2024-05-06T07:08:09Z</CreateDate>";

    private Samples() {}

    static String user(String id, String name) {
        return "<Path>/</Path><UserName>" + name + "</UserName><UserId>" + id + "</UserId><Arn>arn:aws:iam::" + OWN
                + ":user/" + name + "</Arn>" + CREATED + "<PasswordLastUsed>2025-05-06T07:08:09Z</PasswordLastUsed>";
    }

    static String group(String id, String name) {
        return "<Path>/</Path><GroupName>" + name + "</GroupName><GroupId>" + id + "</GroupId><Arn>arn:aws:iam::" + OWN
                + ":group/" + name + "</Arn>" + CREATED;
    }

    static String role(String id, String name, String principal) {
        return "<Path>/</Path><RoleName>" + name + "</RoleName><RoleId>" + id + "</RoleId><Arn>arn:aws:iam::" + OWN
                + ":role/" + name + "</Arn>" + CREATED + "<MaxSessionDuration>3600</MaxSessionDuration>"
                + "<AssumeRolePolicyDocument>"
                + escaped("""
                        {"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":%s},
                        {"Effect":"Deny","Action":"sts:AssumeRole","Principal":{"AWS":"333333333333"}}]}""".formatted(principal))
                + "</AssumeRolePolicyDocument>";
    }

    static String policy(String id, String name, String account) {
        return "<PolicyName>" + name + "</PolicyName><PolicyId>" + id + "</PolicyId><Arn>" + policyArn(name, account)
                + "</Arn>" + CREATED + "<UpdateDate>2025-05-06T07:08:09Z</UpdateDate>";
    }

    static String policyArn(String name, String account) {
        return "arn:aws:iam::" + account + ":policy/" + name;
    }

    static String accessKey(String id, String status, String created) {
        return "<UserName>x</UserName><AccessKeyId>" + id + "</AccessKeyId><Status>" + status + "</Status><CreateDate>"
                + created + "</CreateDate>";
    }

    static String members(String list, String element, String... ids) {
        StringBuilder xml = new StringBuilder("<" + list + ">");
        for (String id : ids) {
            xml.append("<member><" + element + ">" + id + "</" + element + "></member>");
        }
        return xml.append("</" + list + ">").toString();
    }

    static String bucket(String name) {
        return "<Name>" + name + "</Name><CreationDate>2024-05-06T07:08:09.000Z</CreationDate>";
    }

    static String vpc(String id, String owner) {
        return "<vpcId>" + id + "</vpcId><ownerId>" + owner + "</ownerId><cidrBlock>10.0.0.0/16</cidrBlock>"
                + "<cidrBlockAssociationSet><item><cidrBlock>10.0.0.0/16</cidrBlock></item></cidrBlockAssociationSet>"
                + "<isDefault>false</isDefault><tagSet/>";
    }

    static String subnet(String id, String vpc) {
        return "<subnetId>" + id + "</subnetId><vpcId>" + vpc + "</vpcId><ownerId>" + OWN
                + "</ownerId><cidrBlock>10.0.1.0/24</cidrBlock><availabilityZone>a</availabilityZone>"
                + "<mapPublicIpOnLaunch>true</mapPublicIpOnLaunch>";
    }

    /**
     * A route table.
     *
     * @param associations {@code <main>} or {@code <subnetId>}
     * @param routes what is for where, and through what
     */
    static String routeTable(String id, String vpc, String associations, String... routes) {
        StringBuilder set = new StringBuilder();
        for (String route : routes) {
            set.append("<item>" + route + "</item>");
        }
        return "<routeTableId>" + id + "</routeTableId><vpcId>" + vpc + "</vpcId><ownerId>" + OWN
                + "</ownerId><routeSet>" + set + "</routeSet><associationSet><item><routeTableId>" + id
                + "</routeTableId>" + associations + "</item></associationSet><propagatingVgwSet/>";
    }

    static String route(String where, String element, String through) {
        return "<destinationCidrBlock>" + where + "</destinationCidrBlock><" + element + ">" + through + "</" + element
                + "><state>active</state>";
    }

    static String internetGateway(String id, String vpc) {
        return "<internetGatewayId>" + id + "</internetGatewayId><ownerId>" + OWN + "</ownerId><attachmentSet><item>"
                + "<vpcId>" + vpc + "</vpcId><state>available</state></item></attachmentSet>";
    }

    static String natGateway(String id, String state, String allocation) {
        return "<natGatewayId>" + id + "</natGatewayId><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><state>" + state
                + "</state><connectivityType>public</connectivityType><natGatewayAddressSet><item><allocationId>"
                + allocation + "</allocationId><publicIp>192.0.2.6</publicIp><privateIp>10.0.1.9</privateIp></item>"
                + "</natGatewayAddressSet><createTime>2025-05-06T07:08:09.000Z</createTime>";
    }

    static String keyArn(String id) {
        return "arn:aws:kms:" + HOME + ":" + OWN + ":key/" + id;
    }

    static String key(String id) {
        return "{'KeyId':'" + id + "','KeyArn':'" + keyArn(id) + "'}";
    }

    static String keyDetails(String id, String manager, String spec) {
        return "{'KeyMetadata':{'KeyId':'" + id + "','Arn':'" + keyArn(id) + "','Description':'For tests',"
                + "'KeyState':'Enabled','Enabled':true,'KeyManager':'" + manager + "','KeySpec':'" + spec
                + "','KeyUsage':'ENCRYPT_DECRYPT','Origin':'AWS_KMS','MultiRegion':false,'CreationDate':1.7e9}}";
    }

    static String alias(String name) {
        return "{'AliasName':'alias/" + name + "'}";
    }

    static String cluster(String name, String cidr) {
        return "{'cluster':{'name':'" + name + "','arn':'arn:aws:eks:" + HOME + ":" + OWN + ":cluster/" + name
                + "','createdAt':1.7e9,'version':'1.33','endpoint':'https://" + name
                + ".eks.example','status':'ACTIVE',"
                + "'resourcesVpcConfig':{'subnetIds':['subnet-1'],'securityGroupIds':['sg-1'],"
                + "'clusterSecurityGroupId':'sg-1','vpcId':'vpc-1','endpointPublicAccess':true,"
                + "'publicAccessCidrs':['" + cidr
                + "']},'logging':{'clusterLogging':[{'types':['audit'],'enabled':true},"
                + "{'types':['api'],'enabled':false}]},'encryptionConfig':[{'resources':['secrets'],'provider':"
                + "{'keyArn':'" + keyArn("k-1") + "'}}],'tags':{'team':'core'}}}";
    }

    static String nodeGroup(String name) {
        return "{'nodegroup':{'nodegroupName':'" + name + "','nodegroupArn':'arn:ng/" + name
                + "','version':'1.33','createdAt':1.7e9,'status':'ACTIVE','capacityType':'SPOT','scalingConfig':"
                + "{'minSize':1,'maxSize':3,'desiredSize':2},'instanceTypes':['m7g.large'],'subnets':['subnet-1'],"
                + "'amiType':'AL2023_ARM_64_STANDARD','nodeRole':'arn:aws:iam::" + OWN + ":role/worker','tags':{}}}";
    }

    static String zone(String id, String name, boolean closed) {
        return "<Id>/hostedzone/" + id + "</Id><Name>" + name + ".</Name><CallerReference>1</CallerReference><Config>"
                + "<Comment>For tests</Comment><PrivateZone>" + closed + "</PrivateZone></Config>"
                + "<ResourceRecordSetCount>2</ResourceRecordSetCount>";
    }

    /**
     * A record set.
     *
     * @param identifier empty if there is one of that name and type only
     */
    static String recordSet(String name, String type, String identifier, String value) {
        return "<Name>" + name + ".</Name><Type>" + type + "</Type>"
                + (identifier.isEmpty() ? "" : "<SetIdentifier>" + identifier + "</SetIdentifier><Weight>1</Weight>")
                + "<TTL>300</TTL><ResourceRecords><ResourceRecord><Value>" + value
                + "</Value></ResourceRecord></ResourceRecords>";
    }

    /**
     * Somebody with policies of their own, as IAM shows the details of an account.
     *
     * @param kind User, Group or Role
     */
    static String details(String kind, String id, String policy, String effect, String action, String resource) {
        return "<" + kind + "DetailList><member><" + kind + "Id>" + id + "</" + kind + "Id><" + kind
                + "PolicyList><member><PolicyName>" + policy + "</PolicyName><PolicyDocument>"
                + escaped("{\"Statement\":{\"Effect\":\"%s\",\"Action\":[\"%s\"],\"Resource\":\"%s\"}}"
                        .formatted(effect, action, resource))
                + "</PolicyDocument></member></" + kind + "PolicyList></member></" + kind + "DetailList>";
    }

    private static String escaped(String document) {
        return AwsRequest.encoded(Map.of("d", document)).substring(2);
    }

    static String securityGroup(String id, String name, String vpc) {
        return "<groupId>" + id + "</groupId><groupName>" + name + "</groupName><ownerId>" + OWN
                + "</ownerId><groupDescription>For tests</groupDescription><vpcId>" + vpc + "</vpcId>";
    }

    static String rule(String id, String group, boolean egress, int port, String cidr) {
        return "<securityGroupRuleId>" + id + "</securityGroupRuleId><groupId>" + group + "</groupId><isEgress>"
                + egress + "</isEgress><ipProtocol>tcp</ipProtocol><fromPort>" + port + "</fromPort><toPort>" + port
                + "</toPort><cidrIpv4>" + cidr + "</cidrIpv4>";
    }

    static String instance(String id, String name, String state, String more) {
        return "<instancesSet><item><instanceId>" + id + "</instanceId><imageId>ami-1</imageId><instanceState>"
                + "<code>16</code><name>" + state + "</name></instanceState><privateDnsName>" + id
                + ".internal</privateDnsName><instanceType>t3.micro</instanceType>"
                + "<launchTime>2025-05-06T07:08:09.000Z</launchTime><tagSet><item><key>Name</key><value>" + name
                + "</value></item><item><key>team</key><value>core</value></item></tagSet>" + more
                + "</item></instancesSet>";
    }

    static String volume(String id, boolean encrypted, String instance) {
        return "<volumeId>" + id + "</volumeId><size>8</size><status>in-use</status><encrypted>" + encrypted
                + "</encrypted>" + (encrypted ? "<kmsKeyId>" + keyArn("k-1") + "</kmsKeyId>" : "")
                + "<volumeType>gp3</volumeType><createTime>2025-05-06T07:08:09.123Z</createTime>"
                + "<attachmentSet><item><volumeId>" + id + "</volumeId><instanceId>" + instance
                + "</instanceId></item></attachmentSet>";
    }

    static String database(String id, String name, boolean open) {
        return "<DbiResourceId>" + id + "</DbiResourceId><DBInstanceIdentifier>" + name
                + "</DBInstanceIdentifier><Engine>postgres</Engine><EngineVersion>16.3</EngineVersion>"
                + "<AllocatedStorage>20</AllocatedStorage><StorageEncrypted>true</StorageEncrypted>"
                + "<PubliclyAccessible>" + open + "</PubliclyAccessible>"
                + "<TagList><Tag><Key>team</Key><Value>core</Value></Tag></TagList>";
    }

    static String function(String name, String runtime) {
        return "{'FunctionName':'" + name + "','FunctionArn':'arn:aws:lambda:" + HOME + ":" + OWN + ":function:" + name
                + "','Runtime':'" + runtime + "','Role':'arn:aws:iam::" + OWN + ":role/worker','CodeSize':100,"
                + "'Timeout':3,'LastModified':'2025-05-06T07:08:09.000+0000',"
                + "'Environment':{'Variables':{'PASSWORD':'hidden'}}}";
    }

    static String trail(String name, String home) {
        return "{'Name':'" + name + "','TrailARN':'arn:aws:cloudtrail:" + home + ":" + OWN + ":trail/" + name
                + "','HomeRegion':'" + home + "','S3BucketName':'logs','IsMultiRegionTrail':true,"
                + "'LogFileValidationEnabled':false}";
    }

    static String account(String id, String name, String status) {
        return "{'Id':'" + id + "','Name':'" + name + "','Arn':'arn:aws:organizations::" + OWN + ":account/o-1/" + id
                + "','Email':'" + name + "@acme.example','Status':'" + status + "','JoinedTimestamp':1.7e9}";
    }

    /** An account with something of everything, in two regions, and another with less. */
    static void fill(FakeAws aws) {
        String iam = " " + OWN + " " + HOME;
        String here = " " + OWN + " " + HOME;
        aws.add(
                        "ec2:DescribeRegions" + here,
                        "<regionName>us-east-1</regionName>",
                        "<regionName>eu-west-1</regionName>")
                .add("iam:ListUsers" + iam, user("AIDA1", "ada"), user("AIDA2", "bob"))
                .add("iam:ListAccessKeys" + iam + " ada", accessKey("AKIA1", "Active", "2020-01-02T03:04:05Z"))
                .add("iam:ListAccessKeys" + iam + " bob", accessKey("AKIA2", "Inactive", "2020-01-02T03:04:05Z"))
                .add("iam:ListMFADevices" + iam + " ada", "<SerialNumber>arn:aws:iam::1:mfa/ada</SerialNumber>")
                .object("iam:GetLoginProfile" + iam + " bob", "<LoginProfile><UserName>bob</UserName></LoginProfile>")
                .add("iam:ListGroups" + iam, group("AGPA1", "admins"))
                .add("iam:GetGroup" + iam + " admins", user("AIDA1", "ada"))
                .add(
                        "iam:ListRoles" + iam,
                        role("AROA1", "worker", "{\"Service\":\"lambda.amazonaws.com\"}"),
                        role("AROA2", "open", "\"*\""),
                        role(
                                "AROA3",
                                "partner",
                                "{\"AWS\":[\"444444444444\",\"arn:aws:iam::555555555555:root\",\"arn:aws:iam::111111111111:root\"]}"))
                .add("iam:ListPolicies" + iam + " Local", policy("ANPA1", "Own", OWN))
                .add("iam:ListPolicies" + iam + " AWS", policy("ANPA2", "AdministratorAccess", "aws"))
                .object(
                        "iam:ListEntitiesForPolicy" + iam + " " + policyArn("Own", OWN),
                        members("PolicyGroups", "GroupId")
                                + members("PolicyUsers", "UserId", "AIDA2")
                                + members("PolicyRoles", "RoleId", "AROA1"))
                .object(
                        "iam:ListEntitiesForPolicy" + iam + " " + policyArn("AdministratorAccess", "aws"),
                        members("PolicyGroups", "GroupId", "AGPA1")
                                + members("PolicyUsers", "UserId")
                                + members("PolicyRoles", "RoleId", "AROA3"))
                .add(
                        "iam:GetAccountAuthorizationDetails" + iam,
                        details("User", "AIDA2", "everything", "Allow", "*", "*") + "<GroupDetailList/>",
                        details("Group", "AGPA1", "reading", "Allow", "s3:Get*", "*")
                                + details("Role", "AROA1", "nothing", "Deny", "*", "*"))
                .add(
                        "iam:ListInstanceProfiles" + iam,
                        "<InstanceProfileId>AIPA1</InstanceProfileId><InstanceProfileName>web</InstanceProfileName>"
                                + members("Roles", "RoleId", "AROA1"))
                .object(
                        "iam:GetAccountPasswordPolicy" + iam,
                        "<PasswordPolicy><MinimumPasswordLength>8</MinimumPasswordLength><RequireSymbols>false"
                                + "</RequireSymbols></PasswordPolicy>")
                .object(
                        "iam:GetAccountSummary" + iam,
                        "<SummaryMap><entry><key>AccountMFAEnabled</key><value>1</value></entry><entry>"
                                + "<key>AccountAccessKeysPresent</key><value>0</value></entry><entry><key>Users</key>"
                                + "<value>2</value></entry></SummaryMap>")
                .add("s3:ListAllMyBuckets" + here, bucket("logs"), bucket("site"))
                .object("s3:location" + here + " logs", "<LocationConstraint/>")
                .object("s3:location" + here + " site", "<LocationConstraint>eu-west-1</LocationConstraint>")
                .object(
                        "s3:publicAccessBlock" + here + " logs",
                        "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true"
                                + "</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>"
                                + "true</RestrictPublicBuckets></PublicAccessBlockConfiguration>")
                .object(
                        "s3:policyStatus " + OWN + " " + EUROPE + " site",
                        "<PolicyStatus><IsPublic>TRUE</IsPublic></PolicyStatus>")
                .object(
                        "s3:encryption" + here + " logs",
                        "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>"
                                + "aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>"
                                + "</ServerSideEncryptionConfiguration>")
                .object(
                        "s3:versioning" + here + " logs",
                        "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .object("s3:versioning " + OWN + " " + EUROPE + " site", "<VersioningConfiguration/>")
                .add("ec2:DescribeVpcs" + here, vpc("vpc-1", OWN))
                .add("ec2:DescribeSubnets" + here, subnet("subnet-1", "vpc-1"))
                .add(
                        "ec2:DescribeRouteTables" + here,
                        routeTable(
                                "rtb-1",
                                "vpc-1",
                                "<main>true</main>",
                                route("10.0.0.0/16", "gatewayId", "local"),
                                route("0.0.0.0/0", "natGatewayId", "nat-1")),
                        routeTable(
                                "rtb-2",
                                "vpc-1",
                                "<subnetId>subnet-1</subnetId><main>false</main>",
                                route("10.0.0.0/16", "gatewayId", "local"),
                                route("0.0.0.0/0", "gatewayId", "igw-1")))
                .add("ec2:DescribeInternetGateways" + here, internetGateway("igw-1", "vpc-1"))
                .add(
                        "ec2:DescribeNatGateways" + here,
                        natGateway("nat-1", "available", "eipalloc-2"),
                        natGateway("nat-2", "deleted", "eipalloc-3"))
                .add("ec2:DescribeSecurityGroups" + here, securityGroup("sg-1", "web", "vpc-1"))
                .add(
                        "ec2:DescribeSecurityGroupRules" + here,
                        rule("sgr-1", "sg-1", false, 22, "0.0.0.0/0"),
                        rule("sgr-2", "sg-1", false, 443, "10.0.0.0/8"),
                        rule("sgr-3", "sg-1", true, 443, "0.0.0.0/0"))
                .add(
                        "ec2:DescribeInstances" + here,
                        instance(
                                "i-1",
                                "web",
                                "running",
                                "<subnetId>subnet-1</subnetId><privateIpAddress>10.0.1.5</privateIpAddress><ipAddress>"
                                        + "192.0.2.5</ipAddress><groupSet><item><groupId>sg-1</groupId></item></groupSet>"
                                        + "<iamInstanceProfile><id>AIPA1</id></iamInstanceProfile><networkInterfaceSet>"
                                        + "<item><macAddress>02:00:00:00:00:01</macAddress><privateIpAddressesSet><item>"
                                        + "<privateIpAddress>10.0.1.6</privateIpAddress></item></privateIpAddressesSet>"
                                        + "</item></networkInterfaceSet><metadataOptions><httpTokens>optional</httpTokens>"
                                        + "</metadataOptions>"),
                        instance("i-2", "old", "terminated", ""))
                .add("ec2:DescribeVolumes" + here, volume("vol-1", false, "i-1"), volume("vol-2", true, "i-1"))
                .add(
                        "ec2:DescribeAddresses" + here,
                        "<publicIp>192.0.2.5</publicIp><allocationId>eipalloc-1</allocationId><associationId>a"
                                + "</associationId><instanceId>i-1</instanceId>",
                        "<publicIp>192.0.2.6</publicIp><allocationId>eipalloc-2</allocationId>")
                .add(
                        "ec2:DescribeKeyPairs" + here,
                        "<keyPairId>key-1</keyPairId><keyName>deploy</keyName><keyType>ed25519</keyType>")
                .add(
                        "ec2:DescribeImages" + here,
                        "<imageId>ami-1</imageId><name>base</name><isPublic>true</isPublic>"
                                + "<creationDate>2025-05-06T07:08:09.000Z</creationDate>")
                .add("rds:DescribeDBInstances" + here, database("db-1", "shop", true))
                .add("lambda:ListFunctions" + here, function("work", "python3.8"))
                .add(
                        "elasticloadbalancing:DescribeLoadBalancers" + here,
                        "<LoadBalancerArn>arn:lb/1</LoadBalancerArn><LoadBalancerName>front</LoadBalancerName>"
                                + "<Scheme>internet-facing</Scheme><VpcId>vpc-1</VpcId><Type>application</Type>"
                                + "<State><Code>active</Code></State>" + "<SecurityGroups><member>sg-1</member>"
                                + "</SecurityGroups>")
                .add("kms:ListKeys" + here, key("k-1"), key("k-2"), key("k-3"))
                .object(
                        "kms:DescribeKey" + here + " " + keyArn("k-1"),
                        keyDetails("k-1", "CUSTOMER", "SYMMETRIC_DEFAULT"))
                .object("kms:DescribeKey" + here + " " + keyArn("k-2"), keyDetails("k-2", "AWS", "SYMMETRIC_DEFAULT"))
                .object("kms:DescribeKey" + here + " " + keyArn("k-3"), keyDetails("k-3", "CUSTOMER", "RSA_2048"))
                .add("kms:ListAliases" + here + " " + keyArn("k-1"), alias("shop"), alias("old"), alias("app"))
                .add("kms:ListAliases" + here + " " + keyArn("k-2"), alias("aws/rds"))
                .object("kms:GetKeyRotationStatus" + here + " " + keyArn("k-1"), "{'KeyRotationEnabled':false}")
                .object("kms:GetKeyRotationStatus" + here + " " + keyArn("k-2"), "{'KeyRotationEnabled':true}")
                .add("eks:ListClusters" + here, "'shop'")
                .object("eks:DescribeCluster" + here + " shop", cluster("shop", "0.0.0.0/0"))
                .add("eks:ListNodegroups" + here + " shop", "'spot'")
                .object("eks:DescribeNodegroup" + here + " shop/spot", nodeGroup("spot"))
                .add("route53:ListHostedZones" + here, zone("Z1", "acme.example", false), zone("Z2", "inside", true))
                .add(
                        "route53:ListResourceRecordSets" + here + " Z1",
                        recordSet("\\052.acme.example", "CNAME", "", "www.acme.example"),
                        "<Name>acme.example.</Name><Type>A</Type><AliasTarget><HostedZoneId>Z9</HostedZoneId><DNSName>"
                                + "front.elb.example.</DNSName></AliasTarget>",
                        recordSet("www.acme.example", "A", "blue", "192.0.2.5"),
                        recordSet("www.acme.example", "A", "green", "192.0.2.6"))
                .add("cloudtrail:DescribeTrails" + here, trail("audit", HOME))
                .add("cloudtrail:DescribeTrails " + OWN + " " + EUROPE, trail("audit", HOME))
                .add("ec2:DescribeVpcs " + OWN + " " + EUROPE, vpc("vpc-2", OWN))
                .add("ec2:DescribeRegions " + OTHER + " " + HOME, "<regionName>us-east-1</regionName>")
                .add("iam:ListUsers " + OTHER + " " + HOME, user("AIDA9", "zoe"))
                .add("ec2:DescribeVpcs " + OTHER + " " + HOME, vpc("vpc-9", OTHER))
                .object("iam:GetAccountSummary " + OTHER + " " + HOME, "<SummaryMap/>");
    }

    /** Copies of something, numbered from one. */
    static List<String> numbered(int count, IntFunction<String> one) {
        return IntStream.rangeClosed(1, count).mapToObj(one).toList();
    }
}
