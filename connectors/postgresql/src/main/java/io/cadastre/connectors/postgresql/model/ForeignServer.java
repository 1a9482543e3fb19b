package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** Another server that a database reads from. Of its options only the address is kept, and nothing of user mappings. */
public final class ForeignServer {
    public static final EntityType<ForeignServer> TYPE = EntityType.<ForeignServer>named("postgresql_foreign_server")
            .classes(EntityClass.NETWORK_ENDPOINT)
            .keyed("oids of database and foreign server");

    public static final Field<ForeignServer, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<ForeignServer, String> DESCRIPTION = TYPE.string("description");
    public static final Field<ForeignServer, String> WRAPPER = TYPE.string("wrapper", FieldOption.required());
    public static final Field<ForeignServer, String> HOSTNAME = TYPE.string("hostname", FieldOption.indexed());
    public static final Field<ForeignServer, Long> PORT = TYPE.integer("port");
    public static final Field<ForeignServer, String> DATABASE = TYPE.string("databaseName");

    private ForeignServer() {}
}
