package io.cadastre.connectors.github.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A repository of an organisation. */
public final class GithubRepository {
    public static final EntityType<GithubRepository> TYPE = EntityType.<GithubRepository>named("github_repository")
            .classes(EntityClass.CODE_REPO)
            .keyed("id");

    public static final Field<GithubRepository, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<GithubRepository, String> FULL_NAME =
            TYPE.string("fullName", FieldOption.required(), FieldOption.indexed());
    public static final Field<GithubRepository, String> DESCRIPTION = TYPE.string("description");
    public static final Field<GithubRepository, String> DEFAULT_BRANCH = TYPE.string("defaultBranch");
    public static final Field<GithubRepository, Boolean> PUBLIC = TYPE.bool("public");
    public static final Field<GithubRepository, String> VISIBILITY =
            TYPE.string("visibility", FieldOption.described("Public, private or internal."));
    public static final Field<GithubRepository, Boolean> ARCHIVED = TYPE.bool("archived");
    public static final Field<GithubRepository, Boolean> DISABLED = TYPE.bool("disabled");
    public static final Field<GithubRepository, Boolean> FORK = TYPE.bool("fork");
    public static final Field<GithubRepository, String> LANGUAGE =
            TYPE.string("language", FieldOption.described("The language with most code."));
    public static final Field<GithubRepository, List<String>> LANGUAGES = TYPE.strings("languages");
    public static final Field<GithubRepository, List<String>> TOPICS = TYPE.strings("topics");
    public static final Field<GithubRepository, String> URL = TYPE.string("url");
    public static final Field<GithubRepository, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<GithubRepository, Instant> UPDATED_ON = TYPE.instant("updatedOn");
    public static final Field<GithubRepository, Instant> PUSHED_ON = TYPE.instant("pushedOn");

    public static final CollectionField<GithubRepository, GithubBranch> BRANCHES =
            TYPE.collection("branches", () -> GithubBranch.TYPE, Verb.HAS);
    /** Those who were let in by name, not by a team. */
    public static final CollectionField<GithubRepository, GithubUser> COLLABORATORS =
            TYPE.collection("collaborators", () -> GithubUser.TYPE, Verb.ALLOWS, GithubTeam.PERMISSION);

    public static final CollectionField<GithubRepository, GithubWebhook> WEBHOOKS =
            TYPE.collection("webhooks", () -> GithubWebhook.TYPE, Verb.HAS);
    public static final CollectionField<GithubRepository, GithubDeployKey> DEPLOY_KEYS =
            TYPE.collection("deployKeys", () -> GithubDeployKey.TYPE, Verb.HAS);
    public static final CollectionField<GithubRepository, GithubSecret> SECRETS =
            TYPE.collection("secrets", () -> GithubSecret.TYPE, Verb.HAS);
    public static final CollectionField<GithubRepository, GithubIssue> ISSUES =
            TYPE.collection("issues", () -> GithubIssue.TYPE, Verb.HAS);
    public static final CollectionField<GithubRepository, GithubPullRequest> PULL_REQUESTS =
            TYPE.collection("pullRequests", () -> GithubPullRequest.TYPE, Verb.HAS);

    private GithubRepository() {}
}
