package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;

/** A function of Lambda. */
public final class AwsLambdaFunction {
    public static final EntityType<AwsLambdaFunction> TYPE = EntityType.<AwsLambdaFunction>named("aws_lambda_function")
            .classes(EntityClass.FUNCTION)
            .keyed("ARN");

    public static final Field<AwsLambdaFunction, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsLambdaFunction, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsLambdaFunction, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsLambdaFunction, String> DESCRIPTION = TYPE.string("description");
    public static final Field<AwsLambdaFunction, String> RUNTIME = TYPE.string("runtime");
    public static final Field<AwsLambdaFunction, String> HANDLER = TYPE.string("handler");
    public static final Field<AwsLambdaFunction, String> PACKAGE_TYPE = TYPE.string("packageType");
    public static final Field<AwsLambdaFunction, String> ROLE_ARN = TYPE.string("roleArn", FieldOption.indexed());
    public static final Field<AwsLambdaFunction, Long> CODE_BYTES = TYPE.integer("codeBytes");
    public static final Field<AwsLambdaFunction, Long> TIMEOUT_SECONDS = TYPE.integer("timeoutSeconds");
    public static final Field<AwsLambdaFunction, Instant> UPDATED_ON = TYPE.instant("updatedOn");

    private AwsLambdaFunction() {}
}
