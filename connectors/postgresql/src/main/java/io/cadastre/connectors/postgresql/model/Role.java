package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Verb;

/** Who owns things and is granted things: a login, a group, or all ({@code PUBLIC}). */
public final class Role {
    public static final EntityType<Role> TYPE = EntityType.<Role>named("postgresql_role")
            .classes(EntityClass.ACCESS_ROLE)
            .keyed("oid; 0 for PUBLIC");

    /** The key of {@code PUBLIC}, of which every role is a member, also those to come. */
    public static final String PUBLIC_KEY = "0";

    public static final Field<Role, String> NAME = TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<Role, String> DESCRIPTION = TYPE.string("description");
    public static final Field<Role, Boolean> LOGIN =
            TYPE.bool("login", FieldOption.described("May log in; there is a user for it then."));
    public static final Field<Role, Boolean> ADMIN =
            TYPE.bool("admin", FieldOption.described("Superuser: no check of permissions holds it."));
    public static final Field<Role, Boolean> CREATES_ROLES = TYPE.bool("createsRoles");
    public static final Field<Role, Boolean> CREATES_DATABASES = TYPE.bool("createsDatabases");
    public static final Field<Role, Boolean> REPLICATION = TYPE.bool("replication");
    public static final Field<Role, Boolean> BYPASSES_ROW_SECURITY = TYPE.bool("bypassesRowSecurity");
    public static final Field<Role, Boolean> INHERITS = TYPE.bool(
            "inherits",
            FieldOption.described("Has the rights of the roles it is a member of without asking for them."));
    public static final Field<Role, Boolean> PREDEFINED =
            TYPE.bool("predefined", FieldOption.described("Comes with PostgreSQL."));

    public static final CollectionField<Role, Role> MEMBER_OF =
            TYPE.collection("memberOf", () -> Role.TYPE, Verb.MEMBER_OF, LinkProperty.bool("admin"));
    public static final CollectionField<Role, Database> DATABASES =
            TYPE.collection("ownedDatabases", () -> Database.TYPE, Verb.OWNS);
    public static final CollectionField<Role, Namespace> SCHEMAS =
            TYPE.collection("ownedSchemas", () -> Namespace.TYPE, Verb.OWNS);
    public static final CollectionField<Role, Table> TABLES =
            TYPE.collection("ownedTables", () -> Table.TYPE, Verb.OWNS);
    public static final CollectionField<Role, Extension> EXTENSIONS =
            TYPE.collection("ownedExtensions", () -> Extension.TYPE, Verb.OWNS);
    public static final CollectionField<Role, ForeignServer> FOREIGN_SERVERS =
            TYPE.collection("ownedForeignServers", () -> ForeignServer.TYPE, Verb.OWNS);
    public static final CollectionField<Role, Publication> PUBLICATIONS =
            TYPE.collection("ownedPublications", () -> Publication.TYPE, Verb.OWNS);
    public static final CollectionField<Role, Subscription> SUBSCRIPTIONS =
            TYPE.collection("ownedSubscriptions", () -> Subscription.TYPE, Verb.OWNS);
    public static final CollectionField<Role, Database> ALLOWED_DATABASES = TYPE.collection(
            "allowedDatabases",
            () -> Database.TYPE,
            Verb.ALLOWS,
            LinkProperty.string("privileges"),
            LinkProperty.string("grantable"));
    public static final CollectionField<Role, Namespace> ALLOWED_SCHEMAS = TYPE.collection(
            "allowedSchemas",
            () -> Namespace.TYPE,
            Verb.ALLOWS,
            LinkProperty.string("privileges"),
            LinkProperty.string("grantable"));

    /** A grant on single columns has a relationship for each, with its name. */
    public static final CollectionField<Role, Table> ALLOWED_TABLES = TYPE.collection(
            "allowedTables",
            () -> Table.TYPE,
            Verb.ALLOWS,
            LinkProperty.string("privileges"),
            LinkProperty.string("grantable"),
            LinkProperty.string("column"));

    public static final CollectionField<Role, ForeignServer> ALLOWED_FOREIGN_SERVERS = TYPE.collection(
            "allowedForeignServers",
            () -> ForeignServer.TYPE,
            Verb.ALLOWS,
            LinkProperty.string("privileges"),
            LinkProperty.string("grantable"));

    /** Has a user mapping: logs in there as somebody. */
    public static final CollectionField<Role, ForeignServer> MAPPED_FOREIGN_SERVERS =
            TYPE.collection("mappedForeignServers", () -> ForeignServer.TYPE, Verb.USES);

    public static final CollectionField<Role, RowPolicy> POLICIES =
            TYPE.collection("policies", () -> RowPolicy.TYPE, Verb.ASSIGNED);

    private Role() {}
}
