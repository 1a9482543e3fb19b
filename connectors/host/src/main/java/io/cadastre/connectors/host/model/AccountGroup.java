package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** A local group. */
public final class AccountGroup {
    public static final EntityType<AccountGroup> TYPE = EntityType.<AccountGroup>named("host_group")
            .classes(EntityClass.USER_GROUP)
            .keyed("group name");

    public static final Field<AccountGroup, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AccountGroup, Long> GID = TYPE.integer("gid", FieldOption.required());

    private AccountGroup() {}
}
