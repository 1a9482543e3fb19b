package io.cadastre.connectors.github;

import io.cadastre.connectors.github.model.GithubBranch;
import io.cadastre.connectors.github.model.GithubBranchProtection;
import io.cadastre.connectors.github.model.GithubDeployKey;
import io.cadastre.connectors.github.model.GithubIssue;
import io.cadastre.connectors.github.model.GithubOrganization;
import io.cadastre.connectors.github.model.GithubPullRequest;
import io.cadastre.connectors.github.model.GithubRepository;
import io.cadastre.connectors.github.model.GithubSecret;
import io.cadastre.connectors.github.model.GithubTeam;
import io.cadastre.connectors.github.model.GithubUser;
import io.cadastre.connectors.github.model.GithubWebhook;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.Presence;
import io.cadastre.spi.step.CollectedEntity;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes entities out of what GitHub says. */
final class GithubEntities {
    private GithubEntities() {}

    /** GitHub's own, stable id, whatever is renamed or moved. */
    static String id(Json object) throws ConnectorException.BadData {
        return Long.toString(object.integer("id"));
    }

    static EntityInput organization(Json json) throws ConnectorException.BadData {
        String login = json.text("login");
        return GithubOrganization.TYPE
                .input(id(json))
                .displayName(json.maybeText("name").known().orElse(login))
                .set(GithubOrganization.LOGIN, login)
                .set(GithubOrganization.NAME, json.maybeText("name"))
                .set(GithubOrganization.DESCRIPTION, json.maybeText("description"))
                .set(GithubOrganization.URL, json.maybeText("html_url"))
                .set(GithubOrganization.TWO_FACTOR_REQUIRED, json.maybeBool("two_factor_requirement_enabled"))
                .set(GithubOrganization.DEFAULT_REPOSITORY_PERMISSION, json.maybeText("default_repository_permission"))
                .set(GithubOrganization.CREATED_ON, json.maybeInstant("created_at"))
                .set(GithubOrganization.UPDATED_ON, json.maybeInstant("updated_at"))
                .build();
    }

    /** Somebody as listings show people; nothing is said about ownership. */
    static EntityInput author(Json json) throws ConnectorException.BadData {
        return user(json, Presence.absent());
    }

    static EntityInput user(Json json, boolean admin) throws ConnectorException.BadData {
        return user(json, Presence.of(admin));
    }

    private static EntityInput user(Json json, Presence<Boolean> admin) throws ConnectorException.BadData {
        String login = json.text("login");
        return GithubUser.TYPE
                .input(id(json))
                .displayName(login)
                .set(GithubUser.USERNAME, login)
                .set(GithubUser.URL, json.maybeText("html_url"))
                .set(GithubUser.ADMIN, admin)
                .build();
    }

    /** What somebody's profile adds. */
    static EntityInput profile(Json json) throws ConnectorException.BadData {
        return GithubUser.TYPE
                .input(id(json))
                .set(GithubUser.NAME, json.maybeText("name"))
                .set(GithubUser.EMAIL, json.maybeText("email"))
                .set(GithubUser.COMPANY, json.maybeText("company"))
                .set(GithubUser.CREATED_ON, json.maybeInstant("created_at"))
                .set(GithubUser.UPDATED_ON, json.maybeInstant("updated_at"))
                .match(GithubUser.IDENTITY, json.maybeText("email"))
                .build();
    }

    static EntityInput team(Json json) throws ConnectorException.BadData {
        var team = GithubTeam.TYPE
                .input(id(json))
                .displayName(json.text("name"))
                .set(GithubTeam.NAME, json.text("name"))
                .set(GithubTeam.SLUG, json.text("slug"))
                .set(GithubTeam.DESCRIPTION, json.maybeText("description"))
                .set(GithubTeam.PRIVACY, json.maybeText("privacy"))
                .set(GithubTeam.URL, json.maybeText("html_url"));
        if (json.has("parent")) {
            Json parent = json.get("parent");
            team.link(GithubTeam.PARENT, Presence.ofNullable(parent.isNull() ? null : id(parent)));
        }
        return team.build();
    }

