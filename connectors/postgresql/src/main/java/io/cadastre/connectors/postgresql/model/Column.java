package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** A column of a table. */
public final class Column {
    public static final EntityType<Column> TYPE = EntityType.<Column>named("postgresql_column")
            .classes(EntityClass.DATA_OBJECT)
            .keyed("oids of database and table, number of the column");

    public static final Field<Column, String> NAME = TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<Column, String> DESCRIPTION = TYPE.string("description");
    public static final Field<Column, Long> POSITION = TYPE.integer("position", FieldOption.required());
    public static final Field<Column, String> DATA_TYPE = TYPE.string("dataType", FieldOption.required());
    public static final Field<Column, Boolean> NULLABLE = TYPE.bool("nullable");
    public static final Field<Column, Boolean> PRIMARY_KEY = TYPE.bool("primaryKey");
    public static final Field<Column, Boolean> GENERATED =
            TYPE.bool("generated", FieldOption.described("Computed from other columns, or numbered by the server."));

    private Column() {}
}
