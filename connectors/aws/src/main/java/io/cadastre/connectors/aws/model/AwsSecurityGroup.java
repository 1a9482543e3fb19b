package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** A security group. */
public final class AwsSecurityGroup {
    public static final EntityType<AwsSecurityGroup> TYPE = EntityType.<AwsSecurityGroup>named("aws_security_group")
            .classes(EntityClass.FIREWALL)
            .keyed("id");

    public static final Field<AwsSecurityGroup, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsSecurityGroup, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsSecurityGroup, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<AwsSecurityGroup, String> DESCRIPTION = TYPE.string("description");
    public static final Field<AwsSecurityGroup, List<String>> TAGS = TYPE.strings("tags");

    public static final RefField<AwsSecurityGroup, AwsVpc> VPC =
            TYPE.ref("vpc", () -> AwsVpc.TYPE, Verb.HAS, Direction.INCOMING);

    private AwsSecurityGroup() {}
}
