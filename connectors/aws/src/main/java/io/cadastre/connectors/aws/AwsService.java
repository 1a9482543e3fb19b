package io.cadastre.connectors.aws;

/** A service of AWS: how it is spoken to and where it is. */
enum AwsService {
    STS("sts", Protocol.QUERY, "2011-06-15"),
    ORGANIZATIONS("organizations", Protocol.JSON, "AWSOrganizationsV20161128"),
    IAM("iam", Protocol.QUERY, "2010-05-08"),
    EC2("ec2", Protocol.QUERY, "2016-11-15"),
    S3("s3", Protocol.REST_XML, ""),
    RDS("rds", Protocol.QUERY, "2014-10-31"),
    ELB("elasticloadbalancing", Protocol.QUERY, "2015-12-01"),
    LAMBDA("lambda", Protocol.REST_JSON, ""),
    CLOUDTRAIL("cloudtrail", Protocol.JSON, "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101"),
    KMS("kms", Protocol.JSON, "TrentService"),
    EKS("eks", Protocol.REST_JSON, ""),
    ROUTE53("route53", Protocol.REST_XML, "2013-04-01");

    /** In what form it is asked and answers. */
    enum Protocol {
        /** A form with an action; XML. */
        QUERY,
        /** A JSON object with the action in a header; JSON. */
        JSON,
        /** A path; XML. */
        REST_XML,
        /** A path; JSON. */
        REST_JSON
    }

    private final String id;
    private final Protocol protocol;
    private final String version;

    AwsService(String id, Protocol protocol, String version) {
        this.id = id;
        this.protocol = protocol;
        this.version = version;
    }

    /** Its name in addresses, in signatures and in permissions. */
    String id() {
        return id;
    }

    Protocol protocol() {
        return protocol;
    }

    /** What it calls the version of its API. */
    String version() {
        return version;
    }

    /** For which region a request is signed: some services have one for a whole partition. */
    String signingRegion(String region) {
        return switch (this) {
            case IAM -> of(partition(region), "us-east-1", "cn-north-1", "us-gov-west-1");
            case ORGANIZATIONS, ROUTE53 -> of(partition(region), "us-east-1", "cn-northwest-1", "us-gov-west-1");
            case STS, EC2, S3, RDS, ELB, LAMBDA, CLOUDTRAIL, KMS, EKS -> region;
        };
    }

    private static String of(String partition, String aws, String china, String government) {
        return partition.equals("aws-cn") ? china : partition.equals("aws-us-gov") ? government : aws;
    }

    /** Where it is, if nobody says otherwise. */
    String endpoint(String region) {
        String partition = partition(region);
        String suffix = partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
        boolean global = this == IAM || this == ROUTE53;
        if (global && partition.equals("aws-us-gov")) {
            return "https://" + id + ".us-gov." + suffix;
        }
        // In China, IAM is in a region.
        if (global && (partition.equals("aws") || this == ROUTE53)) {
            return "https://" + id + "." + suffix;
        }
        return "https://" + id + "." + signingRegion(region) + "." + suffix;
    }

    static String partition(String region) {
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
