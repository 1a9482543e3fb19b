package io.cadastre.connectors.github.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** An organisation; where collecting begins. */
public final class GithubOrganization {
    public static final EntityType<GithubOrganization> TYPE = EntityType.<GithubOrganization>named(
                    "github_organization")
            .classes(EntityClass.ACCOUNT, EntityClass.ORGANIZATION)
            .keyed("id");

    public static final LinkProperty<String> ROLE = LinkProperty.string("role");

    public static final Field<GithubOrganization, String> LOGIN =
            TYPE.string("login", FieldOption.required(), FieldOption.indexed());
    public static final Field<GithubOrganization, String> NAME = TYPE.string("name");
    public static final Field<GithubOrganization, String> DESCRIPTION = TYPE.string("description");
    public static final Field<GithubOrganization, String> URL = TYPE.string("url");
    public static final Field<GithubOrganization, Boolean> TWO_FACTOR_REQUIRED = TYPE.bool(
            "twoFactorRequired",
            FieldOption.described("Whether members must have a second factor; told to owners only."));
    public static final Field<GithubOrganization, String> DEFAULT_REPOSITORY_PERMISSION = TYPE.string(
            "defaultRepositoryPermission", FieldOption.described("What every member may do with every repository."));
    public static final Field<GithubOrganization, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<GithubOrganization, Instant> UPDATED_ON = TYPE.instant("updatedOn");

    /** With the role {@code owner}. */
    public static final CollectionField<GithubOrganization, GithubUser> OWNERS =
            TYPE.collection("owners", () -> GithubUser.TYPE, Verb.HAS, ROLE);
    /** With the role {@code member}: those who are not owners. */
    public static final CollectionField<GithubOrganization, GithubUser> MEMBERS =
            TYPE.collection("members", () -> GithubUser.TYPE, Verb.HAS, ROLE);
    /** With the role {@code outside collaborator}. */
    public static final CollectionField<GithubOrganization, GithubUser> OUTSIDE_COLLABORATORS =
            TYPE.collection("outsideCollaborators", () -> GithubUser.TYPE, Verb.HAS, ROLE);

    public static final CollectionField<GithubOrganization, GithubTeam> TEAMS =
            TYPE.collection("teams", () -> GithubTeam.TYPE, Verb.HAS);
    public static final CollectionField<GithubOrganization, GithubRepository> REPOSITORIES =
            TYPE.collection("repositories", () -> GithubRepository.TYPE, Verb.HAS);
    public static final CollectionField<GithubOrganization, GithubWebhook> WEBHOOKS =
            TYPE.collection("webhooks", () -> GithubWebhook.TYPE, Verb.HAS);
    public static final CollectionField<GithubOrganization, GithubSecret> SECRETS =
            TYPE.collection("secrets", () -> GithubSecret.TYPE, Verb.HAS);

    private GithubOrganization() {}
}
