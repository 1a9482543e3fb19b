package io.cadastre.connectors.aws.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A load balancer: application, network or gateway. */
public final class AwsLoadBalancer {
    public static final EntityType<AwsLoadBalancer> TYPE = EntityType.<AwsLoadBalancer>named("aws_load_balancer")
            .classes(EntityClass.GATEWAY)
            .keyed("ARN");

    public static final Field<AwsLoadBalancer, String> ACCOUNT_ID = TYPE.string("accountId", FieldOption.required());
    public static final Field<AwsLoadBalancer, String> REGION = TYPE.string("region", FieldOption.required());
    public static final Field<AwsLoadBalancer, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AwsLoadBalancer, String> DNS_NAME = TYPE.string("dnsName", FieldOption.indexed());
    public static final Field<AwsLoadBalancer, String> BALANCER_TYPE = TYPE.string("balancerType");
    public static final Field<AwsLoadBalancer, String> STATE = TYPE.string("state");
    public static final Field<AwsLoadBalancer, Boolean> INTERNET_FACING = TYPE.bool("internetFacing");
    public static final Field<AwsLoadBalancer, List<String>> SECURITY_GROUP_IDS = TYPE.strings("securityGroupIds");
    public static final Field<AwsLoadBalancer, Instant> CREATED_ON = TYPE.instant("createdOn");

    public static final RefField<AwsLoadBalancer, AwsVpc> VPC =
            TYPE.ref("vpc", () -> AwsVpc.TYPE, Verb.HAS, Direction.INCOMING);

    private AwsLoadBalancer() {}
}
