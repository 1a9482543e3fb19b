package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A disk. */
public final class AwsVolume {
    public static final EntityType<AwsVolume> TYPE =
            EntityType.<AwsVolume>named("aws_volume").classes(EntityClass.DISK).keyed("id");

    public static final Field<AwsVolume, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsVolume, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsVolume, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsVolume, String> STATE = TYPE.string("state");
    public static final Field<AwsVolume, Boolean> ENCRYPTED = TYPE.bool("encrypted");
    public static final Field<AwsVolume, Long> SIZE_BYTES = TYPE.integer("sizeBytes");
    public static final Field<AwsVolume, String> VOLUME_TYPE = TYPE.string("volumeType");
    public static final Field<AwsVolume, List<String>> INSTANCE_IDS = TYPE.strings("instanceIds");
    public static final Field<AwsVolume, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsVolume, List<String>> TAGS = TYPE.strings("tags");

    public static final RefField<AwsVolume, AwsKmsKey> KEY =
            TYPE.ref("key", () -> AwsKmsKey.TYPE, Verb.USES, Direction.OUTGOING);
    public static final CollectionField<AwsVolume, AwsInstance> INSTANCES =
            TYPE.collection("instances", () -> AwsInstance.TYPE, Verb.USES, Direction.INCOMING);

    private AwsVolume() {}
}
