package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A Kubernetes cluster that AWS runs. */
public final class AwsEksCluster {
    public static final EntityType<AwsEksCluster> TYPE = EntityType.<AwsEksCluster>named("aws_eks_cluster")
            .classes(EntityClass.CLUSTER)
            .keyed("number of the account:region:name");

    public static final Field<AwsEksCluster, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsEksCluster, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsEksCluster, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsEksCluster, String> ARN = TYPE.string("arn");
    public static final Field<AwsEksCluster, String> VERSION =
            TYPE.string("version", FieldOption.described("Of Kubernetes."));
    public static final Field<AwsEksCluster, String> STATE = TYPE.string("state");
    public static final Field<AwsEksCluster, String> URL =
            TYPE.string("url", FieldOption.described("Where its API is."));
    public static final Field<AwsEksCluster, Boolean> PUBLIC =
            TYPE.bool("public", FieldOption.described("Whether its API can be reached from outside by all addresses."));
    public static final Field<AwsEksCluster, List<String>> PUBLIC_CIDRS = TYPE.strings(
            "publicCidrs", FieldOption.described("Which addresses may reach its API from outside; empty for none."));
    public static final Field<AwsEksCluster, String> ROLE_ARN = TYPE.string("roleArn");
    public static final Field<AwsEksCluster, List<String>> LOGS =
            TYPE.strings("logs", FieldOption.described("Which of its logs are kept."));
    public static final Field<AwsEksCluster, Boolean> ENCRYPTS_SECRETS =
            TYPE.bool("encryptsSecrets", FieldOption.described("Whether a key of KMS encrypts Kubernetes's secrets."));
    public static final Field<AwsEksCluster, List<String>> SUBNET_IDS = TYPE.strings("subnetIds");
    public static final Field<AwsEksCluster, List<String>> SECURITY_GROUP_IDS = TYPE.strings("securityGroupIds");
    public static final Field<AwsEksCluster, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsEksCluster, List<String>> TAGS = TYPE.strings("tags");

    public static final RefField<AwsEksCluster, AwsVpc> VPC =
            TYPE.ref("vpc", () -> AwsVpc.TYPE, Verb.HAS, Direction.INCOMING);
    public static final RefField<AwsEksCluster, AwsKmsKey> KEY =
            TYPE.ref("key", () -> AwsKmsKey.TYPE, Verb.USES, Direction.OUTGOING);
    public static final CollectionField<AwsEksCluster, AwsEksNodeGroup> NODE_GROUPS =
            TYPE.collection("nodeGroups", () -> AwsEksNodeGroup.TYPE, Verb.HAS);
    public static final CollectionField<AwsEksCluster, AwsSubnet> SUBNETS =
            TYPE.collection("subnets", () -> AwsSubnet.TYPE, Verb.USES);
    public static final CollectionField<AwsEksCluster, AwsSecurityGroup> SECURITY_GROUPS =
            TYPE.collection("securityGroups", () -> AwsSecurityGroup.TYPE, Verb.PROTECTS, Direction.INCOMING);

    private AwsEksCluster() {}
}
