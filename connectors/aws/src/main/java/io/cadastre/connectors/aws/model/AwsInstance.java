package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A virtual machine. */
public final class AwsInstance {
    public static final EntityType<AwsInstance> TYPE = EntityType.<AwsInstance>named("aws_instance")
            .classes(EntityClass.HOST)
            .keyed("id");

    public static final Field<AwsInstance, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsInstance, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsInstance, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsInstance, String> FQDN = TYPE.string("fqdn", FieldOption.indexed());
    public static final Field<AwsInstance, String> STATE = TYPE.string("state");
    public static final Field<AwsInstance, Boolean> ACTIVE =
            TYPE.bool("active", FieldOption.described("Whether it runs."));
    public static final Field<AwsInstance, String> INSTANCE_TYPE = TYPE.string("instanceType");
    public static final Field<AwsInstance, String> IMAGE_ID = TYPE.string("imageId");
    public static final Field<AwsInstance, String> KEY_NAME = TYPE.string("keyName");
    public static final Field<AwsInstance, String> ARCHITECTURE = TYPE.string("architecture");
    public static final Field<AwsInstance, String> AVAILABILITY_ZONE = TYPE.string("availabilityZone");
    public static final Field<AwsInstance, List<String>> PRIVATE_IP_ADDRESSES = TYPE.strings("privateIpAddresses");
    public static final Field<AwsInstance, List<String>> PUBLIC_IP_ADDRESSES = TYPE.strings("publicIpAddresses");
    public static final Field<AwsInstance, List<String>> MAC_ADDRESSES = TYPE.strings("macAddresses");
    public static final Field<AwsInstance, List<String>> SECURITY_GROUP_IDS = TYPE.strings("securityGroupIds");
    public static final Field<AwsInstance, Boolean> REQUIRES_METADATA_TOKENS = TYPE.bool(
            "requiresMetadataTokens",
            FieldOption.described("Whether its metadata is given only to who asks with a token (IMDSv2)."));
    public static final Field<AwsInstance, Instant> CREATED_ON =
            TYPE.instant("createdOn", FieldOption.described("When it was last started."));
    public static final Field<AwsInstance, List<String>> TAGS = TYPE.strings("tags");

    public static final RefField<AwsInstance, AwsSubnet> SUBNET =
            TYPE.ref("subnet", () -> AwsSubnet.TYPE, Verb.HAS, Direction.INCOMING);
    public static final RefField<AwsInstance, AwsIamInstanceProfile> INSTANCE_PROFILE =
            TYPE.ref("instanceProfile", () -> AwsIamInstanceProfile.TYPE, Verb.USES, Direction.OUTGOING);
    public static final CollectionField<AwsInstance, AwsSecurityGroup> SECURITY_GROUPS =
            TYPE.collection("securityGroups", () -> AwsSecurityGroup.TYPE, Verb.PROTECTS, Direction.INCOMING);
    public static final MatchField<AwsInstance> MACHINE_BY_NAME =
            TYPE.match("machineByName", Match.on(EntityClass.HOST, "fqdn").inEach(), Verb.IS, Direction.OUTGOING);
    public static final MatchField<AwsInstance> MACHINE_BY_ADDRESS = TYPE.match(
            "machineByAddress", Match.on(EntityClass.HOST, "privateIpAddresses").among(), Verb.IS, Direction.OUTGOING);

    private AwsInstance() {}
}
