package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** Tables whose changes others may subscribe to. */
public final class Publication {
    public static final EntityType<Publication> TYPE = EntityType.<Publication>named("postgresql_publication")
            .classes(EntityClass.CHANNEL)
            .keyed("oids of database and publication");

    public static final Field<Publication, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Publication, Boolean> ALL_TABLES =
            TYPE.bool("allTables", FieldOption.described("Also those to come."));
    public static final Field<Publication, List<String>> OPERATIONS = TYPE.strings("operations");

    public static final CollectionField<Publication, Table> TABLES =
            TYPE.collection("tables", () -> Table.TYPE, Verb.PUBLISHED);

    private Publication() {}
}
