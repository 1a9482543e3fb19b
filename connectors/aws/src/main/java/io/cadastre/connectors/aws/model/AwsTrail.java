package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;

/** A trail of CloudTrail; in the region where it was made. */
public final class AwsTrail {
    public static final EntityType<AwsTrail> TYPE =
            EntityType.<AwsTrail>named("aws_trail").classes(EntityClass.LOGS).keyed("ARN");

    public static final Field<AwsTrail, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsTrail, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsTrail, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsTrail, String> BUCKET_NAME = TYPE.string("bucketName");
    public static final Field<AwsTrail, Boolean> MULTI_REGION = TYPE.bool("multiRegion");
    public static final Field<AwsTrail, Boolean> OF_ORGANIZATION = TYPE.bool("ofOrganization");
    public static final Field<AwsTrail, Boolean> INCLUDES_GLOBAL_EVENTS = TYPE.bool("includesGlobalEvents");
    public static final Field<AwsTrail, Boolean> ENCRYPTED =
            TYPE.bool("encrypted", FieldOption.described("With a key of KMS."));
    public static final Field<AwsTrail, Boolean> VALIDATES_LOG_FILES = TYPE.bool("validatesLogFiles");

    public static final RefField<AwsTrail, AwsS3Bucket> BUCKET =
            TYPE.ref("bucket", () -> AwsS3Bucket.TYPE, Verb.USES, Direction.OUTGOING);
    public static final RefField<AwsTrail, AwsKmsKey> KEY =
            TYPE.ref("key", () -> AwsKmsKey.TYPE, Verb.USES, Direction.OUTGOING);

    private AwsTrail() {}
}
