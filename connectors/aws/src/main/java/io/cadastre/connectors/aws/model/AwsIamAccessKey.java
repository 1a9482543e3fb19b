package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;

/** A user's access key: its id, which is no secret. */
public final class AwsIamAccessKey {
    public static final EntityType<AwsIamAccessKey> TYPE = EntityType.<AwsIamAccessKey>named("aws_iam_access_key")
            .classes(EntityClass.ACCESS_KEY)
            .keyed("access key id");

    public static final Field<AwsIamAccessKey, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsIamAccessKey, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsIamAccessKey, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<AwsIamAccessKey, Instant> CREATED_ON = TYPE.instant("createdOn");

    private AwsIamAccessKey() {}
}
