package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.model.AwsS3Bucket;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes entities out of what S3 says. */
final class S3Entities {
    /** By what words S3 says that a bucket does not have a setting. */
    static final Set<String> NOT_SET = Set.of(
            "NoSuchPublicAccessBlockConfiguration",
            "NoSuchBucketPolicy",
            "ServerSideEncryptionConfigurationNotFoundError");

    private S3Entities() {}

    /** What one setting of a bucket says; nothing where it is not set. */
    @FunctionalInterface
    interface Setting {
        EntityInput of(EntityRef<AwsS3Bucket> bucket, Optional<Json> json) throws ConnectorException.BadData;
    }

    static EntityInput bucket(String account, Json json) throws ConnectorException.BadData {
        String name = json.text("Name");
        return AwsS3Bucket.TYPE
                .input(name)
                .displayName(name)
                .set(AwsS3Bucket.ACCOUNT_ID, account)
                .set(AwsS3Bucket.NAME, name)
                .set(AwsS3Bucket.CREATED_ON, AwsAnswers.time(json, "CreationDate"))
                .build();
    }

    static EntityInput region(EntityRef<AwsS3Bucket> bucket, Json json, String first) {
        // The first region has no name here, and the second one had another.
        String given = json.raw() instanceof String text && !text.isBlank() ? text.strip() : first;
        return AwsS3Bucket.TYPE
                .input(bucket.key())
                .set(AwsS3Bucket.REGION, given.equals("EU") ? "eu-west-1" : given)
                .build();
    }

    static EntityInput publicAccess(EntityRef<AwsS3Bucket> bucket, Optional<Json> json)
            throws ConnectorException.BadData {
        boolean all = json.isPresent();
        for (String block :
                List.of("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")) {
            all = all && AwsAnswers.bool(json.orElseThrow(), block).orElse(false);
        }
        return AwsS3Bucket.TYPE
                .input(bucket.key())
                .set(AwsS3Bucket.BLOCKS_PUBLIC_ACCESS, all)
                .build();
    }

    static EntityInput policyStatus(EntityRef<AwsS3Bucket> bucket, Optional<Json> json)
            throws ConnectorException.BadData {
        // Without a policy there is none that is public.
        boolean open =
                json.isPresent() && AwsAnswers.bool(json.get(), "IsPublic").orElse(false);
        return AwsS3Bucket.TYPE
                .input(bucket.key())
                .set(AwsS3Bucket.POLICY_PUBLIC, open)
                .build();
    }

    static EntityInput encryption(EntityRef<AwsS3Bucket> bucket, Optional<Json> json)
            throws ConnectorException.BadData {
        Optional<String> algorithm = Optional.empty();
        // The rules are all that the answer consists of.
        if (json.isPresent() && json.get().isArray() && !json.get().elements().isEmpty()) {
            algorithm = AwsAnswers.text(
                    AwsAnswers.within(json.get().elements().getFirst(), "ApplyServerSideEncryptionByDefault"),
                    "SSEAlgorithm");
        }
        return AwsS3Bucket.TYPE
                .input(bucket.key())
                .set(AwsS3Bucket.ENCRYPTED, algorithm.isPresent())
                .set(AwsS3Bucket.ENCRYPTION_ALGORITHM, algorithm)
                .build();
    }

    static EntityInput versioning(EntityRef<AwsS3Bucket> bucket, Optional<Json> json)
            throws ConnectorException.BadData {
        Json given = json.orElseThrow();
        return AwsS3Bucket.TYPE
                .input(bucket.key())
                .set(
                        AwsS3Bucket.VERSIONING,
                        AwsAnswers.text(given, "Status").orElse("").equals("Enabled"))
                .set(
                        AwsS3Bucket.MFA_DELETE,
                        AwsAnswers.text(given, "MfaDelete").orElse("").equals("Enabled"))
                .build();
    }
}
