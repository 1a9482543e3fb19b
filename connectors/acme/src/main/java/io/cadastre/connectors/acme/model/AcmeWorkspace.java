package io.cadastre.connectors.acme.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** Where collecting begins: what people and projects belong to. */
public final class AcmeWorkspace {
    public static final EntityType<AcmeWorkspace> TYPE = EntityType.<AcmeWorkspace>named("acme_workspace")
            .classes(EntityClass.ACCOUNT)
            .keyed("id");

    public static final Field<AcmeWorkspace, String> ID = TYPE.string("id", FieldOption.required());
    public static final Field<AcmeWorkspace, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AcmeWorkspace, Instant> CREATED_AT = TYPE.instant("createdAt", FieldOption.required());
    public static final Field<AcmeWorkspace, Instant> UPDATED_AT = TYPE.instant("updatedAt", FieldOption.required());

    public static final CollectionField<AcmeWorkspace, AcmeUser> USERS =
            TYPE.collection("users", () -> AcmeUser.TYPE, Verb.HAS);
    public static final CollectionField<AcmeWorkspace, AcmeProject> PROJECTS =
            TYPE.collection("projects", () -> AcmeProject.TYPE, Verb.HAS);

    private AcmeWorkspace() {}
}
