package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.model.AwsLambdaFunction;
import io.cadastre.connectors.aws.model.AwsLoadBalancer;
import io.cadastre.connectors.aws.model.AwsRdsInstance;
import io.cadastre.connectors.aws.model.AwsRegion;
import io.cadastre.connectors.aws.model.AwsTrail;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes entities out of what the services of a region say, but for EC2, KMS and EKS. */
final class RegionEntities {
    private static final long GIB = 1L << 30;

    private RegionEntities() {}

    static EntityInput region(String account, String name) {
        return AwsRegion.TYPE
                .input(account + ":" + name)
                .displayName(account + " " + name)
                .set(AwsRegion.ACCOUNT_ID, account)
                .set(AwsRegion.NAME, name)
                .build();
    }

    static EntityInput database(Place place, Json json) throws ConnectorException.BadData {
        String name = json.text("DBInstanceIdentifier");
        EntityInput.Builder<AwsRdsInstance> database = AwsRdsInstance.TYPE
                .input(json.text("DbiResourceId"))
                .displayName(name)
                .set(AwsRdsInstance.ACCOUNT_ID, place.account())
                .set(AwsRdsInstance.REGION, place.region())
                .set(AwsRdsInstance.NAME, name)
                .set(AwsRdsInstance.ARN, AwsAnswers.text(json, "DBInstanceArn"))
                .set(AwsRdsInstance.ENGINE, AwsAnswers.text(json, "Engine"))
                .set(AwsRdsInstance.VERSION, AwsAnswers.text(json, "EngineVersion"))
                .set(AwsRdsInstance.STATE, AwsAnswers.text(json, "DBInstanceStatus"))
                .set(AwsRdsInstance.ENCRYPTED, AwsAnswers.bool(json, "StorageEncrypted"))
                .set(AwsRdsInstance.PUBLICLY_ACCESSIBLE, AwsAnswers.bool(json, "PubliclyAccessible"))
                .set(AwsRdsInstance.MULTI_AZ, AwsAnswers.bool(json, "MultiAZ"))
                .set(AwsRdsInstance.DELETION_PROTECTION, AwsAnswers.bool(json, "DeletionProtection"))
                .set(
                        AwsRdsInstance.SIZE_BYTES,
                        AwsAnswers.number(json, "AllocatedStorage").map(size -> size * GIB))
                .set(AwsRdsInstance.BACKUP_DAYS, AwsAnswers.number(json, "BackupRetentionPeriod"))
                .set(AwsRdsInstance.CREATED_ON, AwsAnswers.time(json, "InstanceCreateTime"))
                .set(AwsRdsInstance.TAGS, AwsAnswers.tags(json, "TagList", "Key", "Value"));
        KmsEntities.key(json, "KmsKeyId").ifPresent(key -> database.link(AwsRdsInstance.KEY, key));
        return database.build();
    }

    /** Never with its environment: that is where people put secrets. */
    static EntityInput function(Place place, Json json) throws ConnectorException.BadData {
        return AwsLambdaFunction.TYPE
                .input(json.text("FunctionArn"))
                .displayName(json.text("FunctionName"))
                .set(AwsLambdaFunction.ACCOUNT_ID, place.account())
                .set(AwsLambdaFunction.REGION, place.region())
                .set(AwsLambdaFunction.NAME, json.text("FunctionName"))
                .set(AwsLambdaFunction.DESCRIPTION, AwsAnswers.text(json, "Description"))
                .set(AwsLambdaFunction.RUNTIME, AwsAnswers.text(json, "Runtime"))
                .set(AwsLambdaFunction.HANDLER, AwsAnswers.text(json, "Handler"))
                .set(AwsLambdaFunction.PACKAGE_TYPE, AwsAnswers.text(json, "PackageType"))
                .set(AwsLambdaFunction.ROLE_ARN, AwsAnswers.text(json, "Role"))
                .set(AwsLambdaFunction.CODE_BYTES, AwsAnswers.number(json, "CodeSize"))
                .set(AwsLambdaFunction.TIMEOUT_SECONDS, AwsAnswers.number(json, "Timeout"))
                .set(AwsLambdaFunction.UPDATED_ON, AwsAnswers.time(json, "LastModified"))
                .build();
    }

    static EntityInput loadBalancer(Place place, Json json) throws ConnectorException.BadData {
        TreeSet<String> groups = new TreeSet<>();
        for (Json group : AwsAnswers.list(json, "SecurityGroups")) {
            groups.add(group.text());
        }
        EntityInput.Builder<AwsLoadBalancer> balancer = AwsLoadBalancer.TYPE
                .input(json.text("LoadBalancerArn"))
                .displayName(json.text("LoadBalancerName"))
                .set(AwsLoadBalancer.ACCOUNT_ID, place.account())
                .set(AwsLoadBalancer.REGION, place.region())
                .set(AwsLoadBalancer.NAME, json.text("LoadBalancerName"))
                .set(AwsLoadBalancer.DNS_NAME, AwsAnswers.text(json, "DNSName"))
                .set(AwsLoadBalancer.BALANCER_TYPE, AwsAnswers.text(json, "Type"))
                .set(AwsLoadBalancer.STATE, AwsAnswers.text(AwsAnswers.within(json, "State"), "Code"))
                .set(
                        AwsLoadBalancer.INTERNET_FACING,
                        AwsAnswers.text(json, "Scheme").map(scheme -> scheme.equals("internet-facing")))
                .set(AwsLoadBalancer.SECURITY_GROUP_IDS, List.copyOf(groups))
                .set(AwsLoadBalancer.CREATED_ON, AwsAnswers.time(json, "CreatedTime"));
        AwsAnswers.text(json, "VpcId").ifPresent(vpc -> balancer.link(AwsLoadBalancer.VPC, vpc));
        return balancer.build();
    }

    static EntityInput trail(Place place, Json json) throws ConnectorException.BadData {
        Optional<String> bucket = AwsAnswers.text(json, "S3BucketName");
        EntityInput.Builder<AwsTrail> trail = AwsTrail.TYPE
                .input(json.text("TrailARN"))
                .displayName(json.text("Name"))
                .set(AwsTrail.ACCOUNT_ID, json.text("TrailARN").split(":", 6)[4])
                .set(AwsTrail.REGION, place.region())
                .set(AwsTrail.NAME, json.text("Name"))
                .set(AwsTrail.BUCKET_NAME, bucket)
                .set(AwsTrail.MULTI_REGION, AwsAnswers.bool(json, "IsMultiRegionTrail"))
                .set(AwsTrail.OF_ORGANIZATION, AwsAnswers.bool(json, "IsOrganizationTrail"))
                .set(AwsTrail.INCLUDES_GLOBAL_EVENTS, AwsAnswers.bool(json, "IncludeGlobalServiceEvents"))
                .set(AwsTrail.ENCRYPTED, AwsAnswers.text(json, "KmsKeyId").isPresent())
                .set(AwsTrail.VALIDATES_LOG_FILES, AwsAnswers.bool(json, "LogFileValidationEnabled"));
        KmsEntities.key(json, "KmsKeyId").ifPresent(key -> trail.link(AwsTrail.KEY, key));
        bucket.ifPresent(name -> trail.link(AwsTrail.BUCKET, name));
        return trail.build();
    }
}
