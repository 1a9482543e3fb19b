package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** An organisation of accounts. */
public final class AwsOrganization {
    public static final EntityType<AwsOrganization> TYPE = EntityType.<AwsOrganization>named("aws_organization")
            .classes(EntityClass.ORGANIZATION)
            .keyed("id");

    public static final Field<AwsOrganization, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsOrganization, String> ARN = TYPE.string("arn");
    public static final Field<AwsOrganization, String> MANAGEMENT_ACCOUNT_ID = TYPE.string("managementAccountId");

    private AwsOrganization() {}
}
