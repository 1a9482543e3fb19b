package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** A group of users. */
public final class AwsIamGroup {
    public static final EntityType<AwsIamGroup> TYPE = EntityType.<AwsIamGroup>named("aws_iam_group")
            .classes(EntityClass.USER_GROUP)
            .keyed("group id");

    public static final Field<AwsIamGroup, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsIamGroup, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsIamGroup, String> ARN = TYPE.string("arn");
    public static final Field<AwsIamGroup, String> PATH = TYPE.string("path");
    public static final Field<AwsIamGroup, Instant> CREATED_ON = TYPE.instant("createdOn");

    public static final CollectionField<AwsIamGroup, AwsIamUser> MEMBERS =
            TYPE.collection("members", () -> AwsIamUser.TYPE, Verb.MEMBER_OF, Direction.INCOMING);

    private AwsIamGroup() {}
}
