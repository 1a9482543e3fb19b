package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.model.AwsAccount;
import io.cadastre.connectors.aws.model.AwsIamAccessKey;
import io.cadastre.connectors.aws.model.AwsIamGroup;
import io.cadastre.connectors.aws.model.AwsIamInlinePolicy;
import io.cadastre.connectors.aws.model.AwsIamInstanceProfile;
import io.cadastre.connectors.aws.model.AwsIamPasswordPolicy;
import io.cadastre.connectors.aws.model.AwsIamPolicy;
import io.cadastre.connectors.aws.model.AwsIamRole;
import io.cadastre.connectors.aws.model.AwsIamUser;
import io.cadastre.connectors.aws.model.AwsOrganization;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.Presence;
import io.cadastre.spi.model.RefField;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Makes entities out of what Organizations and IAM say. */
final class IamEntities {
    private static final String AWS_ACCOUNT = "aws";

    /** Who may have a policy of its own, as IAM says it, and the link that tells it. */
    private static final Map<String, RefField<AwsIamInlinePolicy, ?>> INLINE =
            Map.of("User", AwsIamInlinePolicy.USER, "Group", AwsIamInlinePolicy.GROUP, "Role", AwsIamInlinePolicy.ROLE);

    private IamEntities() {}

    static EntityInput organization(Json json) throws ConnectorException.BadData {
        return AwsOrganization.TYPE
                .input(json.text("Id"))
                .displayName(json.text("Id"))
                .set(AwsOrganization.NAME, json.text("Id"))
                .set(AwsOrganization.ARN, AwsAnswers.text(json, "Arn"))
                .set(AwsOrganization.MANAGEMENT_ACCOUNT_ID, AwsAnswers.text(json, "MasterAccountId"))
                .build();
    }

    /** An account of which nothing is known but its number. */
    static EntityInput account(String number, String partition) {
        return AwsAccount.TYPE
                .input(number)
                .displayName(number)
                .set(AwsAccount.PARTITION, partition)
                .build();
    }

    static EntityInput account(Json json, String partition, String organization) throws ConnectorException.BadData {
        return AwsAccount.TYPE
                .input(json.text("Id"))
                .displayName(AwsAnswers.text(json, "Name").orElse(json.text("Id")))
                .set(AwsAccount.NAME, AwsAnswers.text(json, "Name"))
                .set(AwsAccount.ARN, AwsAnswers.text(json, "Arn"))
                .set(AwsAccount.EMAIL, AwsAnswers.text(json, "Email"))
                .set(AwsAccount.STATUS, AwsAnswers.text(json, "Status"))
                .set(AwsAccount.JOINED_ON, AwsAnswers.time(json, "JoinedTimestamp"))
                .set(AwsAccount.PARTITION, partition)
                .link(AwsAccount.ORGANIZATION, organization)
                .build();
    }

    static EntityInput summary(String account, Json json) throws ConnectorException.BadData {
        EntityInput.Builder<AwsAccount> input = AwsAccount.TYPE.input(account);
        for (Json entry : AwsAnswers.list(json, "SummaryMap")) {
            boolean some = AwsAnswers.number(entry, "value").orElse(0L) > 0;
            switch (entry.text("key")) {
                case "AccountMFAEnabled" -> input.set(AwsAccount.ROOT_MFA_ENABLED, some);
                case "AccountAccessKeysPresent" -> input.set(AwsAccount.ROOT_HAS_ACCESS_KEYS, some);
                default -> {}
            }
        }
        return input.build();
    }

    static EntityInput user(String account, Json json) throws ConnectorException.BadData {
        String name = json.text("UserName");
        return AwsIamUser.TYPE
                .input(json.text("UserId"))
                .displayName(name)
                .set(AwsIamUser.ACCOUNT_ID, account)
                .set(AwsIamUser.USERNAME, name)
                .set(AwsIamUser.NAME, name)
                .set(AwsIamUser.ARN, AwsAnswers.text(json, "Arn"))
                .set(AwsIamUser.PATH, AwsAnswers.text(json, "Path"))
                .set(AwsIamUser.CREATED_ON, AwsAnswers.time(json, "CreateDate"))
                .set(AwsIamUser.LAST_LOGIN_ON, AwsAnswers.time(json, "PasswordLastUsed"))
                .build();
    }

    static EntityInput accessKey(String account, Json json) throws ConnectorException.BadData {
        String id = json.text("AccessKeyId");
        return AwsIamAccessKey.TYPE
                .input(id)
                .displayName(id)
                .set(AwsIamAccessKey.ACCOUNT_ID, account)
                .set(AwsIamAccessKey.NAME, id)
                .set(AwsIamAccessKey.ENABLED, json.text("Status").equals("Active"))
                .set(AwsIamAccessKey.CREATED_ON, AwsAnswers.time(json, "CreateDate"))
                .build();
    }

