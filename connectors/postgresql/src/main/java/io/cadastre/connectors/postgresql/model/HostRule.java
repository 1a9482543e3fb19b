package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;

/** A line of pg_hba.conf: who may connect from where, and how they prove who they are. The first one that fits decides. */
public final class HostRule {
    public static final EntityType<HostRule> TYPE = EntityType.<HostRule>named("postgresql_host_rule")
            .classes(EntityClass.FIREWALL_RULE)
            .keyed("connection type, databases, users, address and method");

    public static final Field<HostRule, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<HostRule, Long> POSITION = TYPE.integer(
            "position", FieldOption.required(), FieldOption.described("Its place among the rules, from 1."));
    public static final Field<HostRule, String> CONNECTION = TYPE.string(
            "connectionType",
            FieldOption.required(),
            FieldOption.described("local, host, hostssl, hostnossl, hostgssenc or hostnogssenc."));
    public static final Field<HostRule, List<String>> DATABASES = TYPE.strings("databaseNames");
    public static final Field<HostRule, List<String>> USERS = TYPE.strings("roleNames");
    public static final Field<HostRule, String> ADDRESS = TYPE.string("address");
    public static final Field<HostRule, String> NETMASK = TYPE.string("netmask");
    public static final Field<HostRule, String> METHOD = TYPE.string("method", FieldOption.required());
    public static final Field<HostRule, List<String>> OPTIONS =
            TYPE.strings("optionNames", FieldOption.described("Without their values: secrets may be in them."));
    public static final Field<HostRule, Boolean> PUBLIC =
            TYPE.bool("public", FieldOption.described("Fits every address."));
    public static final Field<HostRule, Boolean> ENCRYPTED =
            TYPE.bool("encrypted", FieldOption.described("Fits encrypted connections only."));

    private HostRule() {}
}
