package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;

/** A virtual network. */
public final class AwsVpc {
    public static final EntityType<AwsVpc> TYPE =
            EntityType.<AwsVpc>named("aws_vpc").classes(EntityClass.NETWORK).keyed("id");

    public static final Field<AwsVpc, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsVpc, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsVpc, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsVpc, List<String>> CIDRS = TYPE.strings("cidrs");
    public static final Field<AwsVpc, Boolean> DEFAULT_VPC = TYPE.bool("defaultVpc");
    public static final Field<AwsVpc, List<String>> TAGS = TYPE.strings("tags");

    private AwsVpc() {}
}
