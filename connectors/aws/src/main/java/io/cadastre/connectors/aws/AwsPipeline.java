package io.cadastre.connectors.aws;

import static io.cadastre.spi.pipeline.SyncPlan.concurrent;
import static io.cadastre.spi.pipeline.SyncPlan.forAll;
import static io.cadastre.spi.pipeline.SyncPlan.forRoot;

import io.cadastre.connectors.aws.model.AwsAccount;
import io.cadastre.connectors.aws.model.AwsIamGroup;
import io.cadastre.connectors.aws.model.AwsIamPolicy;
import io.cadastre.connectors.aws.model.AwsIamUser;
import io.cadastre.connectors.aws.model.AwsInstance;
import io.cadastre.connectors.aws.model.AwsRegion;
import io.cadastre.connectors.aws.model.AwsS3Bucket;
import io.cadastre.connectors.aws.model.AwsVolume;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one sync reads: accounts, what each has at IAM and S3, and what it has in each region. A listing of a service in a
 * region of an account is a scope of its own: what may not be read there touches nothing elsewhere.
 */
final class AwsPipeline {
    private final AwsSettings settings;
    private final AwsSessions sessions;
    private final List<SyncPlan.Instruction> ofAccounts = new ArrayList<>();
    private final List<SyncPlan.Instruction> ofTheirs = new ArrayList<>();
    private final List<SyncPlan.Instruction> ofThese = new ArrayList<>();
    private Resolver<AwsAccount> account = Resolver.of(AwsAccount.TYPE);
    private Resolver<AwsRegion> region = Resolver.of(AwsRegion.TYPE);

    /** Makes an entity of something that was found somewhere. */
    @FunctionalInterface
    private interface Describing<W> {
        EntityInput describe(W where, Json json) throws ConnectorException.BadData;
    }

    /** Finds the elements of a listing in an answer. */
    @FunctionalInterface
    private interface Elements {
        List<Json> of(Json answer) throws ConnectorException.BadData;
    }

    /**
     * A listing that comes in pages.
     *
     * @param request asks for the first
     * @param elements finds what it lists
     * @param given where an answer says how to ask for the next page
     * @param asked what parameter takes that
     */
    private record Paged(AwsRequest request, Elements elements, String given, String asked) {
        static Paged ec2(String action, String list) {
            return new Paged(
                    AwsRequest.of(AwsService.EC2, action),
                    answer -> AwsAnswers.list(answer, list),
                    "nextToken",
                    "NextToken");
        }

        static Paged iam(String action, String list) {
            return new Paged(
                    AwsRequest.of(AwsService.IAM, action), answer -> AwsAnswers.list(answer, list), "Marker", "Marker");
        }

        Paged with(String name, String value) {
            return new Paged(request.with(name, value), elements, given, asked);
        }

        Paged where(Elements others) {
            return new Paged(request, others, given, asked);
        }

        AwsRequest at(PageRequest page) {
            return page.position()
                    .map(position -> request.with(asked, position))
                    .orElse(request);
        }

        Page<Json> page(Json answer) throws ConnectorException.BadData {
            return Page.of(elements.of(answer), AwsAnswers.text(answer, given));
        }
    }

    /** Something that was found with a parent. */
    private record Found<W>(W where, Json json) {}

    AwsPipeline(AwsSettings settings, AwsSessions sessions) {
        this.settings = settings;
        this.sessions = sessions;
    }

    Pipeline whole() {
        accounts();
        regions();
        // Before the plan, to which they add.
        List<Resolver<?>> resolvers = List.of(
                account,
                region,
                user(),
                group(),
                policy(),
                bucket(),
                pointing(AwsInstance.SECURITY_GROUPS, "instanceSecurityGroups", AwsInstance.SECURITY_GROUP_IDS),
                pointing(AwsVolume.INSTANCES, "volumeInstances", AwsVolume.INSTANCE_IDS));
        return Pipeline.of(
                this::seed,
                SyncPlan.of(concurrent(ofAccounts), concurrent(ofTheirs), concurrent(ofThese)),
                resolvers.toArray(Resolver<?>[]::new));
    }

