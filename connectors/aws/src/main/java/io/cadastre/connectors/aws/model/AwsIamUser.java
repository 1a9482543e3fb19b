package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** Somebody, or something, with a name of its own in an account. */
public final class AwsIamUser {
    public static final EntityType<AwsIamUser> TYPE = EntityType.<AwsIamUser>named("aws_iam_user")
            .classes(EntityClass.USER)
            .keyed("user id");

    public static final Field<AwsIamUser, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsIamUser, String> USERNAME =
            TYPE.string("username", FieldOption.required(), FieldOption.indexed());
    public static final Field<AwsIamUser, String> NAME = TYPE.string("name");
    public static final Field<AwsIamUser, String> ARN = TYPE.string("arn", FieldOption.indexed());
    public static final Field<AwsIamUser, String> PATH = TYPE.string("path");
    public static final Field<AwsIamUser, Boolean> MFA_ENABLED = TYPE.bool("mfaEnabled");
    public static final Field<AwsIamUser, Boolean> CONSOLE_ACCESS =
            TYPE.bool("consoleAccess", FieldOption.described("Whether there is a password for the console."));
    public static final Field<AwsIamUser, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<AwsIamUser, Instant> LAST_LOGIN_ON =
            TYPE.instant("lastLoginOn", FieldOption.described("By password."));

    public static final CollectionField<AwsIamUser, AwsIamAccessKey> ACCESS_KEYS =
            TYPE.collection("accessKeys", () -> AwsIamAccessKey.TYPE, Verb.HAS);

    private AwsIamUser() {}
}
