package io.cadastre.connectors.github.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** Somebody with an account: a member, an outside collaborator, or an author. */
public final class GithubUser {
    public static final EntityType<GithubUser> TYPE = EntityType.<GithubUser>named("github_user")
            .classes(EntityClass.USER)
            .keyed("id");

    public static final Field<GithubUser, String> USERNAME =
            TYPE.string("username", FieldOption.required(), FieldOption.indexed());
    public static final Field<GithubUser, String> NAME = TYPE.string("name");
    public static final Field<GithubUser, String> EMAIL = TYPE.string(
            "email",
            FieldOption.indexed(),
            FieldOption.described("The address that the user shows in the profile; GitHub has verified it."));
    public static final Field<GithubUser, Boolean> ADMIN = TYPE.bool(
            "admin",
            FieldOption.described("Whether the user owns the organisation; absent for those who only write issues."));
    public static final Field<GithubUser, Boolean> MFA_ENABLED =
            TYPE.bool("mfaEnabled", FieldOption.described("Told to owners only."));
    public static final Field<GithubUser, String> COMPANY = TYPE.string("company");
    public static final Field<GithubUser, String> URL = TYPE.string("url");
    public static final Field<GithubUser, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<GithubUser, Instant> UPDATED_ON = TYPE.instant("updatedOn");

    public static final MatchField<GithubUser> IDENTITY =
            TYPE.match("identity", Match.on(EntityClass.USER, "email").inEach(), Verb.IS, Direction.OUTGOING);

    private GithubUser() {}
}