    private void seed(StepContext context) throws Exception {
        AwsSessions.Caller caller = sessions.identify(context);
        Set<String> others = new LinkedHashSet<>(List.of(caller.account()));
        others.addAll(settings.accounts());
        if (settings.organization()) {
            Json organization = sessions.asOwner(
                            context, settings.region(), AwsRequest.of(AwsService.ORGANIZATIONS, "DescribeOrganization"))
                    .get("Organization");
            context.emit(IamEntities.organization(organization));
            Paged listing = new Paged(
                    AwsRequest.of(AwsService.ORGANIZATIONS, "ListAccounts"),
                    answer -> answer.elements("Accounts"),
                    "NextToken",
                    "NextToken");
            context.follow(
                    "accounts",
                    request -> listing.page(sessions.asOwner(context, settings.region(), listing.at(request))),
                    found -> {
                        for (Json each : found) {
                            if (!settings.skippedAccounts().contains(each.text("Id"))) {
                                context.emit(IamEntities.account(each, caller.partition(), organization.text("Id")));
                                others.remove(each.text("Id"));
                            }
                        }
                    });
        }
        others.forEach(number -> context.emit(IamEntities.account(number, caller.partition())));
    }

    // Of accounts

    private void accounts() {
        if (settings.reads(Part.ACCOUNT_SUMMARY)) {
            ofAccounts.add(forRoot(AwsAccount.TYPE).loadFields(AwsAccount.ROOT_MFA_ENABLED));
            account = account.fields(Loader.entity("accountSummary", AwsAccount.TYPE, this::summary)
                    .fills(AwsAccount.ROOT_MFA_ENABLED, AwsAccount.ROOT_HAS_ACCESS_KEYS));
        }
        ofAccounts.add(forRoot(AwsAccount.TYPE).loadCollection(AwsAccount.REGIONS));
        account = account.collection(
                AwsAccount.REGIONS,
                Loader.collection("regions", AwsAccount.REGIONS, this::regions)
                        .fills(AwsRegion.ACCOUNT_ID, AwsRegion.NAME));
        ofAccount(
                Part.IAM_USERS,
                "users",
                AwsAccount.USERS,
                Paged.iam("ListUsers", "Users"),
                IamEntities::user,
                AwsIamUser.MFA_ENABLED,
                AwsIamUser.CONSOLE_ACCESS);
        ofAccount(Part.IAM_GROUPS, "groups", AwsAccount.GROUPS, Paged.iam("ListGroups", "Groups"), IamEntities::group);
        ofAccount(Part.IAM_ROLES, "roles", AwsAccount.ROLES, Paged.iam("ListRoles", "Roles"), IamEntities::role);
        ofAccount(
                Part.IAM_POLICIES,
                "policies",
                AwsAccount.POLICIES,
                Paged.iam("ListPolicies", "Policies").with("Scope", "Local"),
                IamEntities::policy);
        ofAccount(
                Part.IAM_POLICIES,
                "awsPolicies",
                AwsAccount.AWS_POLICIES,
                Paged.iam("ListPolicies", "Policies").with("Scope", "AWS").with("OnlyAttached", "true"),
                IamEntities::policy);
        ofAccount(
                Part.IAM_INSTANCE_PROFILES,
                "instanceProfiles",
                AwsAccount.INSTANCE_PROFILES,
                Paged.iam("ListInstanceProfiles", "InstanceProfiles"),
                IamEntities::instanceProfile);
        if (settings.reads(Part.IAM_PASSWORD_POLICY)) {
            ofAccount(
                    "passwordPolicies",
                    AwsAccount.PASSWORD_POLICIES,
                    (env, number, request) -> passwordPolicy(env, number),
                    IamEntities::passwordPolicy);
        }
        ofAccount(
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
    }

    /** Asks for a page of what an account has. */
    @FunctionalInterface
    private interface Asking<W> {
        Page<Json> page(Env env, W where, PageRequest request) throws Exception;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private <T> void ofAccount(
            Part part,
            String name,
            CollectionField<AwsAccount, T> field,
            Paged listing,
            Describing<String> describing,
            Loadable<T>... untold) {
        if (settings.reads(part)) {
            ofAccount(
                    name,
                    field,
                    (env, number, request) ->
                            listing.page(sessions.ask(env, number, settings.region(), listing.at(request))),
                    describing,
                    untold);
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private <T> void ofAccount(
            String name,
            CollectionField<AwsAccount, T> field,
            Asking<String> asking,
            Describing<String> describing,
            Loadable<T>... untold) {
        ofAccounts.add(forRoot(AwsAccount.TYPE).loadCollection(field));
        account = account.collection(
                field,
                new Loader.DerivedCollection<>(
                        source(name, AwsAccount.TYPE, (env, ref) -> ref.key(), asking),
                        field,
                        field.target().loadablesExcept(untold),
                        found -> List.of(Item.of(describing.describe(found.where(), found.json())))));
    }

    private EntityInput summary(LoadEnv env, EntityRef<AwsAccount> ref) throws Exception {
        AwsRequest request = AwsRequest.of(AwsService.IAM, "GetAccountSummary");
        return IamEntities.summary(ref.key(), sessions.ask(env, ref.key(), settings.region(), request));
    }

    private Page<Item<AwsRegion>> regions(LoadEnv env, EntityRef<AwsAccount> ref, PageRequest page) throws Exception {
        List<String> names = new ArrayList<>(settings.regions());
        if (names.isEmpty()) {
            AwsRequest request = AwsRequest.of(AwsService.EC2, "DescribeRegions");
            for (Json each : AwsAnswers.list(sessions.ask(env, ref.key(), settings.region(), request), "regionInfo")) {
                names.add(each.text("regionName"));
            }
        }
        return Page.last(names.stream()
                .map(name -> Item.<AwsRegion>of(RegionEntities.region(ref.key(), name)))
                .toList());
    }

    private Page<Json> passwordPolicy(Env env, String number) throws ConnectorException, InterruptedException {
        try {
            AwsRequest request = AwsRequest.of(AwsService.IAM, "GetAccountPasswordPolicy");
            return Page.last(List.of(
                    sessions.ask(env, number, settings.region(), request).get("PasswordPolicy")));
        } catch (ConnectorException.NotFound e) {
            if (AwsErrors.absent(e, "NoSuchEntity")) {
                return Page.last(List.of());
            }
            throw e;
        }
    }

    // Of what accounts have

    private Resolver<AwsIamUser> user() {
        Resolver<AwsIamUser> wiring = Resolver.of(AwsIamUser.TYPE);
        if (!settings.reads(Part.IAM_USERS)) {
            return wiring;
        }
        if (settings.reads(Part.IAM_ACCESS_KEYS)) {
            Paged listing = Paged.iam("ListAccessKeys", "AccessKeyMetadata");
            ofTheirs.add(forAll(AwsIamUser.TYPE).loadCollection(AwsIamUser.ACCESS_KEYS));
            wiring = wiring.collection(
                    AwsIamUser.ACCESS_KEYS,
                    new Loader.DerivedCollection<>(
                            source(
                                    "accessKeys",
                                    AwsIamUser.TYPE,
                                    AwsPipeline::user,
                                    (env, user, request) -> listing.with("UserName", user.name())
                                            .page(sessions.ask(
                                                    env,
                                                    user.account(),
                                                    settings.region(),
                                                    listing.with("UserName", user.name())
                                                            .at(request)))),
                            AwsIamUser.ACCESS_KEYS,
                            AwsIamUser.ACCESS_KEYS.target().loadables(),
                            found -> List.of(
                                    Item.of(IamEntities.accessKey(found.where().account(), found.json())))));
        }
        if (settings.reads(Part.IAM_FACTORS)) {
            ofTheirs.add(forAll(AwsIamUser.TYPE).loadFields(AwsIamUser.MFA_ENABLED));
            wiring = wiring.fields(Loader.entity("factors", AwsIamUser.TYPE, this::factors)
                    .fills(AwsIamUser.MFA_ENABLED, AwsIamUser.CONSOLE_ACCESS));
        }
        return wiring;
    }

    /** Something with a name in an account. */
    private record Named(String account, String name) {}

    private static Named user(LoadEnv env, EntityRef<AwsIamUser> ref) {
        return named(env, ref, AwsIamUser.ACCOUNT_ID, AwsIamUser.USERNAME);
    }

    private static <E> Named named(LoadEnv env, EntityRef<E> ref, Field<E, String> account, Field<E, String> name) {
        return new Named(
                env.collected(ref).value(account).orElseThrow(),
                env.collected(ref).value(name).orElseThrow());
    }

    private EntityInput factors(LoadEnv env, EntityRef<AwsIamUser> ref) throws Exception {
        Named user = user(env, ref);
        AwsRequest devices = AwsRequest.of(AwsService.IAM, "ListMFADevices").with("UserName", user.name());
        Json answer = sessions.ask(env, user.account(), settings.region(), devices);
        return AwsIamUser.TYPE
                .input(ref.key())
                .set(
                        AwsIamUser.MFA_ENABLED,
                        !AwsAnswers.list(answer, "MFADevices").isEmpty())
                .set(AwsIamUser.CONSOLE_ACCESS, hasPassword(env, user))
                .build();
    }

    private boolean hasPassword(Env env, Named user) throws ConnectorException, InterruptedException {
        try {
            AwsRequest profile =
                    AwsRequest.of(AwsService.IAM, "GetLoginProfile").with("UserName", user.name());
            sessions.ask(env, user.account(), settings.region(), profile);
            return true;
        } catch (ConnectorException.NotFound e) {
            if (AwsErrors.absent(e, "NoSuchEntity")) {
                return false;
            }
            throw e;
        }
    }

    private Resolver<AwsIamGroup> group() {
        if (!settings.reads(Part.IAM_GROUPS)) {
            return Resolver.of(AwsIamGroup.TYPE);
        }
        Paged listing = Paged.iam("GetGroup", "Users");
        ofTheirs.add(forAll(AwsIamGroup.TYPE).loadCollection(AwsIamGroup.MEMBERS));
        return Resolver.of(AwsIamGroup.TYPE)
                .collection(
                        AwsIamGroup.MEMBERS,
                        source(
                                        "members",
                                        AwsIamGroup.TYPE,
                                        (env, ref) -> named(env, ref, AwsIamGroup.ACCOUNT_ID, AwsIamGroup.NAME),
                                        (Env env, Named group, PageRequest request) -> listing.page(sessions.ask(
                                                env,
                                                group.account(),
                                                settings.region(),
                                                listing.with("GroupName", group.name())
                                                        .at(request))))
                                .derive(
                                        AwsIamGroup.MEMBERS,
                                        found -> List.of(
                                                Item.pointer(found.json().text("UserId")))));
    }

    /** Who has a policy: users, groups and roles come in one listing. */
    private Resolver<AwsIamPolicy> policy() {
        if (!settings.reads(Part.IAM_POLICIES)) {
            return Resolver.of(AwsIamPolicy.TYPE);
        }
        Paged listing = new Paged(
                AwsRequest.of(AwsService.IAM, "ListEntitiesForPolicy").with("PolicyUsageFilter", "PermissionsPolicy"),
                List::of,
                "Marker",
                "Marker");
        Loader.Source<AwsIamPolicy, Found<Named>> attachments = source(
                "attachments",
                AwsIamPolicy.TYPE,
                (env, ref) -> named(env, ref, AwsIamPolicy.ACCOUNT_ID, AwsIamPolicy.ARN),
                (env, policy, request) -> listing.page(sessions.ask(
                        env,
                        policy.account(),
                        settings.region(),
                        listing.with("PolicyArn", policy.name()).at(request))));
        ofTheirs.add(forAll(AwsIamPolicy.TYPE).loadCollection(AwsIamPolicy.USERS));
        return Resolver.of(AwsIamPolicy.TYPE)
                .collection(
                        AwsIamPolicy.USERS,
                        attachments.derive(
                                AwsIamPolicy.USERS, found -> pointers(found.json(), "PolicyUsers", "UserId")))
                .collection(
                        AwsIamPolicy.GROUPS,
                        attachments.derive(
                                AwsIamPolicy.GROUPS, found -> pointers(found.json(), "PolicyGroups", "GroupId")))
                .collection(
                        AwsIamPolicy.ROLES,
                        attachments.derive(
                                AwsIamPolicy.ROLES, found -> pointers(found.json(), "PolicyRoles", "RoleId")));
    }

    private static <T> List<Item<T>> pointers(Json json, String list, String id) throws ConnectorException.BadData {
        List<Item<T>> pointers = new ArrayList<>();
        for (Json each : AwsAnswers.list(json, list)) {
            pointers.add(Item.pointer(each.text(id)));
        }
        return pointers;
    }

    private Resolver<AwsS3Bucket> bucket() {
        Resolver<AwsS3Bucket> wiring = Resolver.of(AwsS3Bucket.TYPE);
        if (!settings.reads(Part.S3) || !settings.reads(Part.S3_SETTINGS)) {
            return wiring;
        }
        ofTheirs.add(forAll(AwsS3Bucket.TYPE).loadFields(AwsS3Bucket.REGION));
        wiring = wiring.fields(Loader.entity(
                        "bucketRegion",
                        AwsS3Bucket.TYPE,
                        (env, ref) -> S3Entities.region(
                                ref,
                                ofBucket(env, ref, firstRegion(), "GetBucketLocation", "location")
                                        .orElseThrow(),
                                firstRegion()))
                .fills(AwsS3Bucket.REGION));
        wiring = bucketSetting(
                wiring,
                "bucketPublicAccess",
                "GetBucketPublicAccessBlock",
                "publicAccessBlock",
                S3Entities::publicAccess,
                AwsS3Bucket.BLOCKS_PUBLIC_ACCESS);
        wiring = bucketSetting(
                wiring,
                "bucketPolicyStatus",
                "GetBucketPolicyStatus",
                "policyStatus",
                S3Entities::policyStatus,
                AwsS3Bucket.POLICY_PUBLIC);
        wiring = bucketSetting(
                wiring,
                "bucketEncryption",
                "GetEncryptionConfiguration",
                "encryption",
                S3Entities::encryption,
                AwsS3Bucket.ENCRYPTED,
                AwsS3Bucket.ENCRYPTION_ALGORITHM);
        return bucketSetting(
                wiring,
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
    private Resolver<AwsS3Bucket> bucketSetting(
            Resolver<AwsS3Bucket> wiring,
            String name,
            String action,
            String parameter,
            S3Entities.Setting setting,
            Loadable<AwsS3Bucket>... fills) {
        ofThese.add(forAll(AwsS3Bucket.TYPE).loadFields(fills[0]));
        return wiring.fields(new Loader.OneByOne<>(
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
            return Optional.of(sessions.ask(env, number, region, request));
        } catch (ConnectorException.NotFound e) {
            if (S3Entities.NOT_SET.stream().anyMatch(code -> AwsErrors.absent(e, code))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    // Of regions

    private void regions() {
        ec2(
                "vpcs",
                AwsRegion.VPCS,
                Paged.ec2("DescribeVpcs", "vpcSet").with("MaxResults", "1000"),
                RegionEntities::vpc);
        ec2(
                "subnets",
                AwsRegion.SUBNETS,
                Paged.ec2("DescribeSubnets", "subnetSet").with("MaxResults", "1000"),
                RegionEntities::subnet);
        ec2(
                "securityGroups",
                AwsRegion.SECURITY_GROUPS,
                Paged.ec2("DescribeSecurityGroups", "securityGroupInfo").with("MaxResults", "1000"),
                RegionEntities::securityGroup);
        ec2(
                "securityGroupRules",
                AwsRegion.SECURITY_GROUP_RULES,
                Paged.ec2("DescribeSecurityGroupRules", "securityGroupRuleSet").with("MaxResults", "1000"),
                RegionEntities::securityGroupRule);
        ec2(
                "instances",
                AwsRegion.INSTANCES,
                Paged.ec2("DescribeInstances", "reservationSet")
                        .with("MaxResults", "1000")
                        .where(AwsPipeline::instances),
                RegionEntities::instance);
        ec2(
                "volumes",
                AwsRegion.VOLUMES,
                Paged.ec2("DescribeVolumes", "volumeSet").with("MaxResults", "500"),
                RegionEntities::volume);
        ec2("addresses", AwsRegion.ADDRESSES, Paged.ec2("DescribeAddresses", "addressesSet"), RegionEntities::address);
        ec2("keyPairs", AwsRegion.KEY_PAIRS, Paged.ec2("DescribeKeyPairs", "keySet"), RegionEntities::keyPair);
        ec2(
                "images",
                AwsRegion.IMAGES,
                Paged.ec2("DescribeImages", "imagesSet").with("Owner.1", "self"),
                RegionEntities::image);
        ofRegion(
                Part.RDS,
                "databases",
                AwsRegion.DATABASES,
                new Paged(
                        AwsRequest.of(AwsService.RDS, "DescribeDBInstances"),
                        answer -> AwsAnswers.list(answer, "DBInstances"),
                        "Marker",
                        "Marker"),
                RegionEntities::database);
        ofRegion(
                Part.LAMBDA,
                "functions",
                AwsRegion.FUNCTIONS,
                new Paged(
                        AwsRequest.of(AwsService.LAMBDA, "ListFunctions")
                                .at("/2015-03-31/functions/")
                                .with("MaxItems", "50"),
                        answer -> answer.elements("Functions"),
                        "NextMarker",
                        "Marker"),
                RegionEntities::function);
        ofRegion(
                Part.ELB,
                "loadBalancers",
                AwsRegion.LOAD_BALANCERS,
                new Paged(
                        AwsRequest.of(AwsService.ELB, "DescribeLoadBalancers"),
                        answer -> AwsAnswers.list(answer, "LoadBalancers"),
                        "NextMarker",
                        "Marker"),
                RegionEntities::loadBalancer);
        ofRegion(
                Part.CLOUDTRAIL,
                "trails",
                AwsRegion.TRAILS,
                new Paged(
                        AwsRequest.of(AwsService.CLOUDTRAIL, "DescribeTrails"),
                        answer -> answer.elements("trailList"),
                        "NextToken",
                        "NextToken"),
                RegionEntities::trail);
    }

    private static List<Json> instances(Json answer) throws ConnectorException.BadData {
        List<Json> instances = new ArrayList<>();
        for (Json reservation : AwsAnswers.list(answer, "reservationSet")) {
            for (Json instance : AwsAnswers.list(reservation, "instancesSet")) {
                if (RegionEntities.exists(instance)) {
                    instances.add(instance);
                }
            }
        }
        return instances;
    }

    private <T> void ec2(
            String name,
            CollectionField<AwsRegion, T> field,
            Paged listing,
            Describing<RegionEntities.Place> describing) {
        ofRegion(Part.EC2, name, field, listing, describing);
    }

    private <T> void ofRegion(
            Part part,
            String name,
            CollectionField<AwsRegion, T> field,
            Paged listing,
            Describing<RegionEntities.Place> describing) {
        if (!settings.reads(part)) {
            return;
        }
        ofTheirs.add(forAll(AwsRegion.TYPE).loadCollection(field));
        region = region.collection(
                field,
                new Loader.DerivedCollection<>(
                        source(
                                name,
                                AwsRegion.TYPE,
                                AwsPipeline::place,
                                (env, place, request) -> listing.page(
                                        sessions.ask(env, place.account(), place.region(), listing.at(request)))),
                        field,
                        field.target().loadables(),
                        found -> elements(found, describing)));
    }

    private static <T> List<Item<T>> elements(
            Found<RegionEntities.Place> found, Describing<RegionEntities.Place> describing)
            throws ConnectorException.BadData {
        if (shadow(found)) {
            return List.of();
        }
        EntityInput input = describing.describe(found.where(), found.json());
        // What another account shares is described there: here its tags are not shown.
        boolean own = found.where().account().equals(input.values().get("accountId"));
        return List.of(own ? Item.of(input) : Item.pointer(input.key()));
    }

    /** A trail is shown in each region for which it works; it is in one. */
    private static boolean shadow(Found<RegionEntities.Place> found) throws ConnectorException.BadData {
        Optional<String> home = AwsAnswers.text(found.json(), "HomeRegion");
        return home.isPresent() && !home.get().equals(found.where().region());
    }

    private static RegionEntities.Place place(LoadEnv env, EntityRef<AwsRegion> ref) {
        Named named = named(env, ref, AwsRegion.ACCOUNT_ID, AwsRegion.NAME);
        return new RegionEntities.Place(named.account(), named.name());
    }

    /** Nobody is asked: the entity itself says to whom it points. */
    private <P, T> Resolver<P> pointing(CollectionField<P, T> field, String name, Field<P, List<String>> ids) {
        Resolver<P> wiring = Resolver.of(field.owner());
        if (!settings.reads(Part.EC2)) {
            return wiring;
        }
        ofThese.add(forAll(field.owner()).loadCollection(field));
        return wiring.collection(
                field,
                Loader.collection(
                        name,
                        field,
                        (env, ref, request) -> Page.last(env.collected(ref).value(ids).orElse(List.of()).stream()
                                .map(Item::<T>pointer)
                                .toList())));
    }

    // How

    /** Where a parent is. */
    @FunctionalInterface
    private interface Locating<P, W> {
        W where(LoadEnv env, EntityRef<P> parent);
    }

    private static <P, W> Loader.Source<P, Found<W>> source(
            String name, EntityType<P> type, Locating<P, W> locating, Asking<W> asking) {
        return Loader.paginatedSource(name, type, (env, ref, request) -> {
            W where = locating.where(env, ref);
            Page<Json> page = asking.page(env, where, request);
            return Page.of(
                    page.items().stream().map(json -> new Found<>(where, json)).toList(),
                    page.hasMore(),
                    page.nextCursor());
        });
    }
}
