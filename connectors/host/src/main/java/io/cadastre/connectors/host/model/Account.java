package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** A local user. Password hashes are never kept. */
public final class Account {
    public static final EntityType<Account> TYPE =
            EntityType.<Account>named("host_user").classes(EntityClass.USER).keyed("user name");

    public static final Field<Account, String> USERNAME =
            TYPE.string("username", FieldOption.required(), FieldOption.indexed());
    public static final Field<Account, Long> UID = TYPE.integer("uid", FieldOption.required());
    public static final Field<Account, String> FULL_NAME = TYPE.string("name");
    public static final Field<Account, String> HOME = TYPE.string("homeDirectory");
    public static final Field<Account, String> SHELL = TYPE.string("shell");
    public static final Field<Account, Boolean> ACTIVE =
            TYPE.bool("active", FieldOption.described("Has a shell that lets somebody log in."));
    public static final Field<Account, Boolean> LOCKED =
            TYPE.bool("passwordLocked", FieldOption.described("No password opens it; known only to root."));
    public static final Field<Account, Instant> CHANGED = TYPE.instant(
            "passwordChangedOn", FieldOption.described("The beginning of the day, in UTC; known only to root."));

    public static final CollectionField<Account, AccountGroup> GROUPS =
            TYPE.collection("groups", () -> AccountGroup.TYPE, Verb.MEMBER_OF, LinkProperty.bool("primary"));
    public static final CollectionField<Account, RunningProcess> PROCESSES =
            TYPE.collection("processes", () -> RunningProcess.TYPE, Verb.OWNS);

    private Account() {}
}
