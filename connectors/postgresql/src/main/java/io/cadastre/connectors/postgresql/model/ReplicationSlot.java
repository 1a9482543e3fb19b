package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.util.Set;

/** What the server keeps changes for until somebody fetched them. */
public final class ReplicationSlot {
    public static final EntityType<ReplicationSlot> TYPE = EntityType.<ReplicationSlot>named(
                    "postgresql_replication_slot")
            .classes(EntityClass.QUEUE)
            .keyed("name");

    public static final Field<ReplicationSlot, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<ReplicationSlot, String> KIND =
            TYPE.enumeration("kind", Set.of("physical", "logical"), FieldOption.required());
    public static final Field<ReplicationSlot, String> PLUGIN = TYPE.string("plugin");
    public static final Field<ReplicationSlot, Boolean> ACTIVE =
            TYPE.bool("active", FieldOption.described("Somebody is fetching."));

    /** Of a logical slot. */
    public static final RefField<ReplicationSlot, Database> DATABASE =
            TYPE.ref("database", () -> Database.TYPE, Verb.READS, Direction.OUTGOING);

    private ReplicationSlot() {}
}
