package io.cadastre.connectors.ldap.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** A directory, or the part of it below the base that is read. */
public final class LdapDirectory {
    public static final EntityType<LdapDirectory> TYPE = EntityType.<LdapDirectory>named("ldap_directory")
            .classes(EntityClass.DIRECTORY)
            .keyed("entryUUID or objectGUID of the base entry");

    public static final Field<LdapDirectory, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.described("The distinguished name of the base."));
    public static final Field<LdapDirectory, String> SID =
            TYPE.string("sid", FieldOption.described("The domain's; Active Directory only."));
    public static final Field<LdapDirectory, Instant> CREATED = TYPE.instant("createdOn");

    public static final CollectionField<LdapDirectory, LdapUnit> UNITS =
            TYPE.collection("units", () -> LdapUnit.TYPE, Verb.CONTAINS);
    public static final CollectionField<LdapDirectory, LdapUser> USERS =
            TYPE.collection("users", () -> LdapUser.TYPE, Verb.CONTAINS);
    public static final CollectionField<LdapDirectory, LdapGroup> GROUPS =
            TYPE.collection("groups", () -> LdapGroup.TYPE, Verb.CONTAINS);
    public static final CollectionField<LdapDirectory, LdapComputer> COMPUTERS =
            TYPE.collection("computers", () -> LdapComputer.TYPE, Verb.CONTAINS);

    private LdapDirectory() {}
}