    static EntityInput group(String account, Json json) throws ConnectorException.BadData {
        return AwsIamGroup.TYPE
                .input(json.text("GroupId"))
                .displayName(json.text("GroupName"))
                .set(AwsIamGroup.ACCOUNT_ID, account)
                .set(AwsIamGroup.NAME, json.text("GroupName"))
                .set(AwsIamGroup.ARN, AwsAnswers.text(json, "Arn"))
                .set(AwsIamGroup.PATH, AwsAnswers.text(json, "Path"))
                .set(AwsIamGroup.CREATED_ON, AwsAnswers.time(json, "CreateDate"))
                .build();
    }

    static EntityInput role(String account, Json json) throws ConnectorException.BadData {
        return AwsIamRole.TYPE
                .input(json.text("RoleId"))
                .displayName(json.text("RoleName"))
                .set(AwsIamRole.ACCOUNT_ID, account)
                .set(AwsIamRole.NAME, json.text("RoleName"))
                .set(AwsIamRole.ARN, AwsAnswers.text(json, "Arn"))
                .set(AwsIamRole.PATH, AwsAnswers.text(json, "Path"))
                .set(AwsIamRole.DESCRIPTION, AwsAnswers.text(json, "Description"))
                .set(AwsIamRole.MAX_SESSION_SECONDS, AwsAnswers.number(json, "MaxSessionDuration"))
                .set(AwsIamRole.TRUSTS, trusts(json))
                .set(AwsIamRole.CREATED_ON, AwsAnswers.time(json, "CreateDate"))
                .build();
    }

    /** Whom the statements of a role's trust policy allow to assume it. */
    private static Optional<List<String>> trusts(Json json) throws ConnectorException.BadData {
        Optional<Json> document = document(json, "AssumeRolePolicyDocument");
        if (document.isEmpty()) {
            return Optional.empty();
        }
        TreeSet<String> found = new TreeSet<>();
        for (Json statement : allowing(document.get())) {
            for (Json principal : several(statement, "Principal")) {
                if (principal.raw() instanceof Map<?, ?> kinds) {
                    for (Object kind : kinds.keySet()) {
                        for (Json each : several(principal, String.valueOf(kind))) {
                            found.add(each.text());
                        }
                    }
                } else {
                    found.add(principal.text());
                }
            }
        }
        return Optional.of(List.copyOf(found));
    }

