package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** Where what leaves subnets goes. */
public final class AwsRouteTable {
    public static final EntityType<AwsRouteTable> TYPE = EntityType.<AwsRouteTable>named("aws_route_table")
            .classes(EntityClass.CONFIGURATION)
            .keyed("id");

    public static final Field<AwsRouteTable, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsRouteTable, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsRouteTable, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsRouteTable, Boolean> MAIN = TYPE.bool(
            "main", FieldOption.described("Whether it is that of the subnets of its network that use no other."));
    public static final Field<AwsRouteTable, Boolean> PUBLIC =
            TYPE.bool("public", FieldOption.described("Whether what is for everywhere goes to an internet gateway."));
    public static final Field<AwsRouteTable, List<String>> ROUTES = TYPE.strings(
            "routes", FieldOption.described("What is for where, and through what; (blackhole) if that is gone."));
    public static final Field<AwsRouteTable, List<String>> SUBNET_IDS =
            TYPE.strings("subnetIds", FieldOption.described("Those that name it; others use the main one."));
    public static final Field<AwsRouteTable, List<String>> TAGS = TYPE.strings("tags");

    public static final RefField<AwsRouteTable, AwsVpc> VPC =
            TYPE.ref("vpc", () -> AwsVpc.TYPE, Verb.HAS, Direction.INCOMING);
    public static final CollectionField<AwsRouteTable, AwsSubnet> SUBNETS =
            TYPE.collection("subnets", () -> AwsSubnet.TYPE, Verb.USES, Direction.INCOMING);

    private AwsRouteTable() {}
}
