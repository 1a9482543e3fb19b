package io.cadastre.connectors.github.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;

/** A team of an organisation. */
public final class GithubTeam {
    public static final EntityType<GithubTeam> TYPE = EntityType.<GithubTeam>named("github_team")
            .classes(EntityClass.TEAM, EntityClass.USER_GROUP)
            .keyed("id");

    public static final LinkProperty<String> ROLE = LinkProperty.string("role");
    public static final LinkProperty<String> PERMISSION = LinkProperty.string("permission");

    public static final Field<GithubTeam, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<GithubTeam, String> SLUG =
            TYPE.string("slug", FieldOption.required(), FieldOption.indexed());
    public static final Field<GithubTeam, String> DESCRIPTION = TYPE.string("description");
    public static final Field<GithubTeam, String> PRIVACY =
            TYPE.string("privacy", FieldOption.described("Secret, or closed: seen by all members."));
    public static final Field<GithubTeam, String> URL = TYPE.string("url");

    public static final RefField<GithubTeam, GithubTeam> PARENT =
            TYPE.ref("parent", () -> GithubTeam.TYPE, Verb.HAS, Direction.INCOMING);
    /** With the role {@code maintainer}. */
    public static final CollectionField<GithubTeam, GithubUser> MAINTAINERS =
            TYPE.collection("maintainers", () -> GithubUser.TYPE, Verb.MEMBER_OF, Direction.INCOMING, ROLE);
    /** With the role {@code member}: those who are not maintainers. */
    public static final CollectionField<GithubTeam, GithubUser> MEMBERS =
            TYPE.collection("members", () -> GithubUser.TYPE, Verb.MEMBER_OF, Direction.INCOMING, ROLE);

    public static final CollectionField<GithubTeam, GithubRepository> REPOSITORIES =
            TYPE.collection("repositories", () -> GithubRepository.TYPE, Verb.ALLOWS, Direction.INCOMING, PERMISSION);

    private GithubTeam() {}
}
