package io.cadastre.connectors.keycloak.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;

/** A group. Its roles are also those of whoever is in a group below it. */
public final class KeycloakGroup {
    public static final EntityType<KeycloakGroup> TYPE = EntityType.<KeycloakGroup>named("keycloak_group")
            .classes(EntityClass.USER_GROUP)
            .keyed("id");

    public static final Field<KeycloakGroup, String> REALM = TYPE.string("realm", FieldOption.required());
    public static final Field<KeycloakGroup, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<KeycloakGroup, String> PATH =
            TYPE.string("path", FieldOption.described("The names from the top down to this one."));
    public static final Field<KeycloakGroup, String> DESCRIPTION = TYPE.string("description");

    public static final RefField<KeycloakGroup, KeycloakGroup> PARENT =
            TYPE.ref("parent", () -> KeycloakGroup.TYPE, Verb.HAS, Direction.INCOMING);
    /** Those who are in this very group. */
    public static final CollectionField<KeycloakGroup, KeycloakUser> MEMBERS =
            TYPE.collection("members", () -> KeycloakUser.TYPE, Verb.MEMBER_OF, Direction.INCOMING);

    public static final CollectionField<KeycloakGroup, KeycloakRole> ROLES =
            TYPE.collection("roles", () -> KeycloakRole.TYPE, Verb.ASSIGNED);

    private KeycloakGroup() {}
}
