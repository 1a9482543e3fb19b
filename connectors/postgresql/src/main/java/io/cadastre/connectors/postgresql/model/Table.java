package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.util.Set;

/** What has rows: a table, view or foreign table. What is in it is never read. */
public final class Table {
    public static final EntityType<Table> TYPE = EntityType.<Table>named("postgresql_table")
            .classes(EntityClass.DATA_TABLE)
            .keyed("oids of database and table");

    public static final Field<Table, String> NAME = TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<Table, String> SCHEMA = TYPE.string("schema", FieldOption.required());
    public static final Field<Table, String> DESCRIPTION = TYPE.string("description");
    public static final Field<Table, String> KIND = TYPE.enumeration(
            "kind",
            Set.of("table", "partitioned table", "view", "materialized view", "foreign table"),
            FieldOption.required());
    public static final Field<Table, Boolean> PARTITION =
            TYPE.bool("partition", FieldOption.described("Is a part of a partitioned table."));
    public static final Field<Table, Boolean> UNLOGGED =
            TYPE.bool("unlogged", FieldOption.described("Is lost in a crash and not replicated."));
    public static final Field<Table, Boolean> ROW_SECURITY = TYPE.bool(
            "rowSecurity",
            FieldOption.described("Policies say which rows somebody sees; without it they have no effect."));
    public static final Field<Table, Boolean> ROW_SECURITY_FORCED =
            TYPE.bool("rowSecurityForced", FieldOption.described("They hold for the owner, too."));
    public static final Field<Table, Boolean> SECURITY_INVOKER = TYPE.bool(
            "securityInvoker",
            FieldOption.described("A view that reads with the rights of whoever asks, not of its owner."));
    public static final Field<Table, Long> SIZE =
            TYPE.integer("sizeBytes", FieldOption.described("With its indexes; only if sizes are asked for."));

    /** Kept only if columns are asked for. */
    public static final CollectionField<Table, Column> COLUMNS =
            TYPE.collection("columns", () -> Column.TYPE, Verb.HAS);

    /** What a view reads. */
    public static final CollectionField<Table, Table> USES = TYPE.collection("uses", () -> Table.TYPE, Verb.USES);

    public static final RefField<Table, ForeignServer> FOREIGN_SERVER =
            TYPE.ref("foreignServer", () -> ForeignServer.TYPE, Verb.USES, Direction.OUTGOING);

    private Table() {}
}
