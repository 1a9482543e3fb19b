package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;
import java.util.List;

/** A key of KMS. Never what it is made of: AWS does not give that away. */
public final class AwsKmsKey {
    public static final EntityType<AwsKmsKey> TYPE = EntityType.<AwsKmsKey>named("aws_kms_key")
            .classes(EntityClass.CRYPTO_KEY)
            .keyed("ARN");

    public static final Field<AwsKmsKey, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsKmsKey, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsKmsKey, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsKmsKey, String> DESCRIPTION = TYPE.string("description");
    public static final Field<AwsKmsKey, List<String>> ALIASES =
            TYPE.strings("aliases", FieldOption.described("Without what they all begin with."));
    public static final Field<AwsKmsKey, String> STATE = TYPE.string("state");
    public static final Field<AwsKmsKey, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<AwsKmsKey, String> MANAGER =
            TYPE.string("manager", FieldOption.described("Whose it is: CUSTOMER, or AWS for one of its own."));
    public static final Field<AwsKmsKey, String> KEY_SPEC = TYPE.string("keySpec");
    public static final Field<AwsKmsKey, String> KEY_USAGE = TYPE.string("keyUsage");
    public static final Field<AwsKmsKey, String> ORIGIN =
            TYPE.string("origin", FieldOption.described("Where it was made; EXTERNAL if it was brought."));
    public static final Field<AwsKmsKey, Boolean> MULTI_REGION = TYPE.bool("multiRegion");
    public static final Field<AwsKmsKey, Boolean> ROTATES =
            TYPE.bool("rotates", FieldOption.described("Whether AWS renews it by itself; absent where AWS cannot."));
    public static final Field<AwsKmsKey, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsKmsKey, Instant> EXPIRES_ON =
            TYPE.instant("expiresOn", FieldOption.described("When it is going to be deleted."));

    private AwsKmsKey() {}
}
