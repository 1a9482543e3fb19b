package io.cadastre.connectors.ldap.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A computer that has joined the domain, or a host of the directory (RFC 2307). */
public final class LdapComputer {
    public static final EntityType<LdapComputer> TYPE = EntityType.<LdapComputer>named("ldap_computer")
            .classes(EntityClass.HOST)
            .keyed("entryUUID or objectGUID");

    public static final Field<LdapComputer, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<LdapComputer, String> HOSTNAME = TYPE.string("hostname", FieldOption.indexed());
    public static final Field<LdapComputer, String> FQDN =
            TYPE.string("fqdn", FieldOption.indexed(), FieldOption.described("Active Directory only."));
    public static final Field<LdapComputer, String> OS_NAME =
            TYPE.string("osName", FieldOption.described("Active Directory only."));
    public static final Field<LdapComputer, String> OS_VERSION =
            TYPE.string("osVersion", FieldOption.described("Active Directory only."));
    public static final Field<LdapComputer, List<String>> PRIVATE_ADDRESSES = TYPE.strings("privateIpAddresses");
    public static final Field<LdapComputer, List<String>> PUBLIC_ADDRESSES = TYPE.strings("publicIpAddresses");
    public static final Field<LdapComputer, List<String>> MAC_ADDRESSES = TYPE.strings("macAddresses");
    public static final Field<LdapComputer, String> DESCRIPTION = TYPE.string("description");
    public static final Field<LdapComputer, String> DN =
            TYPE.string("dn", FieldOption.described("Distinguished name."));
    public static final Field<LdapComputer, String> SID =
            TYPE.string("sid", FieldOption.described("Active Directory only."));
    public static final Field<LdapComputer, Boolean> ACTIVE =
            TYPE.bool("active", FieldOption.described("Not disabled; Active Directory only."));
    public static final Field<LdapComputer, Boolean> CONTROLLER =
            TYPE.bool("domainController", FieldOption.described("Active Directory only."));
    public static final Field<LdapComputer, Boolean> DELEGATION = TYPE.bool(
            "trustedForDelegation",
            FieldOption.described("May act as whoever logs in to it, anywhere; Active Directory only."));
    public static final Field<LdapComputer, Instant> PASSWORD_CHANGED = TYPE.instant(
            "passwordChangedOn",
            FieldOption.described("Computers change theirs by themselves; an old one is a computer that is away."));
    public static final Field<LdapComputer, Instant> LAST_LOGIN = TYPE.instant("lastLoginOn");
    public static final Field<LdapComputer, Instant> CREATED = TYPE.instant("createdOn");
    public static final Field<LdapComputer, Instant> UPDATED = TYPE.instant("updatedOn");
    public static final Field<LdapComputer, String> CHANGE_NUMBER = TYPE.string(
            "changeNumber",
            FieldOption.described("Another one after each change of the entry: entryCSN, or uSNChanged with the"
                    + " database of the domain controller that counts."));

    public static final CollectionField<LdapComputer, LdapGroup> GROUPS =
            TYPE.collection("groups", () -> LdapGroup.TYPE, Verb.MEMBER_OF, LinkProperty.bool("primary"));

    private LdapComputer() {}
}
