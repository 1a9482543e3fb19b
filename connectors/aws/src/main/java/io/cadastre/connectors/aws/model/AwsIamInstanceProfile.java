package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** Through it an instance has a role. */
public final class AwsIamInstanceProfile {
    public static final EntityType<AwsIamInstanceProfile> TYPE = EntityType.<AwsIamInstanceProfile>named(
                    "aws_iam_instance_profile")
            .classes(EntityClass.RESOURCE)
            .keyed("instance profile id");

    public static final Field<AwsIamInstanceProfile, String> ACCOUNT_ID =
            TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsIamInstanceProfile, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsIamInstanceProfile, String> ARN = TYPE.string("arn");
    public static final Field<AwsIamInstanceProfile, String> PATH = TYPE.string("path");
    public static final Field<AwsIamInstanceProfile, Instant> CREATED_ON = TYPE.instant("createdOn");

    public static final RefField<AwsIamInstanceProfile, AwsIamRole> ROLE =
            TYPE.ref("role", () -> AwsIamRole.TYPE, Verb.USES, Direction.OUTGOING);

    private AwsIamInstanceProfile() {}
}
