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

/** An account; where collecting begins. */
public final class AwsAccount {
    public static final EntityType<AwsAccount> TYPE = EntityType.<AwsAccount>named("aws_account")
            .classes(EntityClass.ACCOUNT)
            .keyed("number");

    public static final Field<AwsAccount, String> NAME = TYPE.string("name");
    public static final Field<AwsAccount, String> ARN = TYPE.string("arn");
    public static final Field<AwsAccount, String> EMAIL = TYPE.string("email");
    public static final Field<AwsAccount, String> STATUS = TYPE.string("status");
    public static final Field<AwsAccount, Instant> JOINED_ON = TYPE.instant("joinedOn");
    public static final Field<AwsAccount, String> PARTITION = TYPE.string(
            "partition",
            FieldOption.required(),
            FieldOption.described("The part of AWS that it is in: aws, aws-cn or aws-us-gov."));
    public static final Field<AwsAccount, Boolean> ROOT_MFA_ENABLED = TYPE.bool("rootMfaEnabled");
    public static final Field<AwsAccount, Boolean> ROOT_HAS_ACCESS_KEYS = TYPE.bool("rootHasAccessKeys");

    public static final RefField<AwsAccount, AwsOrganization> ORGANIZATION =
            TYPE.ref("organization", () -> AwsOrganization.TYPE, Verb.HAS, Direction.INCOMING);
    public static final CollectionField<AwsAccount, AwsRegion> REGIONS =
            TYPE.collection("regions", () -> AwsRegion.TYPE, Verb.HAS);
    public static final CollectionField<AwsAccount, AwsIamUser> USERS =
            TYPE.collection("users", () -> AwsIamUser.TYPE, Verb.HAS);
    public static final CollectionField<AwsAccount, AwsIamGroup> GROUPS =
            TYPE.collection("groups", () -> AwsIamGroup.TYPE, Verb.HAS);
    public static final CollectionField<AwsAccount, AwsIamRole> ROLES =
            TYPE.collection("roles", () -> AwsIamRole.TYPE, Verb.HAS);
    /** Those that were made in it. */
    public static final CollectionField<AwsAccount, AwsIamPolicy> POLICIES =
            TYPE.collection("policies", () -> AwsIamPolicy.TYPE, Verb.HAS);
    /** AWS's own that something in it has. */
    public static final CollectionField<AwsAccount, AwsIamPolicy> AWS_POLICIES =
            TYPE.collection("awsPolicies", () -> AwsIamPolicy.TYPE, Verb.HAS);

    public static final CollectionField<AwsAccount, AwsIamInlinePolicy> INLINE_POLICIES =
            TYPE.collection("inlinePolicies", () -> AwsIamInlinePolicy.TYPE, Verb.HAS);

    public static final CollectionField<AwsAccount, AwsIamInstanceProfile> INSTANCE_PROFILES =
            TYPE.collection("instanceProfiles", () -> AwsIamInstanceProfile.TYPE, Verb.HAS);
    public static final CollectionField<AwsAccount, AwsIamPasswordPolicy> PASSWORD_POLICIES =
            TYPE.collection("passwordPolicies", () -> AwsIamPasswordPolicy.TYPE, Verb.HAS);
    public static final CollectionField<AwsAccount, AwsS3Bucket> BUCKETS =
            TYPE.collection("buckets", () -> AwsS3Bucket.TYPE, Verb.HAS);
    public static final CollectionField<AwsAccount, AwsHostedZone> HOSTED_ZONES =
            TYPE.collection("hostedZones", () -> AwsHostedZone.TYPE, Verb.HAS);

    private AwsAccount() {}
}
