package io.cadastre.connectors.okta.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** An organisation; where collecting begins. */
public final class OktaOrganization {
    public static final EntityType<OktaOrganization> TYPE = EntityType.<OktaOrganization>named("okta_organization")
            .classes(EntityClass.ACCOUNT, EntityClass.ORGANIZATION)
            .keyed("id");

    public static final Field<OktaOrganization, String> URL = TYPE.string("url", FieldOption.indexed());
    public static final Field<OktaOrganization, String> PIPELINE =
            TYPE.string("pipeline", FieldOption.described("idx: Identity Engine; v1: Classic Engine."));
    public static final Field<OktaOrganization, String> NAME = TYPE.string("name");
    public static final Field<OktaOrganization, String> SUBDOMAIN = TYPE.string("subdomain");
    public static final Field<OktaOrganization, String> STATUS = TYPE.string("status");
    public static final Field<OktaOrganization, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<OktaOrganization, Instant> UPDATED_ON = TYPE.instant("updatedOn");
    public static final Field<OktaOrganization, Instant> EXPIRES_ON = TYPE.instant("expiresOn");

    /** All but the deactivated ones. */
    public static final CollectionField<OktaOrganization, OktaUser> USERS =
            TYPE.collection("users", () -> OktaUser.TYPE, Verb.HAS);
    /** Those whom Okta no longer lists among its users. */
    public static final CollectionField<OktaOrganization, OktaUser> DEACTIVATED_USERS =
            TYPE.collection("deactivatedUsers", () -> OktaUser.TYPE, Verb.HAS);

    public static final CollectionField<OktaOrganization, OktaGroup> GROUPS =
            TYPE.collection("groups", () -> OktaGroup.TYPE, Verb.HAS);
    public static final CollectionField<OktaOrganization, OktaApplication> APPLICATIONS =
            TYPE.collection("applications", () -> OktaApplication.TYPE, Verb.HAS);
    public static final CollectionField<OktaOrganization, OktaPolicy> POLICIES =
            TYPE.collection("policies", () -> OktaPolicy.TYPE, Verb.HAS);

    private OktaOrganization() {}
}
