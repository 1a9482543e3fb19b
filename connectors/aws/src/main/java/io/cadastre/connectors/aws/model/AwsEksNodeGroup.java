package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;
import java.util.List;

/** Machines of a cluster that AWS makes and takes away. */
public final class AwsEksNodeGroup {
    public static final EntityType<AwsEksNodeGroup> TYPE = EntityType.<AwsEksNodeGroup>named("aws_eks_node_group")
            .classes(EntityClass.GROUP)
            .keyed("number of the account:region:name of the cluster:name");

    public static final Field<AwsEksNodeGroup, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsEksNodeGroup, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsEksNodeGroup, String> CLUSTER_NAME =
            TYPE.string("clusterName", FieldOption.required());
    public static final Field<AwsEksNodeGroup, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsEksNodeGroup, String> ARN = TYPE.string("arn");
    public static final Field<AwsEksNodeGroup, String> VERSION =
            TYPE.string("version", FieldOption.described("Of Kubernetes."));
    public static final Field<AwsEksNodeGroup, String> STATE = TYPE.string("state");
    public static final Field<AwsEksNodeGroup, String> IMAGE_TYPE = TYPE.string("imageType");
    public static final Field<AwsEksNodeGroup, String> CAPACITY_TYPE = TYPE.string("capacityType");
    public static final Field<AwsEksNodeGroup, List<String>> INSTANCE_TYPES = TYPE.strings("instanceTypes");
    public static final Field<AwsEksNodeGroup, Long> MIN_SIZE = TYPE.integer("minSize");
    public static final Field<AwsEksNodeGroup, Long> MAX_SIZE = TYPE.integer("maxSize");
    public static final Field<AwsEksNodeGroup, String> ROLE_ARN = TYPE.string("roleArn");
    public static final Field<AwsEksNodeGroup, List<String>> SUBNET_IDS = TYPE.strings("subnetIds");
    public static final Field<AwsEksNodeGroup, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsEksNodeGroup, List<String>> TAGS = TYPE.strings("tags");

    private AwsEksNodeGroup() {}
}
