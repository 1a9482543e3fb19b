package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** An extension that is installed in a database. */
public final class Extension {
    public static final EntityType<Extension> TYPE = EntityType.<Extension>named("postgresql_extension")
            .classes(EntityClass.PACKAGE)
            .keyed("oids of database and extension");

    public static final Field<Extension, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<Extension, String> VERSION = TYPE.string("version", FieldOption.required());
    public static final Field<Extension, String> AVAILABLE_VERSION = TYPE.string(
            "availableVersion",
            FieldOption.described("What the server's files would update it to; absent if they are gone."));
    public static final Field<Extension, String> SCHEMA = TYPE.string("schema");

    private Extension() {}
}
