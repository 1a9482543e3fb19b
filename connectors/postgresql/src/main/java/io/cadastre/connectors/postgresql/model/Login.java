package io.cadastre.connectors.postgresql.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.Set;

/** A role that may log in, as a user. Its password is never read, and neither is its hash. */
public final class Login {
    public static final EntityType<Login> TYPE =
            EntityType.<Login>named("postgresql_user").classes(EntityClass.USER).keyed("oid of the role");

    public static final Field<Login, String> USERNAME =
            TYPE.string("username", FieldOption.required(), FieldOption.indexed());
    public static final Field<Login, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Login, Boolean> ACTIVE =
            TYPE.bool("active", FieldOption.described("May have at least one connection."));
    public static final Field<Login, Boolean> ADMIN = TYPE.bool("admin", FieldOption.described("Superuser."));
    public static final Field<Login, Instant> EXPIRES = TYPE.instant(
            "expiresOn", FieldOption.described("From then on its password is refused; other ways to log in are not."));
    public static final Field<Login, Long> CONNECTION_LIMIT =
            TYPE.integer("connectionLimit", FieldOption.described("Absent where there is none."));
    public static final Field<Login, String> PASSWORD_KIND = TYPE.enumeration(
            "passwordKind",
            Set.of("none", "md5", "scram-sha-256", "other"),
            FieldOption.described("How its password is kept; known only to superusers."));

    public static final RefField<Login, Role> ROLE =
            TYPE.ref("role", () -> Role.TYPE, Verb.ASSIGNED, Direction.OUTGOING);

    private Login() {}
}
