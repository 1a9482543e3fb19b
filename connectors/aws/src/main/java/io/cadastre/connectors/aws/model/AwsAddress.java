package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** An elastic address. */
public final class AwsAddress {
    public static final EntityType<AwsAddress> TYPE = EntityType.<AwsAddress>named("aws_address")
            .classes(EntityClass.IP_ADDRESS)
            .keyed("allocation id");

    public static final Field<AwsAddress, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsAddress, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsAddress, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<AwsAddress, String> PRIVATE_IP_ADDRESS = TYPE.string("privateIpAddress");
    public static final Field<AwsAddress, Boolean> IN_USE = TYPE.bool("inUse");
    public static final Field<AwsAddress, List<String>> TAGS = TYPE.strings("tags");

    public static final RefField<AwsAddress, AwsInstance> INSTANCE =
            TYPE.ref("instance", () -> AwsInstance.TYPE, Verb.USES, Direction.INCOMING);

    private AwsAddress() {}
}
