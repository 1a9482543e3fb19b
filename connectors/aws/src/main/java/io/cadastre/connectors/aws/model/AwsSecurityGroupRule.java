package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;

/** A rule of a security group; all that it does not name is closed. */
public final class AwsSecurityGroupRule {
    public static final EntityType<AwsSecurityGroupRule> TYPE = EntityType.<AwsSecurityGroupRule>named(
                    "aws_security_group_rule")
            .classes(EntityClass.FIREWALL_RULE)
            .keyed("id");

    public static final Field<AwsSecurityGroupRule, String> ACCOUNT_ID =
            TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsSecurityGroupRule, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsSecurityGroupRule, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsSecurityGroupRule, String> DESCRIPTION = TYPE.string("description");
    public static final Field<AwsSecurityGroupRule, Boolean> INGRESS =
            TYPE.bool("ingress", FieldOption.required(), FieldOption.described("Whether it is about what comes in."));
    public static final Field<AwsSecurityGroupRule, String> PROTOCOL =
            TYPE.string("protocol", FieldOption.described("-1 stands for all."));
    public static final Field<AwsSecurityGroupRule, Long> FROM_PORT =
            TYPE.integer("fromPort", FieldOption.described("Absent or -1: all."));
    public static final Field<AwsSecurityGroupRule, Long> TO_PORT = TYPE.integer("toPort");
    public static final Field<AwsSecurityGroupRule, String> CIDR = TYPE.string("cidr");
    public static final Field<AwsSecurityGroupRule, String> PREFIX_LIST = TYPE.string("prefixList");
    public static final Field<AwsSecurityGroupRule, String> OTHER_GROUP_ID =
            TYPE.string("otherGroupId", FieldOption.described("Whose members are meant."));
    public static final Field<AwsSecurityGroupRule, Boolean> EVERYBODY =
            TYPE.bool("everybody", FieldOption.described("Whether it is for all addresses."));

    public static final RefField<AwsSecurityGroupRule, AwsSecurityGroup> GROUP =
            TYPE.ref("group", () -> AwsSecurityGroup.TYPE, Verb.HAS, Direction.INCOMING);

    private AwsSecurityGroupRule() {}
}
