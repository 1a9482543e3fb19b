package io.cadastre.connectors.okta;

import io.cadastre.connectors.okta.model.OktaApplication;
import io.cadastre.connectors.okta.model.OktaFactor;
import io.cadastre.connectors.okta.model.OktaGroup;
import io.cadastre.connectors.okta.model.OktaOrganization;
import io.cadastre.connectors.okta.model.OktaPolicy;
import io.cadastre.connectors.okta.model.OktaPolicyRule;
import io.cadastre.connectors.okta.model.OktaRole;
import io.cadastre.connectors.okta.model.OktaUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.Presence;
import io.cadastre.spi.pipeline.Item;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes entities out of what Okta says. */
final class OktaEntities {
    /** Whether somebody with this status may log in, perhaps after a new password. Locked is said of its own. */
    private static final Map<String, Boolean> MAY_LOG_IN = Map.of(
            "ACTIVE", true,
            "PASSWORD_EXPIRED", true,
            "RECOVERY", true,
            "LOCKED_OUT", true,
            "STAGED", false,
            "PROVISIONED", false,
            "SUSPENDED", false,
            "DEPROVISIONED", false);

    private static final String ACTIVE = "ACTIVE";
    private static final String SECURITY_QUESTION = "question";
    private static final String CUSTOM = "CUSTOM";

    private OktaEntities() {}

    static String id(Json object) throws ConnectorException.BadData {
        return object.text("id");
    }

    /** Follows a path of members, of which each may be missing or null. */
    private static Json within(Json object, String... path) throws ConnectorException.BadData {
        Json at = object;
        for (String name : path) {
            Optional<Json> member = at.maybe(name).known();
            if (member.isEmpty()) {
                return Json.of(Map.of());
            }
            at = member.get();
        }
        return at;
    }

    private static boolean active(Json json) throws ConnectorException.BadData {
        return json.text("status").equals(ACTIVE);
    }

    private static Presence<List<String>> sorted(Presence<List<String>> texts) {
        return texts.map(values -> values.stream().sorted().toList());
    }

    static EntityInput organization(Json json, URI baseUrl) throws ConnectorException.BadData {
        return OktaOrganization.TYPE
                .input(id(json))
                .displayName(baseUrl.getHost())
                .set(OktaOrganization.URL, baseUrl.toString())
                .set(OktaOrganization.PIPELINE, json.text("pipeline"))
                .build();
    }

    static EntityInput settings(String key, Json json) throws ConnectorException.BadData {
        return OktaOrganization.TYPE
                .input(key)
                .set(OktaOrganization.NAME, json.maybeText("companyName"))
                .set(OktaOrganization.SUBDOMAIN, json.maybeText("subdomain"))
                .set(OktaOrganization.STATUS, json.maybeText("status"))
                .set(OktaOrganization.CREATED_ON, json.maybeInstant("created"))
                .set(OktaOrganization.UPDATED_ON, json.maybeInstant("lastUpdated"))
                .set(OktaOrganization.EXPIRES_ON, json.maybeInstant("expiresAt"))
                .build();
    }

    static EntityInput user(Json json) throws ConnectorException.BadData {
        Json profile = json.get("profile");
        String status = json.text("status");
        String login = profile.text("login");
        return OktaUser.TYPE
                .input(id(json))
                .displayName(login)
                .set(OktaUser.USERNAME, login)
                .set(OktaUser.EMAIL, profile.maybeText("email"))
                .set(OktaUser.NAME, name(profile))
                .set(OktaUser.FIRST_NAME, profile.maybeText("firstName"))
                .set(OktaUser.LAST_NAME, profile.maybeText("lastName"))
                .set(OktaUser.TITLE, profile.maybeText("title"))
                .set(OktaUser.DEPARTMENT, profile.maybeText("department"))
                .set(OktaUser.STATUS, status)
                .set(OktaUser.ACTIVE, Optional.ofNullable(MAY_LOG_IN.get(status)))
                .set(OktaUser.LOCKED, status.equals("LOCKED_OUT"))
                .set(
                        OktaUser.CREDENTIAL_PROVIDER,
                        within(json, "credentials", "provider").maybeText("type"))
                .set(OktaUser.CREATED_ON, json.maybeInstant("created"))
                .set(OktaUser.UPDATED_ON, json.maybeInstant("lastUpdated"))
                .set(OktaUser.ACTIVATED_ON, json.maybeInstant("activated"))
                .set(OktaUser.STATUS_CHANGED_ON, json.maybeInstant("statusChanged"))
                .set(OktaUser.LAST_LOGIN_ON, json.maybeInstant("lastLogin"))
                .set(OktaUser.PASSWORD_CHANGED_ON, json.maybeInstant("passwordChanged"))
                .match(OktaUser.IDENTITY, profile.maybeText("email"))
                .build();
    }

