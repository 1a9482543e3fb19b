package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;

/** What is answered for a name and a type, perhaps only sometimes or to some. */
public final class AwsRecordSet {
    public static final EntityType<AwsRecordSet> TYPE = EntityType.<AwsRecordSet>named("aws_record_set")
            .classes(EntityClass.DOMAIN_RECORD)
            .keyed("id of the zone:name:type:set identifier, if there is one");

    public static final Field<AwsRecordSet, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsRecordSet, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<AwsRecordSet, String> RECORD_TYPE = TYPE.string("recordType", FieldOption.required());
    public static final Field<AwsRecordSet, String> SET_IDENTIFIER = TYPE.string(
            "setIdentifier", FieldOption.described("Tells those of one name and type apart that AWS chooses from."));
    public static final Field<AwsRecordSet, Long> TTL_SECONDS = TYPE.integer("ttlSeconds");
    public static final Field<AwsRecordSet, List<String>> VALUES = TYPE.strings("values");
    public static final Field<AwsRecordSet, String> ALIAS_TARGET = TYPE.string(
            "aliasTarget",
            FieldOption.indexed(),
            FieldOption.described("The name of something of AWS, such as a load balancer, whose addresses are given."));

    private AwsRecordSet() {}
}
