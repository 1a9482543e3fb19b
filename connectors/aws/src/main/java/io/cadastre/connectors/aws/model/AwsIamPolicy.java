package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** A policy that users, groups and roles can have. */
public final class AwsIamPolicy {
    public static final EntityType<AwsIamPolicy> TYPE = EntityType.<AwsIamPolicy>named("aws_iam_policy")
            .classes(EntityClass.ACCESS_POLICY)
            .keyed("policy id; of AWS's own, after the number of the account");

    public static final Field<AwsIamPolicy, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsIamPolicy, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<AwsIamPolicy, String> ARN = TYPE.string("arn", FieldOption.required());
    public static final Field<AwsIamPolicy, String> DESCRIPTION = TYPE.string("description");
    public static final Field<AwsIamPolicy, Boolean> AWS_MANAGED =
            TYPE.bool("awsManaged", FieldOption.described("Whether AWS made it."));
    public static final Field<AwsIamPolicy, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsIamPolicy, Instant> UPDATED_ON = TYPE.instant("updatedOn");

    public static final CollectionField<AwsIamPolicy, AwsIamUser> USERS =
            TYPE.collection("users", () -> AwsIamUser.TYPE, Verb.ASSIGNED, Direction.INCOMING);
    public static final CollectionField<AwsIamPolicy, AwsIamGroup> GROUPS =
            TYPE.collection("groups", () -> AwsIamGroup.TYPE, Verb.ASSIGNED, Direction.INCOMING);
    public static final CollectionField<AwsIamPolicy, AwsIamRole> ROLES =
            TYPE.collection("roles", () -> AwsIamRole.TYPE, Verb.ASSIGNED, Direction.INCOMING);

    private AwsIamPolicy() {}
}