    private static Optional<String> name(Json profile) throws ConnectorException.BadData {
        Optional<String> shown = profile.maybeText("displayName").known();
        if (shown.isPresent()) {
            return shown;
        }
        String both = Stream.of(profile.maybeText("firstName"), profile.maybeText("lastName"))
                .flatMap(part -> part.known().stream())
                .collect(Collectors.joining(" "));
        return both.isEmpty() ? Optional.empty() : Optional.of(both);
    }

    /** Whether there is a second factor among those of a user: one that works and is more than a question. */
    static boolean secondFactor(List<Json> factors) throws ConnectorException.BadData {
        for (Json factor : factors) {
            if (active(factor) && !factor.text("factorType").equals(SECURITY_QUESTION)) {
                return true;
            }
        }
        return false;
    }

    static EntityInput factor(Json json) throws ConnectorException.BadData {
        String type = json.text("factorType");
        Presence<String> provider = json.maybeText("provider");
        String name = type + provider.known().map(by -> " (" + by + ")").orElse("");
        return OktaFactor.TYPE
                .input(id(json))
                .displayName(name)
                .set(OktaFactor.NAME, name)
                .set(OktaFactor.FACTOR_TYPE, type)
                .set(OktaFactor.PROVIDER, provider)
                .set(OktaFactor.STATUS, json.maybeText("status"))
                .set(OktaFactor.ENABLED, active(json))
                .set(OktaFactor.CREATED_ON, json.maybeInstant("created"))
                .set(OktaFactor.UPDATED_ON, json.maybeInstant("lastUpdated"))
                .build();
    }

    static EntityInput group(Json json) throws ConnectorException.BadData {
        Json profile = json.get("profile");
        return OktaGroup.TYPE
                .input(id(json))
                .displayName(profile.text("name"))
                .set(OktaGroup.NAME, profile.text("name"))
                .set(OktaGroup.DESCRIPTION, profile.maybeText("description"))
                .set(OktaGroup.GROUP_TYPE, json.maybeText("type"))
                .set(OktaGroup.CREATED_ON, json.maybeInstant("created"))
                .set(OktaGroup.UPDATED_ON, json.maybeInstant("lastUpdated"))
                .set(OktaGroup.MEMBERS_UPDATED_ON, json.maybeInstant("lastMembershipUpdated"))
                .build();
    }

    /** Somebody who was assigned to an application, and as whom. */
    static Optional<Item<OktaUser>> assigned(Json json) throws ConnectorException.BadData {
        Item<OktaUser> item = Item.pointer(id(json));
        Optional<String> scope = json.maybeText("scope").known();
        Optional<String> username =
                within(json, "credentials").maybeText("userName").known();
        item = scope.isPresent() ? item.with(OktaApplication.SCOPE, scope.get()) : item;
        return Optional.of(username.isPresent() ? item.with(OktaApplication.USERNAME, username.get()) : item);
    }

    /**
     * An application.
     *
     * @param withPolicy whether it is said by which policy people sign in to it
     */
    static EntityInput application(Json json, boolean withPolicy) throws ConnectorException.BadData {
        Json client = within(json, "settings", "oauthClient");
        var application = OktaApplication.TYPE
                .input(id(json))
                .displayName(json.text("label"))
                .set(OktaApplication.NAME, json.text("label"))
                .set(OktaApplication.INTEGRATION, json.maybeText("name"))
                .set(OktaApplication.ACTIVE, active(json))
                .set(OktaApplication.SIGN_ON_MODE, json.maybeText("signOnMode"))
                .set(OktaApplication.FEATURES, sorted(json.maybeTexts("features")))
                .set(OktaApplication.REDIRECT_URIS, sorted(client.maybeTexts("redirect_uris")))
                .set(OktaApplication.GRANT_TYPES, sorted(client.maybeTexts("grant_types")))
                .set(OktaApplication.CREATED_ON, json.maybeInstant("created"))
                .set(OktaApplication.UPDATED_ON, json.maybeInstant("lastUpdated"));
        if (withPolicy) {
            // Classic Engine has none.
            within(json, "_links", "accessPolicy")
                    .maybeText("href")
                    .known()
                    .map(href -> href.substring(href.lastIndexOf('/') + 1))
                    .ifPresent(id -> application.link(OktaApplication.POLICY, id));
        }
        return application.build();
    }

