package io.cadastre.connectors.github.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;

/** A secret of GitHub Actions: its name, never its value. */
public final class GithubSecret {
    public static final EntityType<GithubSecret> TYPE = EntityType.<GithubSecret>named("github_secret")
            .classes(EntityClass.SECRET)
            .keyed("kind and id of its owner:name");

    public static final Field<GithubSecret, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<GithubSecret, String> VISIBILITY = TYPE.string(
            "visibility", FieldOption.described("Which repositories may use a secret of the organisation."));
    public static final Field<GithubSecret, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<GithubSecret, Instant> UPDATED_ON = TYPE.instant("updatedOn");

    private GithubSecret() {}
}
