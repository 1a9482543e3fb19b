package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** Where a network and the internet meet. */
public final class AwsInternetGateway {
    public static final EntityType<AwsInternetGateway> TYPE = EntityType.<AwsInternetGateway>named(
                    "aws_internet_gateway")
            .classes(EntityClass.GATEWAY)
            .keyed("id");

    public static final Field<AwsInternetGateway, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsInternetGateway, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsInternetGateway, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsInternetGateway, List<String>> TAGS = TYPE.strings("tags");

    public static final RefField<AwsInternetGateway, AwsVpc> VPC =
            TYPE.ref("vpc", () -> AwsVpc.TYPE, Verb.HAS, Direction.INCOMING);

    private AwsInternetGateway() {}
}
