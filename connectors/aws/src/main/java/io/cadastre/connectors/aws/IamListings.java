package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.AwsPlan.Found;
import io.cadastre.connectors.aws.AwsPlan.Stage;
import io.cadastre.connectors.aws.model.AwsAccount;
import io.cadastre.connectors.aws.model.AwsIamGroup;
import io.cadastre.connectors.aws.model.AwsIamPolicy;
import io.cadastre.connectors.aws.model.AwsIamUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.pipeline.Loader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is read of IAM: who there is in an account, with what keys and policies. */
final class IamListings {
    private final AwsPlan plan;

    IamListings(AwsPlan plan) {
        this.plan = plan;
    }

    void add() {
        if (plan.reads(Part.ACCOUNT_SUMMARY)) {
            plan.fields(
                    Stage.FIRST,
                    Loader.entity("accountSummary", AwsAccount.TYPE, this::summary)
                            .fills(AwsAccount.ROOT_MFA_ENABLED, AwsAccount.ROOT_HAS_ACCESS_KEYS));
        }
        plan.ofAccount(
                Part.IAM_USERS,
                "users",
                AwsAccount.USERS,
                Paged.iam("ListUsers", "Users"),
                IamEntities::user,
                AwsIamUser.MFA_ENABLED,
                AwsIamUser.CONSOLE_ACCESS);
        plan.ofAccount(
                Part.IAM_GROUPS, "groups", AwsAccount.GROUPS, Paged.iam("ListGroups", "Groups"), IamEntities::group);
        plan.ofAccount(Part.IAM_ROLES, "roles", AwsAccount.ROLES, Paged.iam("ListRoles", "Roles"), IamEntities::role);
        plan.ofAccount(
                Part.IAM_POLICIES,
                "policies",
                AwsAccount.POLICIES,
                Paged.iam("ListPolicies", "Policies").with("Scope", "Local"),
                IamEntities::policy);
        plan.ofAccount(
                Part.IAM_POLICIES,
                "awsPolicies",
                AwsAccount.AWS_POLICIES,
                Paged.iam("ListPolicies", "Policies").with("Scope", "AWS").with("OnlyAttached", "true"),
                IamEntities::policy);
        plan.ofAccount(
                Part.IAM_INLINE_POLICIES,
                "inlinePolicies",
                AwsAccount.INLINE_POLICIES,
                details(),
                IamEntities::inlinePolicy);
        plan.ofAccount(
                Part.IAM_INSTANCE_PROFILES,
                "instanceProfiles",
                AwsAccount.INSTANCE_PROFILES,
                Paged.iam("ListInstanceProfiles", "InstanceProfiles"),
                IamEntities::instanceProfile);
        if (plan.reads(Part.IAM_PASSWORD_POLICY)) {
            plan.ofAccount(
                    "passwordPolicies",
                    AwsAccount.PASSWORD_POLICIES,
                    (env, number, request) -> passwordPolicy(env, number),
                    IamEntities::passwordPolicy);
        }
        ofUsers();
        members();
        attachments();
    }

    /** All users, groups and roles with the policies that are part of them; without AWS's policies and those made here. */
    private static Paged details() {
        return new Paged(
                        AwsRequest.of(AwsService.IAM, "GetAccountAuthorizationDetails"),
                        IamEntities::inlinePolicies,
                        "Marker",
                        "Marker")
                .with("Filter.member.1", "User")
                .with("Filter.member.2", "Group")
                .with("Filter.member.3", "Role");
    }

    private EntityInput summary(LoadEnv env, EntityRef<AwsAccount> ref) throws Exception {
        return IamEntities.summary(
                ref.key(), plan.ask(env, ref.key(), AwsRequest.of(AwsService.IAM, "GetAccountSummary")));
    }

    private Page<Json> passwordPolicy(Env env, String number) throws ConnectorException, InterruptedException {
        AwsRequest request = AwsRequest.of(AwsService.IAM, "GetAccountPasswordPolicy");
        Optional<Json> answer = ifThere(env, number, request);
        return Page.last(answer.isPresent() ? List.of(answer.get().get("PasswordPolicy")) : List.of());
    }

