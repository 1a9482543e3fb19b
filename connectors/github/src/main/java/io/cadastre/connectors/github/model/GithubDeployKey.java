package io.cadastre.connectors.github.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;

/** A key with which a machine reads or writes one repository. */
public final class GithubDeployKey {
    public static final EntityType<GithubDeployKey> TYPE = EntityType.<GithubDeployKey>named("github_deploy_key")
            .classes(EntityClass.ACCESS_KEY)
            .keyed("id");

    public static final Field<GithubDeployKey, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<GithubDeployKey, String> FINGERPRINT = TYPE.string(
            "fingerprint",
            FieldOption.indexed(),
            FieldOption.described("SHA-256 of the public key, as ssh-keygen shows it."));
    public static final Field<GithubDeployKey, Boolean> READ_ONLY = TYPE.bool("readOnly");
    public static final Field<GithubDeployKey, Boolean> VERIFIED = TYPE.bool("verified");
    public static final Field<GithubDeployKey, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<GithubDeployKey, String> ADDED_BY = TYPE.string("addedBy");
    public static final Field<GithubDeployKey, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<GithubDeployKey, Instant> LAST_USED_ON = TYPE.instant("lastUsedOn");

    private GithubDeployKey() {}
}
