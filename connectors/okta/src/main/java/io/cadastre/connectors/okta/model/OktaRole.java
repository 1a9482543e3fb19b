package io.cadastre.connectors.okta.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** An administrator's role that somebody or some group has. */
public final class OktaRole {
    public static final EntityType<OktaRole> TYPE = EntityType.<OktaRole>named("okta_role")
            .classes(EntityClass.ACCESS_ROLE)
            .keyed("type, of a custom role its id");

    public static final Field<OktaRole, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<OktaRole, String> ROLE_TYPE =
            TYPE.string("roleType", FieldOption.required(), FieldOption.described("SUPER_ADMIN, ORG_ADMIN, CUSTOM, …"));

    private OktaRole() {}
}