    /** The answer; nothing if IAM says that there is no such thing. */
    private Optional<Json> ifThere(Env env, String number, AwsRequest request)
            throws ConnectorException, InterruptedException {
        try {
            return Optional.of(plan.ask(env, number, request));
        } catch (ConnectorException.NotFound e) {
            if (AwsErrors.absent(e, "NoSuchEntity")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void ofUsers() {
        if (!plan.reads(Part.IAM_USERS)) {
            return;
        }
        if (plan.reads(Part.IAM_ACCESS_KEYS)) {
            plan.collection(
                    Stage.SECOND,
                    new Loader.DerivedCollection<>(
                            AwsPlan.source(
                                    "accessKeys",
                                    AwsIamUser.TYPE,
                                    IamListings::user,
                                    asking(Paged.iam("ListAccessKeys", "AccessKeyMetadata"), "UserName")),
                            AwsIamUser.ACCESS_KEYS,
                            AwsIamUser.ACCESS_KEYS.target().loadables(),
                            found -> List.of(
                                    Item.of(IamEntities.accessKey(found.where().account(), found.json())))));
        }
        if (plan.reads(Part.IAM_FACTORS)) {
            plan.fields(
                    Stage.SECOND,
                    Loader.entity("factors", AwsIamUser.TYPE, this::factors)
                            .fills(AwsIamUser.MFA_ENABLED, AwsIamUser.CONSOLE_ACCESS));
        }
    }

    /** A listing of what something has that is asked for by its name. */
    private AwsPlan.Asking<Named> asking(Paged listing, String parameter) {
        return (env, whose, request) -> {
            Paged ofIt = listing.with(parameter, whose.name());
            return ofIt.page(plan.ask(env, whose.account(), ofIt.at(request)));
        };
    }

    private static Named user(LoadEnv env, EntityRef<AwsIamUser> ref) {
        return Named.of(env, ref, AwsIamUser.ACCOUNT_ID, AwsIamUser.USERNAME);
    }

    private EntityInput factors(LoadEnv env, EntityRef<AwsIamUser> ref) throws Exception {
        Named user = user(env, ref);
        AwsRequest devices = AwsRequest.of(AwsService.IAM, "ListMFADevices").with("UserName", user.name());
        AwsRequest password = AwsRequest.of(AwsService.IAM, "GetLoginProfile").with("UserName", user.name());
        Json answer = plan.ask(env, user.account(), devices);
        return AwsIamUser.TYPE
                .input(ref.key())
                .set(
                        AwsIamUser.MFA_ENABLED,
                        !AwsAnswers.list(answer, "MFADevices").isEmpty())
                .set(
                        AwsIamUser.CONSOLE_ACCESS,
                        ifThere(env, user.account(), password).isPresent())
                .build();
    }

    private void members() {
        if (plan.reads(Part.IAM_GROUPS)) {
            plan.collection(
                    Stage.SECOND,
                    AwsPlan.source(
                                    "members",
                                    AwsIamGroup.TYPE,
                                    (env, ref) -> Named.of(env, ref, AwsIamGroup.ACCOUNT_ID, AwsIamGroup.NAME),
                                    asking(Paged.iam("GetGroup", "Users"), "GroupName"))
                            .derive(
                                    AwsIamGroup.MEMBERS,
                                    found -> List.of(Item.pointer(found.json().text("UserId")))));
        }
    }

    /** Who has a policy: users, groups and roles come in one listing. */
    private void attachments() {
        if (!plan.reads(Part.IAM_POLICIES)) {
            return;
        }
        Paged listing = new Paged(
                AwsRequest.of(AwsService.IAM, "ListEntitiesForPolicy").with("PolicyUsageFilter", "PermissionsPolicy"),
                List::of,
                "Marker",
                "Marker");
        Loader.Source<AwsIamPolicy, Found<Named>> attachments = AwsPlan.source(
                "attachments",
                AwsIamPolicy.TYPE,
                (env, ref) -> Named.of(env, ref, AwsIamPolicy.ACCOUNT_ID, AwsIamPolicy.ARN),
                asking(listing, "PolicyArn"));
        plan.collection(
                Stage.SECOND,
                attachments.derive(AwsIamPolicy.USERS, found -> pointers(found.json(), "PolicyUsers", "UserId")));
        plan.collection(
                Stage.SECOND,
                attachments.derive(AwsIamPolicy.GROUPS, found -> pointers(found.json(), "PolicyGroups", "GroupId")));
        plan.collection(
                Stage.SECOND,
                attachments.derive(AwsIamPolicy.ROLES, found -> pointers(found.json(), "PolicyRoles", "RoleId")));
    }

    private static <T> List<Item<T>> pointers(Json json, String list, String id) throws ConnectorException.BadData {
        List<Item<T>> pointers = new ArrayList<>();
        for (Json each : AwsAnswers.list(json, list)) {
            pointers.add(Item.pointer(each.text(id)));
        }
        return pointers;
    }
}
