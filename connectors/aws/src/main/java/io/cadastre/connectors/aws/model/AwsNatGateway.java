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

/** Through what machines without public addresses reach others. */
public final class AwsNatGateway {
    public static final EntityType<AwsNatGateway> TYPE = EntityType.<AwsNatGateway>named("aws_nat_gateway")
            .classes(EntityClass.GATEWAY)
            .keyed("id");

    public static final Field<AwsNatGateway, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsNatGateway, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsNatGateway, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsNatGateway, String> STATE = TYPE.string("state");
    public static final Field<AwsNatGateway, String> CONNECTIVITY =
            TYPE.string("connectivity", FieldOption.described("public or private."));
    public static final Field<AwsNatGateway, List<String>> PRIVATE_IP_ADDRESSES = TYPE.strings("privateIpAddresses");
    public static final Field<AwsNatGateway, List<String>> PUBLIC_IP_ADDRESSES = TYPE.strings("publicIpAddresses");
    public static final Field<AwsNatGateway, List<String>> ALLOCATION_IDS =
            TYPE.strings("allocationIds", FieldOption.described("Of its public addresses."));
    public static final Field<AwsNatGateway, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsNatGateway, List<String>> TAGS = TYPE.strings("tags");

    public static final RefField<AwsNatGateway, AwsSubnet> SUBNET =
            TYPE.ref("subnet", () -> AwsSubnet.TYPE, Verb.HAS, Direction.INCOMING);
    public static final CollectionField<AwsNatGateway, AwsAddress> ADDRESSES =
            TYPE.collection("addresses", () -> AwsAddress.TYPE, Verb.USES);

    private AwsNatGateway() {}
}