    /** Whether a role counts here: it works, and it was given to the one who is asked about, not to a group of theirs. */
    static boolean given(Json role, String to) throws ConnectorException.BadData {
        return active(role) && role.text("assignmentType").equals(to);
    }

    static boolean superAdministrator(Json role) throws ConnectorException.BadData {
        return active(role) && role.text("type").equals("SUPER_ADMIN");
    }

    static EntityInput role(Json json) throws ConnectorException.BadData {
        String type = json.text("type");
        return OktaRole.TYPE
                .input(type.equals(CUSTOM) ? json.text("role") : type)
                .displayName(json.text("label"))
                .set(OktaRole.NAME, json.text("label"))
                .set(OktaRole.ROLE_TYPE, type)
                .build();
    }

    static EntityInput policy(Json json) throws ConnectorException.BadData {
        Json password = within(json, "settings", "password");
        return OktaPolicy.TYPE
                .input(id(json))
                .displayName(json.text("name"))
                .set(OktaPolicy.NAME, json.text("name"))
                .set(OktaPolicy.DESCRIPTION, json.maybeText("description"))
                .set(OktaPolicy.POLICY_TYPE, json.text("type"))
                .set(OktaPolicy.ENABLED, active(json))
                .set(OktaPolicy.SYSTEM, json.maybeBool("system"))
                .set(OktaPolicy.PRIORITY, json.maybeInteger("priority"))
                .set(
                        OktaPolicy.GROUP_IDS,
                        sorted(within(json, "conditions", "people", "groups").maybeTexts("include")))
                .set(
                        OktaPolicy.PASSWORD_MIN_LENGTH,
                        within(password, "complexity").maybeInteger("minLength"))
                .set(OktaPolicy.PASSWORD_MAX_AGE_DAYS, within(password, "age").maybeInteger("maxAgeDays"))
                .set(OktaPolicy.PASSWORD_HISTORY, within(password, "age").maybeInteger("historyCount"))
                .set(OktaPolicy.LOCKOUT_ATTEMPTS, within(password, "lockout").maybeInteger("maxAttempts"))
                .set(OktaPolicy.CREATED_ON, json.maybeInstant("created"))
                .set(OktaPolicy.UPDATED_ON, json.maybeInstant("lastUpdated"))
                .build();
    }

    static EntityInput rule(Json json) throws ConnectorException.BadData {
        Json signOn = within(json, "actions", "signon");
        Json appSignOn = within(json, "actions", "appSignOn");
        Optional<String> toSession = signOn.maybeText("access").known();
        Optional<String> toApplication = appSignOn.maybeText("access").known();
        Optional<Boolean> bySession = signOn.maybeBool("requireFactor").known();
        Optional<Boolean> byApplication = within(appSignOn, "verificationMethod")
                .maybeText("factorMode")
                .known()
                .map(mode -> mode.equals("2FA"));
        return OktaPolicyRule.TYPE
                .input(id(json))
                .displayName(json.text("name"))
                .set(OktaPolicyRule.NAME, json.text("name"))
                .set(OktaPolicyRule.RULE_TYPE, json.maybeText("type"))
                .set(OktaPolicyRule.ENABLED, active(json))
                .set(OktaPolicyRule.SYSTEM, json.maybeBool("system"))
                .set(OktaPolicyRule.PRIORITY, json.maybeInteger("priority"))
                .set(OktaPolicyRule.ACCESS, toSession.or(() -> toApplication))
                .set(OktaPolicyRule.REQUIRES_MFA, bySession.or(() -> byApplication))
                .set(OktaPolicyRule.CREATED_ON, json.maybeInstant("created"))
                .set(OktaPolicyRule.UPDATED_ON, json.maybeInstant("lastUpdated"))
                .build();
    }
}
