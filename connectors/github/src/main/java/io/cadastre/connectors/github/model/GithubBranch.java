package io.cadastre.connectors.github.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A branch of a repository; not what is in it. */
public final class GithubBranch {
    public static final EntityType<GithubBranch> TYPE = EntityType.<GithubBranch>named("github_branch")
            .classes(EntityClass.RESOURCE)
            .keyed("id of the repository:name");

    public static final Field<GithubBranch, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<GithubBranch, String> REPOSITORY = TYPE.string(
            "repository", FieldOption.required(), FieldOption.described("The full name of the repository."));
    public static final Field<GithubBranch, Boolean> PROTECTED =
            TYPE.bool("protected", FieldOption.described("Whether a protection or a ruleset applies."));
    public static final Field<GithubBranch, Boolean> HAS_PROTECTION = TYPE.bool(
            "hasProtection", FieldOption.described("Whether it has a protection of its own, not only a ruleset."));

    public static final CollectionField<GithubBranch, GithubBranchProtection> PROTECTION =
            TYPE.collection("protection", () -> GithubBranchProtection.TYPE, Verb.PROTECTS, Direction.INCOMING);

    private GithubBranch() {}
}
