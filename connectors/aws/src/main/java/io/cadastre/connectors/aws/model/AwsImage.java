package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;
import java.util.List;

/** An image that an account made. */
public final class AwsImage {
    public static final EntityType<AwsImage> TYPE =
            EntityType.<AwsImage>named("aws_image").classes(EntityClass.IMAGE).keyed("id");

    public static final Field<AwsImage, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsImage, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsImage, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsImage, String> DESCRIPTION = TYPE.string("description");
    public static final Field<AwsImage, Boolean> PUBLIC = TYPE.bool("public");
    public static final Field<AwsImage, String> ARCHITECTURE = TYPE.string("architecture");
    public static final Field<AwsImage, String> STATE = TYPE.string("state");
    public static final Field<AwsImage, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsImage, List<String>> TAGS = TYPE.strings("tags");

    private AwsImage() {}
}
