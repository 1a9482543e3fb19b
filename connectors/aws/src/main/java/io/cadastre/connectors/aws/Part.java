package io.cadastre.connectors.aws;

import java.util.Arrays;
import java.util.Optional;

/** What an installation may leave out, because its access key may not read it or nobody wants to know. */
enum Part {
    ACCOUNT_SUMMARY("accountSummary"),
    IAM_USERS("iamUsers"),
    IAM_ACCESS_KEYS("iamAccessKeys"),
    IAM_FACTORS("iamFactors"),
    IAM_GROUPS("iamGroups"),
    IAM_ROLES("iamRoles"),
    IAM_POLICIES("iamPolicies"),
    IAM_INLINE_POLICIES("iamInlinePolicies"),
    IAM_INSTANCE_PROFILES("iamInstanceProfiles"),
    IAM_PASSWORD_POLICY("iamPasswordPolicy"),
    EC2("ec2"),
    S3("s3"),
    S3_SETTINGS("s3Settings"),
    RDS("rds"),
    LAMBDA("lambda"),
    ELB("elb"),
    CLOUDTRAIL("cloudtrail"),
    KMS("kms"),
    EKS("eks"),
    ROUTE53("route53");

    private final String text;

    Part(String text) {
        this.text = text;
    }

    /** What people write. */
    String text() {
        return text;
    }

    static Optional<Part> named(String text) {
        return Arrays.stream(values()).filter(part -> part.text.equals(text)).findFirst();
    }
}
