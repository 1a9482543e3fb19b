package io.cadastre.connectors.keycloak.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** Something that a realm can make users do at their next log-in. */
public final class KeycloakRequiredAction {
    public static final EntityType<KeycloakRequiredAction> TYPE = EntityType.<KeycloakRequiredAction>named(
                    "keycloak_required_action")
            .classes(EntityClass.RULE)
            .keyed("id of the realm:alias");

    public static final Field<KeycloakRequiredAction, String> REALM = TYPE.string("realm", FieldOption.required());
    public static final Field<KeycloakRequiredAction, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<KeycloakRequiredAction, String> ALIAS = TYPE.string(
            "alias", FieldOption.required(), FieldOption.described("What users' requiredActions name it by."));
    public static final Field<KeycloakRequiredAction, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<KeycloakRequiredAction, Boolean> DEFAULT_ACTION =
            TYPE.bool("defaultAction", FieldOption.described("Whether every new user must do it."));

    private KeycloakRequiredAction() {}
}
