package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A database of RDS. */
public final class AwsRdsInstance {
    public static final EntityType<AwsRdsInstance> TYPE = EntityType.<AwsRdsInstance>named("aws_rds_instance")
            .classes(EntityClass.DATABASE)
            .keyed("resource id");

    public static final Field<AwsRdsInstance, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsRdsInstance, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsRdsInstance, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsRdsInstance, String> ARN = TYPE.string("arn");
    public static final Field<AwsRdsInstance, String> ENGINE = TYPE.string("engine");
    public static final Field<AwsRdsInstance, String> VERSION = TYPE.string("version");
    public static final Field<AwsRdsInstance, String> STATE = TYPE.string("state");
    public static final Field<AwsRdsInstance, Boolean> ENCRYPTED = TYPE.bool("encrypted");
    public static final Field<AwsRdsInstance, Boolean> PUBLICLY_ACCESSIBLE =
            TYPE.bool("publiclyAccessible", FieldOption.described("Whether it has a public address."));
    public static final Field<AwsRdsInstance, Boolean> MULTI_AZ = TYPE.bool("multiAz");
    public static final Field<AwsRdsInstance, Boolean> DELETION_PROTECTION = TYPE.bool("deletionProtection");
    public static final Field<AwsRdsInstance, Long> SIZE_BYTES = TYPE.integer("sizeBytes");
    public static final Field<AwsRdsInstance, Long> BACKUP_DAYS = TYPE.integer("backupDays");
    public static final Field<AwsRdsInstance, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsRdsInstance, List<String>> TAGS = TYPE.strings("tags");

    public static final RefField<AwsRdsInstance, AwsKmsKey> KEY =
            TYPE.ref("key", () -> AwsKmsKey.TYPE, Verb.USES, Direction.OUTGOING);

    private AwsRdsInstance() {}
}
