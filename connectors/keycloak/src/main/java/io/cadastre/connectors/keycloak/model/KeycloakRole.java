package io.cadastre.connectors.keycloak.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A role of a realm or of a client. */
public final class KeycloakRole {
    public static final EntityType<KeycloakRole> TYPE = EntityType.<KeycloakRole>named("keycloak_role")
            .classes(EntityClass.ACCESS_ROLE)
            .keyed("id");

    public static final Field<KeycloakRole, String> REALM = TYPE.string("realm", FieldOption.required());
    public static final Field<KeycloakRole, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<KeycloakRole, String> DESCRIPTION = TYPE.string("description");
    public static final Field<KeycloakRole, Boolean> CLIENT_ROLE =
            TYPE.bool("clientRole", FieldOption.required(), FieldOption.described("Whether it is a client's."));
    public static final Field<KeycloakRole, Boolean> COMPOSITE =
            TYPE.bool("composite", FieldOption.described("Whether it gives other roles, too."));
    public static final Field<KeycloakRole, String> CONTAINER_ID = TYPE.string(
            "containerId", FieldOption.required(), FieldOption.described("The id of the realm or client whose it is."));

    /** The roles that it gives, too. */
    public static final CollectionField<KeycloakRole, KeycloakRole> COMPOSITES =
            TYPE.collection("composites", () -> KeycloakRole.TYPE, Verb.CONTAINS);
    /** Those who were given this very role, not those who have it through a group or another role. */
    public static final CollectionField<KeycloakRole, KeycloakUser> USERS =
            TYPE.collection("users", () -> KeycloakUser.TYPE, Verb.ASSIGNED, Direction.INCOMING);

    private KeycloakRole() {}
}
