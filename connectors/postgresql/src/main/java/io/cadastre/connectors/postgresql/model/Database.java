package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A database of a server. */
public final class Database {
    public static final EntityType<Database> TYPE = EntityType.<Database>named("postgresql_database")
            .classes(EntityClass.DATABASE)
            .keyed("oid");

    public static final Field<Database, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<Database, String> DESCRIPTION = TYPE.string("description");
    public static final Field<Database, String> ENGINE = TYPE.string("engine", FieldOption.required());
    public static final Field<Database, String> VERSION = TYPE.string("version", FieldOption.required());
    public static final Field<Database, String> ENCODING = TYPE.string("encoding");
    public static final Field<Database, String> COLLATION = TYPE.string("collation");
    public static final Field<Database, Boolean> TEMPLATE = TYPE.bool("template");
    public static final Field<Database, Boolean> ALLOWS_CONNECTIONS = TYPE.bool("allowsConnections");
    public static final Field<Database, Long> CONNECTION_LIMIT =
            TYPE.integer("connectionLimit", FieldOption.described("Absent where there is none."));
    public static final Field<Database, Long> SIZE =
            TYPE.integer("sizeBytes", FieldOption.described("Only if sizes are asked for."));

    public static final CollectionField<Database, Namespace> SCHEMAS =
            TYPE.collection("schemas", () -> Namespace.TYPE, Verb.HAS);
    public static final CollectionField<Database, Extension> EXTENSIONS =
            TYPE.collection("extensions", () -> Extension.TYPE, Verb.INSTALLED);
    public static final CollectionField<Database, ForeignServer> FOREIGN_SERVERS =
            TYPE.collection("foreignServers", () -> ForeignServer.TYPE, Verb.CONNECTS);
    public static final CollectionField<Database, Publication> PUBLICATIONS =
            TYPE.collection("publications", () -> Publication.TYPE, Verb.HAS);
    public static final CollectionField<Database, Subscription> SUBSCRIPTIONS =
            TYPE.collection("subscriptions", () -> Subscription.TYPE, Verb.HAS);

    private Database() {}
}
