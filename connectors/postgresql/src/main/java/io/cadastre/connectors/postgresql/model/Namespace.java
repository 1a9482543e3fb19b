package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A schema: what tables are in. */
public final class Namespace {
    public static final EntityType<Namespace> TYPE = EntityType.<Namespace>named("postgresql_schema")
            .classes(EntityClass.DATA_COLLECTION)
            .keyed("oids of database and schema");

    public static final Field<Namespace, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<Namespace, String> DESCRIPTION = TYPE.string("description");

    public static final CollectionField<Namespace, Table> TABLES =
            TYPE.collection("tables", () -> Table.TYPE, Verb.HAS);

    private Namespace() {}
}
