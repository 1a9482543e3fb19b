package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.AwsPlan.Stage;
import io.cadastre.connectors.aws.model.AwsAccount;
import io.cadastre.connectors.aws.model.AwsS3Bucket;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import java.util.Optional;
import java.util.Set;

/** What is read of S3: the buckets of an account, and of each its settings. */
final class S3Listings {
    private final AwsPlan plan;
    private final AwsSettings settings;

    S3Listings(AwsPlan plan, AwsSettings settings) {
        this.plan = plan;
        this.settings = settings;
    }

    void add() {
        plan.ofAccount(
                Part.S3,
                "buckets",
                AwsAccount.BUCKETS,
                new Paged(
                        AwsRequest.of(AwsService.S3, "ListAllMyBuckets"),
                        answer -> AwsAnswers.list(answer, "Buckets"),
                        "ContinuationToken",
                        "continuation-token"),
                S3Entities::bucket,
                AwsS3Bucket.REGION,
                AwsS3Bucket.BLOCKS_PUBLIC_ACCESS,
                AwsS3Bucket.POLICY_PUBLIC,
                AwsS3Bucket.ENCRYPTED,
                AwsS3Bucket.ENCRYPTION_ALGORITHM,
                AwsS3Bucket.VERSIONING,
                AwsS3Bucket.MFA_DELETE);
        if (plan.reads(Part.S3) && plan.reads(Part.S3_SETTINGS)) {
            settingsOfBuckets();
        }
    }

    private void settingsOfBuckets() {
        plan.fields(
                Stage.SECOND,
                Loader.entity(
                                "bucketRegion",
                                AwsS3Bucket.TYPE,
                                (env, ref) -> S3Entities.region(
                                        ref,
                                        ofBucket(env, ref, firstRegion(), "GetBucketLocation", "location")
                                                .orElseThrow(),
                                        firstRegion()))
                        .fills(AwsS3Bucket.REGION));
        setting(
                "bucketPublicAccess",
                "GetBucketPublicAccessBlock",
                "publicAccessBlock",
                S3Entities::publicAccess,
                AwsS3Bucket.BLOCKS_PUBLIC_ACCESS);
        setting(
                "bucketPolicyStatus",
                "GetBucketPolicyStatus",
                "policyStatus",
                S3Entities::policyStatus,
                AwsS3Bucket.POLICY_PUBLIC);
        setting(
                "bucketEncryption",
                "GetEncryptionConfiguration",
                "encryption",
                S3Entities::encryption,
                AwsS3Bucket.ENCRYPTED,
                AwsS3Bucket.ENCRYPTION_ALGORITHM);
        setting(
                "bucketVersioning",
                "GetBucketVersioning",
                "versioning",
                S3Entities::versioning,
                AwsS3Bucket.VERSIONING,
                AwsS3Bucket.MFA_DELETE);
    }

    /** Where AWS is asked in which region a bucket is: the first region of each part knows all buckets of it. */
    private String firstRegion() {
        return settings.endpoint().isPresent() ? settings.region() : AwsService.IAM.signingRegion(settings.region());
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private void setting(
            String name, String action, String parameter, S3Entities.Setting setting, Loadable<AwsS3Bucket>... fills) {
        plan.fields(
                Stage.THIRD,
                new Loader.OneByOne<>(
                        name,
                        AwsS3Bucket.TYPE,
                        Set.of(fills),
                        (env, ref) -> {
                            // A bucket answers in its own region only.
                            String region = env.collected(ref)
                                    .value(AwsS3Bucket.REGION)
                                    .orElseThrow(() -> new ConnectorException.Unavailable(
                                            "It is not known in which region the bucket is.", null));
                            return setting.of(ref, ofBucket(env, ref, region, action, parameter));
                        },
                        LoadPolicy.DEFAULT));
    }

    /** What a bucket says of one of its settings; nothing if it does not have it. */
    private Optional<Json> ofBucket(
            LoadEnv env, EntityRef<AwsS3Bucket> ref, String region, String action, String parameter) throws Exception {
        String number = env.collected(ref).value(AwsS3Bucket.ACCOUNT_ID).orElseThrow();
        AwsRequest request =
                AwsRequest.of(AwsService.S3, action).at("/" + ref.key()).with(parameter, "");
        try {
            return Optional.of(plan.ask(env, new Place(number, region), request));
        } catch (ConnectorException.NotFound e) {
            if (S3Entities.NOT_SET.stream().anyMatch(code -> AwsErrors.absent(e, code))) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