    private static Optional<Json> document(Json json, String name) throws ConnectorException.BadData {
        Optional<String> document = AwsAnswers.text(json, name);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        try {
            String plain = URLDecoder.decode(document.get(), StandardCharsets.UTF_8);
            return Optional.of(AwsAnswers.json(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new ConnectorException.BadData("The document of a policy is not encoded as it should be.", null);
        }
    }

    private static List<Json> allowing(Json document) throws ConnectorException.BadData {
        List<Json> statements = new ArrayList<>();
        for (Json statement : several(document, "Statement")) {
            if (AwsAnswers.text(statement, "Effect").orElse("").equals("Allow")) {
                statements.add(statement);
            }
        }
        return statements;
    }

    /** In policies, one may stand for a list of one. */
    private static List<Json> several(Json json, String name) throws ConnectorException.BadData {
        Optional<Json> member = json.maybe(name).known();
        if (member.isEmpty()) {
            return List.of();
        }
        return member.get().isArray() ? member.get().elements() : List.of(member.get());
    }

    static EntityInput policy(String account, Json json) throws ConnectorException.BadData {
        String arn = json.text("Arn");
        boolean awsManaged = arn.split(":", 6)[4].equals(AWS_ACCOUNT);
        String id = json.text("PolicyId");
        return AwsIamPolicy.TYPE
                .input(awsManaged ? account + ":" + id : id)
                .displayName(json.text("PolicyName"))
                .set(AwsIamPolicy.ACCOUNT_ID, account)
                .set(AwsIamPolicy.NAME, json.text("PolicyName"))
                .set(AwsIamPolicy.ARN, arn)
                .set(AwsIamPolicy.DESCRIPTION, AwsAnswers.text(json, "Description"))
                .set(AwsIamPolicy.AWS_MANAGED, awsManaged)
                .set(AwsIamPolicy.CREATED_ON, AwsAnswers.time(json, "CreateDate"))
                .set(AwsIamPolicy.UPDATED_ON, AwsAnswers.time(json, "UpdateDate"))
                .build();
    }

    /**
     * The policies that are part of users, groups and roles.
     *
     * @param details what IAM says of all of them
     */
    static List<Json> inlinePolicies(Json details) throws ConnectorException.BadData {
        List<Json> policies = new ArrayList<>();
        for (String kind : INLINE.keySet()) {
            for (Json whose : AwsAnswers.list(details, kind + "DetailList")) {
                for (Json policy : AwsAnswers.list(whose, kind + "PolicyList")) {
                    policies.add(Json.of(Map.of("Kind", kind, "Id", whose.text(kind + "Id"), "Policy", raw(policy))));
                }
            }
        }
        return policies;
    }

    private static Object raw(Json json) {
        return Objects.requireNonNull(json.raw());
    }

    static EntityInput inlinePolicy(String account, Json json) throws ConnectorException.BadData {
        String id = json.text("Id");
        Json policy = json.get("Policy");
        String name = policy.text("PolicyName");
        Optional<Json> document = document(policy, "PolicyDocument");
        EntityInput.Builder<AwsIamInlinePolicy> input = AwsIamInlinePolicy.TYPE
                .input(id + ":" + name)
                .displayName(name)
                .set(AwsIamInlinePolicy.ACCOUNT_ID, account)
                .set(AwsIamInlinePolicy.NAME, name)
                .link(Objects.requireNonNull(INLINE.get(json.text("Kind"))), id);
        if (document.isPresent()) {
            input.set(AwsIamInlinePolicy.ALLOWS_EVERYTHING, allowsEverything(document.get()));
        }
        return input.build();
    }

    private static boolean allowsEverything(Json document) throws ConnectorException.BadData {
        for (Json statement : allowing(document)) {
            if ((holds(statement, "Action", "*") || holds(statement, "Action", "*:*"))
                    && holds(statement, "Resource", "*")) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(Json statement, String member, String text) throws ConnectorException.BadData {
        for (Json each : several(statement, member)) {
            if (each.text().equals(text)) {
                return true;
            }
        }
        return false;
    }

    static EntityInput instanceProfile(String account, Json json) throws ConnectorException.BadData {
        List<String> roles = new ArrayList<>();
        for (Json role : AwsAnswers.list(json, "Roles")) {
            roles.add(role.text("RoleId"));
        }
        return AwsIamInstanceProfile.TYPE
                .input(json.text("InstanceProfileId"))
                .displayName(json.text("InstanceProfileName"))
                .set(AwsIamInstanceProfile.ACCOUNT_ID, account)
                .set(AwsIamInstanceProfile.NAME, json.text("InstanceProfileName"))
                .set(AwsIamInstanceProfile.ARN, AwsAnswers.text(json, "Arn"))
                .set(AwsIamInstanceProfile.PATH, AwsAnswers.text(json, "Path"))
                .set(AwsIamInstanceProfile.CREATED_ON, AwsAnswers.time(json, "CreateDate"))
                // It has one role at most.
                .link(
                        AwsIamInstanceProfile.ROLE,
                        roles.isEmpty() ? new Presence.Null<>() : Presence.of(roles.getFirst()))
                .build();
    }

    static EntityInput passwordPolicy(String account, Json json) throws ConnectorException.BadData {
        return AwsIamPasswordPolicy.TYPE
                .input(account)
                .displayName("Password policy of " + account)
                .set(AwsIamPasswordPolicy.ACCOUNT_ID, account)
                .set(AwsIamPasswordPolicy.NAME, "Password policy of " + account)
                .set(AwsIamPasswordPolicy.MIN_LENGTH, AwsAnswers.number(json, "MinimumPasswordLength"))
                .set(AwsIamPasswordPolicy.REQUIRES_SYMBOLS, AwsAnswers.bool(json, "RequireSymbols"))
                .set(AwsIamPasswordPolicy.REQUIRES_NUMBERS, AwsAnswers.bool(json, "RequireNumbers"))
                .set(AwsIamPasswordPolicy.REQUIRES_UPPERCASE, AwsAnswers.bool(json, "RequireUppercaseCharacters"))
                .set(AwsIamPasswordPolicy.REQUIRES_LOWERCASE, AwsAnswers.bool(json, "RequireLowercaseCharacters"))
                .set(AwsIamPasswordPolicy.MAX_AGE_DAYS, AwsAnswers.number(json, "MaxPasswordAge"))
                .set(AwsIamPasswordPolicy.REUSE_PREVENTION, AwsAnswers.number(json, "PasswordReusePrevention"))
                .set(AwsIamPasswordPolicy.USERS_MAY_CHANGE, AwsAnswers.bool(json, "AllowUsersToChangePassword"))
                .build();
    }
}
