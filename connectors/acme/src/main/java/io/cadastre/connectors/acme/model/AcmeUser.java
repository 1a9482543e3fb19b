package io.cadastre.connectors.acme.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.Set;

/** Somebody who works in a workspace. */
public final class AcmeUser {
    public static final EntityType<AcmeUser> TYPE =
            EntityType.<AcmeUser>named("acme_user").classes(EntityClass.USER).keyed("id");

    public static final Field<AcmeUser, String> ID = TYPE.string("id", FieldOption.required());
    public static final Field<AcmeUser, String> WORKSPACE_ID = TYPE.string("workspaceId", FieldOption.required());
    public static final Field<AcmeUser, String> EMAIL =
            TYPE.string("email", FieldOption.required(), FieldOption.indexed());
    public static final Field<AcmeUser, String> DISPLAY_NAME = TYPE.string("displayName", FieldOption.required());
    public static final Field<AcmeUser, String> ROLE =
            TYPE.enumeration("role", Set.of("admin", "member", "viewer"), FieldOption.required());
    public static final Field<AcmeUser, Boolean> ACTIVE = TYPE.bool("active", FieldOption.required());
    public static final Field<AcmeUser, Instant> CREATED_AT = TYPE.instant("createdAt", FieldOption.required());
    public static final Field<AcmeUser, Instant> UPDATED_AT = TYPE.instant("updatedAt", FieldOption.required());

    public static final RefField<AcmeUser, AcmeWorkspace> WORKSPACE =
            TYPE.ref("workspace", () -> AcmeWorkspace.TYPE, Verb.HAS, Direction.INCOMING);

    private AcmeUser() {}
}
