package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** What passwords of users must be like. */
public final class AwsIamPasswordPolicy {
    public static final EntityType<AwsIamPasswordPolicy> TYPE = EntityType.<AwsIamPasswordPolicy>named(
                    "aws_iam_password_policy")
            .classes(EntityClass.PASSWORD_POLICY)
            .keyed("number of the account");

    public static final Field<AwsIamPasswordPolicy, String> ACCOUNT_ID =
            TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsIamPasswordPolicy, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsIamPasswordPolicy, Long> MIN_LENGTH = TYPE.integer("minLength");
    public static final Field<AwsIamPasswordPolicy, Boolean> REQUIRES_SYMBOLS = TYPE.bool("requiresSymbols");
    public static final Field<AwsIamPasswordPolicy, Boolean> REQUIRES_NUMBERS = TYPE.bool("requiresNumbers");
    public static final Field<AwsIamPasswordPolicy, Boolean> REQUIRES_UPPERCASE = TYPE.bool("requiresUppercase");
    public static final Field<AwsIamPasswordPolicy, Boolean> REQUIRES_LOWERCASE = TYPE.bool("requiresLowercase");
    public static final Field<AwsIamPasswordPolicy, Long> MAX_AGE_DAYS =
            TYPE.integer("maxAgeDays", FieldOption.described("Absent: passwords do not expire."));
    public static final Field<AwsIamPasswordPolicy, Long> REUSE_PREVENTION = TYPE.integer("reusePrevention");
    public static final Field<AwsIamPasswordPolicy, Boolean> USERS_MAY_CHANGE = TYPE.bool("usersMayChange");

    private AwsIamPasswordPolicy() {}
}
