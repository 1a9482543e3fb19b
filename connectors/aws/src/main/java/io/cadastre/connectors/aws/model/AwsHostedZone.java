package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A domain of which Route 53 answers questions. */
public final class AwsHostedZone {
    public static final EntityType<AwsHostedZone> TYPE = EntityType.<AwsHostedZone>named("aws_hosted_zone")
            .classes(EntityClass.DOMAIN_ZONE)
            .keyed("id");

    public static final Field<AwsHostedZone, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsHostedZone, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<AwsHostedZone, String> DESCRIPTION = TYPE.string("description");
    public static final Field<AwsHostedZone, Boolean> PUBLIC =
            TYPE.bool("public", FieldOption.described("Whether everybody may ask, and not only some networks."));

    public static final CollectionField<AwsHostedZone, AwsRecordSet> RECORD_SETS =
            TYPE.collection("recordSets", () -> AwsRecordSet.TYPE, Verb.HAS);

    private AwsHostedZone() {}
}
