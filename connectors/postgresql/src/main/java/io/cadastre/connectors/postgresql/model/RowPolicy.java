package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.util.Set;

/** A policy of row security. Its expressions are not kept: values may be in them. */
public final class RowPolicy {
    public static final EntityType<RowPolicy> TYPE = EntityType.<RowPolicy>named("postgresql_policy")
            .classes(EntityClass.ACCESS_POLICY)
            .keyed("oids of database and policy");

    public static final Field<RowPolicy, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<RowPolicy, String> COMMAND =
            TYPE.enumeration("command", Set.of("ALL", "SELECT", "INSERT", "UPDATE", "DELETE"), FieldOption.required());
    public static final Field<RowPolicy, Boolean> PERMISSIVE = TYPE.bool(
            "permissive", FieldOption.described("One of several is enough; of restrictive ones all must hold."));

    public static final RefField<RowPolicy, Table> TABLE =
            TYPE.ref("table", () -> Table.TYPE, Verb.PROTECTS, Direction.OUTGOING);

    private RowPolicy() {}
}
