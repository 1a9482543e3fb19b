package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;

/** A policy that is part of one user, group or role. Its document is not kept. */
public final class AwsIamInlinePolicy {
    public static final EntityType<AwsIamInlinePolicy> TYPE = EntityType.<AwsIamInlinePolicy>named(
                    "aws_iam_inline_policy")
            .classes(EntityClass.ACCESS_POLICY)
            .keyed("id of the user, group or role:name");

    public static final Field<AwsIamInlinePolicy, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsIamInlinePolicy, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<AwsIamInlinePolicy, Boolean> ALLOWS_EVERYTHING = TYPE.bool(
            "allowsEverything",
            FieldOption.described("Whether one of its statements allows * on *, under conditions or without."));

    public static final RefField<AwsIamInlinePolicy, AwsIamUser> USER =
            TYPE.ref("user", () -> AwsIamUser.TYPE, Verb.ASSIGNED, Direction.INCOMING);
    public static final RefField<AwsIamInlinePolicy, AwsIamGroup> GROUP =
            TYPE.ref("group", () -> AwsIamGroup.TYPE, Verb.ASSIGNED, Direction.INCOMING);
    public static final RefField<AwsIamInlinePolicy, AwsIamRole> ROLE =
            TYPE.ref("role", () -> AwsIamRole.TYPE, Verb.ASSIGNED, Direction.INCOMING);

    private AwsIamInlinePolicy() {}
}
