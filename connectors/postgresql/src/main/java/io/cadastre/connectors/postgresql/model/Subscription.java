package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;

/** Changes that a database fetches from another server. How it connects there is not read: a password may be in it. */
public final class Subscription {
    public static final EntityType<Subscription> TYPE = EntityType.<Subscription>named("postgresql_subscription")
            .classes(EntityClass.CHANNEL)
            .keyed("oid");

    public static final Field<Subscription, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Subscription, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<Subscription, String> SLOT = TYPE.string("slotName");
    public static final Field<Subscription, List<String>> PUBLICATIONS = TYPE.strings("publicationNames");

    private Subscription() {}
}
