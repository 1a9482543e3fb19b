package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;

/** A bucket of S3. */
public final class AwsS3Bucket {
    public static final EntityType<AwsS3Bucket> TYPE = EntityType.<AwsS3Bucket>named("aws_s3_bucket")
            .classes(EntityClass.DATA_STORE)
            .keyed("name");

    public static final Field<AwsS3Bucket, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsS3Bucket, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<AwsS3Bucket, String> REGION = TYPE.string("region");
    public static final Field<AwsS3Bucket, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsS3Bucket, Boolean> BLOCKS_PUBLIC_ACCESS = TYPE.bool(
            "blocksPublicAccess",
            FieldOption.described("Whether all four blocks of public access are on at the bucket itself."));
    public static final Field<AwsS3Bucket, Boolean> POLICY_PUBLIC =
            TYPE.bool("policyPublic", FieldOption.described("Whether AWS calls its policy public."));
    public static final Field<AwsS3Bucket, Boolean> ENCRYPTED = TYPE.bool("encrypted");
    public static final Field<AwsS3Bucket, String> ENCRYPTION_ALGORITHM = TYPE.string("encryptionAlgorithm");
    public static final Field<AwsS3Bucket, Boolean> VERSIONING = TYPE.bool("versioning");
    public static final Field<AwsS3Bucket, Boolean> MFA_DELETE = TYPE.bool("mfaDelete");

    private AwsS3Bucket() {}
}
