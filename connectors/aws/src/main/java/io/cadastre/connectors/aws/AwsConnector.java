package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.model.AwsAccount;
import io.cadastre.connectors.aws.model.AwsAddress;
import io.cadastre.connectors.aws.model.AwsEksCluster;
import io.cadastre.connectors.aws.model.AwsEksNodeGroup;
import io.cadastre.connectors.aws.model.AwsHostedZone;
import io.cadastre.connectors.aws.model.AwsIamAccessKey;
import io.cadastre.connectors.aws.model.AwsIamGroup;
import io.cadastre.connectors.aws.model.AwsIamInlinePolicy;
import io.cadastre.connectors.aws.model.AwsIamInstanceProfile;
import io.cadastre.connectors.aws.model.AwsIamPasswordPolicy;
import io.cadastre.connectors.aws.model.AwsIamPolicy;
import io.cadastre.connectors.aws.model.AwsIamRole;
import io.cadastre.connectors.aws.model.AwsIamUser;
import io.cadastre.connectors.aws.model.AwsImage;
import io.cadastre.connectors.aws.model.AwsInstance;
import io.cadastre.connectors.aws.model.AwsInternetGateway;
import io.cadastre.connectors.aws.model.AwsKeyPair;
import io.cadastre.connectors.aws.model.AwsKmsKey;
import io.cadastre.connectors.aws.model.AwsLambdaFunction;
import io.cadastre.connectors.aws.model.AwsLoadBalancer;
import io.cadastre.connectors.aws.model.AwsNatGateway;
import io.cadastre.connectors.aws.model.AwsOrganization;
import io.cadastre.connectors.aws.model.AwsRdsInstance;
import io.cadastre.connectors.aws.model.AwsRecordSet;
import io.cadastre.connectors.aws.model.AwsRegion;
import io.cadastre.connectors.aws.model.AwsRouteTable;
import io.cadastre.connectors.aws.model.AwsS3Bucket;
import io.cadastre.connectors.aws.model.AwsSecurityGroup;
import io.cadastre.connectors.aws.model.AwsSecurityGroupRule;
import io.cadastre.connectors.aws.model.AwsSubnet;
import io.cadastre.connectors.aws.model.AwsTrail;
import io.cadastre.connectors.aws.model.AwsVolume;
import io.cadastre.connectors.aws.model.AwsVpc;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;

/** Reads accounts of AWS: IAM, S3, Route 53, and in each region networks, instances, databases and more. */
public final class AwsConnector implements ConnectorModule {
    public static final Schema SCHEMA = Schema.of(
                    "aws",
                    AwsOrganization.TYPE,
                    AwsAccount.TYPE,
                    AwsRegion.TYPE,
                    AwsIamUser.TYPE,
                    AwsIamAccessKey.TYPE,
                    AwsIamGroup.TYPE,
                    AwsIamRole.TYPE,
                    AwsIamPolicy.TYPE,
                    AwsIamInlinePolicy.TYPE,
                    AwsIamInstanceProfile.TYPE,
                    AwsIamPasswordPolicy.TYPE,
                    AwsS3Bucket.TYPE,
                    AwsHostedZone.TYPE,
                    AwsRecordSet.TYPE,
                    AwsVpc.TYPE,
                    AwsSubnet.TYPE,
                    AwsRouteTable.TYPE,
                    AwsInternetGateway.TYPE,
                    AwsNatGateway.TYPE,
                    AwsSecurityGroup.TYPE,
                    AwsSecurityGroupRule.TYPE,
                    AwsInstance.TYPE,
                    AwsVolume.TYPE,
                    AwsAddress.TYPE,
                    AwsKeyPair.TYPE,
                    AwsImage.TYPE,
                    AwsRdsInstance.TYPE,
                    AwsLambdaFunction.TYPE,
                    AwsLoadBalancer.TYPE,
                    AwsTrail.TYPE,
                    AwsKmsKey.TYPE,
                    AwsEksCluster.TYPE,
                    AwsEksNodeGroup.TYPE)
            .rootedAt(AwsOrganization.TYPE, AwsAccount.TYPE);

    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "aws",
                    "AWS",
                    "Accounts of AWS: users, roles and policies, buckets, domains, and in each region networks,"
                            + " instances and their disks, clusters, databases, functions, load balancers, keys and"
                            + " trails.",
                    SCHEMA)
            .icon("M3 17c5 4 13 4 18 0M18 17h3v3M6 12l3-8 3 8M7 9h4M14 4l2 8 2-8")
            .permissions(
                    "AWS's policy SecurityAudit, for the access key's user and for the role in each other account",
                    "eks:ListNodegroups and eks:DescribeNodegroup, if that policy lacks them",
                    "sts:AssumeRole on that role, where there are other accounts",
                    "organizations:DescribeOrganization and organizations:ListAccounts, if the organisation is read")
            .config(
                    AwsSettings.ACCESS_KEY_ID,
                    AwsSettings.REGION,
                    AwsSettings.REGIONS,
                    AwsSettings.ORGANIZATION,
                    AwsSettings.ACCOUNTS,
                    AwsSettings.SKIPPED_ACCOUNTS,
                    AwsSettings.ROLE,
                    AwsSettings.EXTERNAL_ID,
                    AwsSettings.ENDPOINT,
                    AwsSettings.LEFT_OUT)
            .credentials(AwsOnboarding.SECRET_ACCESS_KEY)
            .onboarding(AwsOnboarding.flow());

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        return new AwsInstallation(AwsSettings.of(config), credentials.string(AwsOnboarding.SECRET_ACCESS_KEY.name()));
    }
}
