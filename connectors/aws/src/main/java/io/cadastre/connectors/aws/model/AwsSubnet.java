package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** A part of a virtual network. */
public final class AwsSubnet {
    public static final EntityType<AwsSubnet> TYPE = EntityType.<AwsSubnet>named("aws_subnet")
            .classes(EntityClass.NETWORK)
            .keyed("id");

    public static final Field<AwsSubnet, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsSubnet, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsSubnet, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsSubnet, List<String>> CIDRS = TYPE.strings("cidrs");
    public static final Field<AwsSubnet, String> AVAILABILITY_ZONE = TYPE.string("availabilityZone");
    public static final Field<AwsSubnet, Boolean> MAPS_PUBLIC_IPS =
            TYPE.bool("mapsPublicIps", FieldOption.described("Whether instances get a public address by themselves."));
    public static final Field<AwsSubnet, List<String>> TAGS = TYPE.strings("tags");

    public static final RefField<AwsSubnet, AwsVpc> VPC =
            TYPE.ref("vpc", () -> AwsVpc.TYPE, Verb.HAS, Direction.INCOMING);

    private AwsSubnet() {}
}
