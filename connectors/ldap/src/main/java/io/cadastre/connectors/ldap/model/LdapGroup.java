package io.cadastre.connectors.ldap.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** A group of people, computers and groups. */
public final class LdapGroup {
    public static final EntityType<LdapGroup> TYPE = EntityType.<LdapGroup>named("ldap_group")
            .classes(EntityClass.USER_GROUP)
            .keyed("entryUUID or objectGUID");

    public static final Field<LdapGroup, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<LdapGroup, String> DESCRIPTION = TYPE.string("description");
    public static final Field<LdapGroup, String> DN = TYPE.string("dn", FieldOption.described("Distinguished name."));
    public static final Field<LdapGroup, Long> GID =
            TYPE.integer("gid", FieldOption.described("The number of a POSIX group."));
    public static final Field<LdapGroup, String> SID =
            TYPE.string("sid", FieldOption.described("Active Directory only."));
    public static final Field<LdapGroup, Boolean> SECURITY = TYPE.bool(
            "securityEnabled",
            FieldOption.described(
                    "Whether access can be granted to it, rather than mail sent; Active Directory only."));
    public static final Field<LdapGroup, String> SCOPE = TYPE.string(
            "groupScope", FieldOption.described("global, domain-local or universal; Active Directory only."));
    public static final Field<LdapGroup, Instant> CREATED = TYPE.instant("createdOn");
    public static final Field<LdapGroup, Instant> UPDATED = TYPE.instant("updatedOn");
    public static final Field<LdapGroup, String> CHANGE_NUMBER = TYPE.string(
            "changeNumber",
            FieldOption.described("Another one after each change of the entry: entryCSN, or uSNChanged with the"
                    + " database of the domain controller that counts."));

    public static final CollectionField<LdapGroup, LdapGroup> GROUPS =
            TYPE.collection("groups", () -> LdapGroup.TYPE, Verb.MEMBER_OF);

    private LdapGroup() {}
}