    static EntityInput repository(Json json) throws ConnectorException.BadData {
        return GithubRepository.TYPE
                .input(id(json))
                .displayName(json.text("full_name"))
                .set(GithubRepository.NAME, json.text("name"))
                .set(GithubRepository.FULL_NAME, json.text("full_name"))
                .set(GithubRepository.DESCRIPTION, json.maybeText("description"))
                .set(GithubRepository.DEFAULT_BRANCH, json.maybeText("default_branch"))
                .set(GithubRepository.PUBLIC, !json.bool("private"))
                .set(GithubRepository.VISIBILITY, json.maybeText("visibility"))
                .set(GithubRepository.ARCHIVED, json.maybeBool("archived"))
                .set(GithubRepository.DISABLED, json.maybeBool("disabled"))
                .set(GithubRepository.FORK, json.maybeBool("fork"))
                .set(GithubRepository.LANGUAGE, json.maybeText("language"))
                .set(GithubRepository.TOPICS, json.maybeTexts("topics"))
                .set(GithubRepository.URL, json.maybeText("html_url"))
                .set(GithubRepository.CREATED_ON, json.maybeInstant("created_at"))
                .set(GithubRepository.UPDATED_ON, json.maybeInstant("updated_at"))
                .set(GithubRepository.PUSHED_ON, json.maybeInstant("pushed_at"))
                .build();
    }

    /** The names of an object whose members are languages, by name: how much there is of each changes all the time. */
    static List<String> languages(Json json) throws ConnectorException.BadData {
        if (!(json.raw() instanceof Map<?, ?> sizes)) {
            throw new ConnectorException.BadData("The languages of a repository are not an object.", null);
        }
        return sizes.keySet().stream().map(String::valueOf).sorted().toList();
    }

    static EntityInput branch(CollectedEntity<GithubRepository> repository, Json json)
            throws ConnectorException.BadData {
        String name = json.text("name");
        boolean isProtected = json.bool("protected");
        Optional<Json> summary = json.maybe("protection").known();
        boolean own = isProtected
                && (summary.isEmpty()
                        || summary.get().maybeBool("enabled").known().orElse(true));
        String fullName = repository.value(GithubRepository.FULL_NAME).orElseThrow();
        return GithubBranch.TYPE
                .input(repository.ref().key() + ":" + name)
                .displayName(fullName + " " + name)
                .set(GithubBranch.NAME, name)
                .set(GithubBranch.REPOSITORY, fullName)
                .set(GithubBranch.PROTECTED, isProtected)
                .set(GithubBranch.HAS_PROTECTION, own)
                .build();
    }

    static EntityInput protection(CollectedEntity<GithubBranch> branch, Json json) throws ConnectorException.BadData {
        Optional<Json> reviews = json.maybe("required_pull_request_reviews").known();
        Optional<Json> checks = json.maybe("required_status_checks").known();
        String name = branch.value(GithubBranch.NAME).orElseThrow();
        var protection = GithubBranchProtection.TYPE
                .input(branch.ref().key())
                .displayName(
                        "Protection of " + branch.value(GithubBranch.REPOSITORY).orElseThrow() + " " + name)
                .set(GithubBranchProtection.NAME, name)
                .set(GithubBranchProtection.REQUIRES_PULL_REQUEST, reviews.isPresent())
                .set(GithubBranchProtection.REQUIRED_CHECKS, checks.isPresent() ? checks(checks.get()) : List.of())
                .set(GithubBranchProtection.ENFORCED_FOR_ADMINS, enabled(json, "enforce_admins"))
                .set(GithubBranchProtection.ALLOWS_FORCE_PUSHES, enabled(json, "allow_force_pushes"))
                .set(GithubBranchProtection.ALLOWS_DELETIONS, enabled(json, "allow_deletions"))
                .set(GithubBranchProtection.REQUIRES_LINEAR_HISTORY, enabled(json, "required_linear_history"))
                .set(GithubBranchProtection.REQUIRES_SIGNATURES, enabled(json, "required_signatures"))
                .set(
                        GithubBranchProtection.REQUIRES_CONVERSATION_RESOLUTION,
                        enabled(json, "required_conversation_resolution"))
                .set(
                        GithubBranchProtection.RESTRICTS_PUSHES,
                        json.maybe("restrictions").known().isPresent());
        if (reviews.isPresent()) {
            protection
                    .set(
                            GithubBranchProtection.REQUIRED_APPROVALS,
                            reviews.get().maybeInteger("required_approving_review_count"))
                    .set(
                            GithubBranchProtection.REQUIRES_CODE_OWNERS,
                            reviews.get().maybeBool("require_code_owner_reviews"))
                    .set(
                            GithubBranchProtection.DISMISSES_STALE_REVIEWS,
                            reviews.get().maybeBool("dismiss_stale_reviews"));
        }
        return protection.build();
    }

