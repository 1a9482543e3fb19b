package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** A database cluster in the words of PostgreSQL: one server process with its databases and roles. */
public final class Server {
    public static final EntityType<Server> TYPE = EntityType.<Server>named("postgresql_server")
            .classes(EntityClass.CLUSTER, EntityClass.SERVICE)
            .keyed("the system identifier of the cluster");

    public static final Field<Server, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Server, String> VERSION = TYPE.string("version", FieldOption.required());
    public static final Field<Server, Long> VERSION_NUMBER = TYPE.integer(
            "versionNumber", FieldOption.described("The version as one number, for comparisons: 150018 is 15.18."));
    public static final Field<Server, String> HOSTNAME =
            TYPE.string("hostname", FieldOption.indexed(), FieldOption.described("Where it was asked."));
    public static final Field<Server, Long> PORT = TYPE.integer("port");
    public static final Field<Server, List<String>> LISTEN_ADDRESSES = TYPE.strings("listenAddresses");
    public static final Field<Server, Boolean> TLS = TYPE.bool("tls", FieldOption.described("Offers TLS."));
    public static final Field<Server, String> PASSWORD_ENCRYPTION =
            TYPE.string("passwordEncryption", FieldOption.described("How new passwords are kept."));
    public static final Field<Server, Boolean> DATA_CHECKSUMS = TYPE.bool("dataChecksums");
    public static final Field<Server, Boolean> REPLICA =
            TYPE.bool("replica", FieldOption.described("Follows another server and takes no writes."));
    public static final Field<Server, String> WAL_LEVEL = TYPE.string("walLevel");
    public static final Field<Server, Long> MAX_CONNECTIONS = TYPE.integer("maxConnections");

    /** The machine it runs on, by the name under which it was asked; one of the two is filled. */
    public static final MatchField<Server> HOST =
            TYPE.match("host", Match.on(EntityClass.HOST, "hostname"), Verb.RUNS, Direction.INCOMING);

    public static final MatchField<Server> HOST_BY_FQDN =
            TYPE.match("hostByFqdn", Match.on(EntityClass.HOST, "fqdn").inEach(), Verb.RUNS, Direction.INCOMING);
    public static final CollectionField<Server, Database> DATABASES =
            TYPE.collection("databases", () -> Database.TYPE, Verb.HAS);
    public static final CollectionField<Server, Role> ROLES = TYPE.collection("roles", () -> Role.TYPE, Verb.HAS);
    public static final CollectionField<Server, Login> USERS = TYPE.collection("users", () -> Login.TYPE, Verb.HAS);
    public static final CollectionField<Server, HostRule> HOST_RULES =
            TYPE.collection("hostRules", () -> HostRule.TYPE, Verb.HAS);
    public static final CollectionField<Server, ReplicationSlot> SLOTS =
            TYPE.collection("replicationSlots", () -> ReplicationSlot.TYPE, Verb.HAS);

    private Server() {}
}
