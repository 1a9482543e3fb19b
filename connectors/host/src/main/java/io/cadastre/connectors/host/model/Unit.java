package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.Set;

/** A systemd unit that somebody installed: a service, socket or timer. */
public final class Unit {
    public static final EntityType<Unit> TYPE =
            EntityType.<Unit>named("host_service").classes(EntityClass.SERVICE).keyed("unit name");

    public static final Field<Unit, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Unit, String> DESCRIPTION = TYPE.string("description");
    public static final Field<Unit, String> KIND =
            TYPE.enumeration("unitType", Set.of("service", "socket", "timer"), FieldOption.required());
    public static final Field<Unit, String> FILE = TYPE.string("unitFile");
    public static final Field<Unit, Boolean> ENABLED =
            TYPE.bool("enabled", FieldOption.described("Some target or unit wants or requires it at boot."));
    public static final Field<Unit, String> COMMAND =
            TYPE.string("command", FieldOption.described("What a service starts; secrets are masked."));
    public static final Field<Unit, String> USERNAME = TYPE.string("username");

    private Unit() {}
}
