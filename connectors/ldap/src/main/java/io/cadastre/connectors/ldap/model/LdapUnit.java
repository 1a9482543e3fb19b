package io.cadastre.connectors.ldap.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** An organisational unit. It contains what is below it with no other unit in between. */
public final class LdapUnit {
    public static final EntityType<LdapUnit> TYPE = EntityType.<LdapUnit>named("ldap_organizational_unit")
            .classes(EntityClass.GROUP)
            .keyed("entryUUID or objectGUID");

    public static final Field<LdapUnit, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<LdapUnit, String> DESCRIPTION = TYPE.string("description");
    public static final Field<LdapUnit, String> DN = TYPE.string("dn", FieldOption.described("Distinguished name."));
    public static final Field<LdapUnit, Instant> CREATED = TYPE.instant("createdOn");
    public static final Field<LdapUnit, Instant> UPDATED = TYPE.instant("updatedOn");
    public static final Field<LdapUnit, String> CHANGE_NUMBER = TYPE.string(
            "changeNumber",
            FieldOption.described("Another one after each change of the entry: entryCSN, or uSNChanged with the"
                    + " database of the domain controller that counts."));

    public static final CollectionField<LdapUnit, LdapUnit> UNITS =
            TYPE.collection("units", () -> LdapUnit.TYPE, Verb.CONTAINS);
    public static final CollectionField<LdapUnit, LdapUser> USERS =
            TYPE.collection("users", () -> LdapUser.TYPE, Verb.CONTAINS);
    public static final CollectionField<LdapUnit, LdapGroup> GROUPS =
            TYPE.collection("groups", () -> LdapGroup.TYPE, Verb.CONTAINS);
    public static final CollectionField<LdapUnit, LdapComputer> COMPUTERS =
            TYPE.collection("computers", () -> LdapComputer.TYPE, Verb.CONTAINS);

    private LdapUnit() {}
}