    private static List<String> checks(Json json) throws ConnectorException.BadData {
        return json.texts("contexts").stream().sorted().toList();
    }

    private static Presence<Boolean> enabled(Json json, String name) throws ConnectorException.BadData {
        Optional<Json> member = json.maybe(name).known();
        return member.isPresent() ? member.get().maybeBool("enabled") : Presence.absent();
    }

    static EntityInput webhook(Json json) throws ConnectorException.BadData {
        Json config = json.get("config");
        Optional<URI> target = config.maybeText("url").known().flatMap(GithubEntities::uri);
        Optional<String> host = target.flatMap(uri -> Optional.ofNullable(uri.getHost()));
        return GithubWebhook.TYPE
                .input(id(json))
                .displayName("Webhook" + host.map(" to "::concat).orElse(""))
                .set(GithubWebhook.NAME, json.text("name"))
                .set(GithubWebhook.TARGET_HOST, host)
                .set(GithubWebhook.HTTPS, target.map(uri -> "https".equalsIgnoreCase(uri.getScheme())))
                .set(GithubWebhook.VERIFIES_CERTIFICATE, verifies(config))
                .set(GithubWebhook.ENABLED, json.maybeBool("active"))
                .set(
                        GithubWebhook.EVENTS,
                        json.texts("events").stream().sorted().toList())
                .set(GithubWebhook.CONTENT_TYPE, config.maybeText("content_type"))
                .set(GithubWebhook.CREATED_ON, json.maybeInstant("created_at"))
                .set(GithubWebhook.UPDATED_ON, json.maybeInstant("updated_at"))
                .build();
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** A text or a number: nought says that certificates are verified. */
    private static Optional<Boolean> verifies(Json config) throws ConnectorException.BadData {
        return config.maybe("insecure_ssl").known().map(insecure -> "0".equals(String.valueOf(insecure.raw())));
    }

    static EntityInput deployKey(Json json) throws ConnectorException.BadData {
        return GithubDeployKey.TYPE
                .input(id(json))
                .displayName(json.text("title"))
                .set(GithubDeployKey.NAME, json.text("title"))
                .set(GithubDeployKey.FINGERPRINT, fingerprint(json.text("key")))
                .set(GithubDeployKey.READ_ONLY, json.bool("read_only"))
                .set(GithubDeployKey.VERIFIED, json.maybeBool("verified"))
                .set(GithubDeployKey.ENABLED, json.maybeBool("enabled"))
                .set(GithubDeployKey.ADDED_BY, json.maybeText("added_by"))
                .set(GithubDeployKey.CREATED_ON, json.maybeInstant("created_at"))
                .set(GithubDeployKey.LAST_USED_ON, json.maybeInstant("last_used"))
                .build();
    }

    /** Of the second part of a line as in {@code authorized_keys}; nothing if that is not what it is. */
    private static Optional<String> fingerprint(String key) {
        String[] parts = key.strip().split("\\s+");
        if (parts.length < 2) {
            return Optional.empty();
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(parts[1]));
            return Optional.of("SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    static EntityInput secret(String ownerKind, String ownerKey, Json json) throws ConnectorException.BadData {
        String name = json.text("name");
        return GithubSecret.TYPE
                .input(ownerKind + " " + ownerKey + ":" + name)
                .displayName(name)
                .set(GithubSecret.NAME, name)
                .set(GithubSecret.VISIBILITY, json.maybeText("visibility"))
                .set(GithubSecret.CREATED_ON, json.maybeInstant("created_at"))
                .set(GithubSecret.UPDATED_ON, json.maybeInstant("updated_at"))
                .build();
    }

    /** Whether something in the listing of issues is a pull request, too. */
    static boolean isPullRequest(Json json) throws ConnectorException.BadData {
        return json.maybe("pull_request").known().isPresent();
    }

    /** Who wrote it; nobody, if the account is gone. */
    static Optional<Json> authorOf(Json json) throws ConnectorException.BadData {
        return json.maybe("user").known();
    }

    static EntityInput issue(Json json) throws ConnectorException.BadData {
        return GithubIssue.TYPE
                .input(id(json))
                .displayName("#" + json.integer("number") + " " + json.text("title"))
                .set(GithubIssue.NAME, json.text("title"))
                .set(GithubIssue.NUMBER, json.integer("number"))
                .set(GithubIssue.STATE, json.maybeText("state"))
                .set(GithubIssue.STATE_REASON, json.maybeText("state_reason"))
                .set(GithubIssue.LABELS, labels(json))
                .set(GithubIssue.URL, json.maybeText("html_url"))
                .set(GithubIssue.CREATED_ON, json.maybeInstant("created_at"))
                .set(GithubIssue.UPDATED_ON, json.maybeInstant("updated_at"))
                .set(GithubIssue.CLOSED_ON, json.maybeInstant("closed_at"))
                .link(GithubIssue.AUTHOR, author(authorOf(json)))
                .build();
    }

    static EntityInput pullRequest(Json json) throws ConnectorException.BadData {
        return GithubPullRequest.TYPE
                .input(id(json))
                .displayName("#" + json.integer("number") + " " + json.text("title"))
                .set(GithubPullRequest.NAME, json.text("title"))
                .set(GithubPullRequest.NUMBER, json.integer("number"))
                .set(GithubPullRequest.STATE, json.maybeText("state"))
                .set(GithubPullRequest.LABELS, labels(json))
                .set(GithubPullRequest.URL, json.maybeText("html_url"))
                .set(GithubPullRequest.CREATED_ON, json.maybeInstant("created_at"))
                .set(GithubPullRequest.UPDATED_ON, json.maybeInstant("updated_at"))
                .set(GithubPullRequest.CLOSED_ON, json.maybeInstant("closed_at"))
                .set(GithubPullRequest.DRAFT, json.maybeBool("draft"))
                .set(GithubPullRequest.MERGED_ON, json.get("pull_request").maybeInstant("merged_at"))
                .link(GithubPullRequest.AUTHOR, author(authorOf(json)))
                .build();
    }

    private static Presence<String> author(Optional<Json> user) throws ConnectorException.BadData {
        return user.isPresent() ? Presence.of(id(user.get())) : new Presence.Null<>();
    }

    private static List<String> labels(Json json) throws ConnectorException.BadData {
        List<String> names = new ArrayList<>();
        for (Json label : json.elements("labels")) {
            names.add(label.raw() instanceof String name ? name : label.text("name"));
        }
        return names.stream().sorted().toList();
    }

    /** What a role or a set of permissions allows, in the words of GitHub's pages. */
    static Optional<String> permission(Json json) throws ConnectorException.BadData {
        Optional<String> role = json.maybeText("role_name").known();
        if (role.isPresent()) {
            return role.map(GithubEntities::word);
        }
        Optional<Json> permissions = json.maybe("permissions").known();
        if (permissions.isPresent()) {
            for (String name : List.of("admin", "maintain", "push", "triage", "pull")) {
                if (permissions.get().maybeBool(name).known().orElse(false)) {
                    return Optional.of(word(name));
                }
            }
        }
        return Optional.empty();
    }

    private static String word(String permission) {
        return switch (permission.toLowerCase(Locale.ROOT)) {
            case "pull" -> "read";
            case "push" -> "write";
            default -> permission;
        };
    }
}
