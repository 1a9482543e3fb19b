package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;
import java.util.List;

/** A key pair for logging in to instances; its public part. */
public final class AwsKeyPair {
    public static final EntityType<AwsKeyPair> TYPE = EntityType.<AwsKeyPair>named("aws_key_pair")
            .classes(EntityClass.KEY)
            .keyed("id");

    public static final Field<AwsKeyPair, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsKeyPair, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsKeyPair, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsKeyPair, String> FINGERPRINT = TYPE.string("fingerprint");
    public static final Field<AwsKeyPair, String> KEY_TYPE = TYPE.string("keyType");
    public static final Field<AwsKeyPair, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsKeyPair, List<String>> TAGS = TYPE.strings("tags");

    private AwsKeyPair() {}
}
