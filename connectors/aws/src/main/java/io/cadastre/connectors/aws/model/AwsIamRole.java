package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;
import java.util.List;

/** A role that somebody or something may assume. */
public final class AwsIamRole {
    public static final EntityType<AwsIamRole> TYPE = EntityType.<AwsIamRole>named("aws_iam_role")
            .classes(EntityClass.ACCESS_ROLE)
            .keyed("role id");

    public static final Field<AwsIamRole, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsIamRole, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<AwsIamRole, String> ARN = TYPE.string("arn", FieldOption.indexed());
    public static final Field<AwsIamRole, String> PATH = TYPE.string("path");
    public static final Field<AwsIamRole, String> DESCRIPTION = TYPE.string("description");
    public static final Field<AwsIamRole, Long> MAX_SESSION_SECONDS = TYPE.integer("maxSessionSeconds");
    public static final Field<AwsIamRole, List<String>> TRUSTS = TYPE.strings(
            "trusts",
            FieldOption.described(
                    "Who may assume it, under conditions or without: numbers, ARNs, services, or * for everybody."));
    public static final Field<AwsIamRole, Instant> CREATED_ON = TYPE.instant("createdOn");

    private AwsIamRole() {}
}
