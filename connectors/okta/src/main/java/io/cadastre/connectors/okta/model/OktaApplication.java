package io.cadastre.connectors.okta.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** An application that people reach through Okta. */
public final class OktaApplication {
    public static final EntityType<OktaApplication> TYPE = EntityType.<OktaApplication>named("okta_application")
            .classes(EntityClass.APPLICATION)
            .keyed("id");

    /** Whether somebody was assigned by name or by a group. */
    public static final LinkProperty<String> SCOPE = LinkProperty.string("scope");
    /** What somebody is called in the application. */
    public static final LinkProperty<String> USERNAME = LinkProperty.string("username");

    public static final Field<OktaApplication, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<OktaApplication, String> INTEGRATION =
            TYPE.string("integration", FieldOption.described("Of what kind it is, in the words of Okta's catalogue."));
    public static final Field<OktaApplication, Boolean> ACTIVE = TYPE.bool("active");
    public static final Field<OktaApplication, String> SIGN_ON_MODE = TYPE.string("signOnMode");
    public static final Field<OktaApplication, List<String>> FEATURES =
            TYPE.strings("features", FieldOption.described("What of provisioning is switched on."));
    public static final Field<OktaApplication, List<String>> REDIRECT_URIS = TYPE.strings("redirectUris");
    public static final Field<OktaApplication, List<String>> GRANT_TYPES = TYPE.strings("grantTypes");
    public static final Field<OktaApplication, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<OktaApplication, Instant> UPDATED_ON = TYPE.instant("updatedOn");

    public static final CollectionField<OktaApplication, OktaUser> USERS =
            TYPE.collection("users", () -> OktaUser.TYPE, Verb.ASSIGNED, Direction.INCOMING, SCOPE, USERNAME);
    public static final CollectionField<OktaApplication, OktaGroup> GROUPS =
            TYPE.collection("groups", () -> OktaGroup.TYPE, Verb.ASSIGNED, Direction.INCOMING);
    /** The policy by which people sign in to it. */
    public static final RefField<OktaApplication, OktaPolicy> POLICY =
            TYPE.ref("policy", () -> OktaPolicy.TYPE, Verb.PROTECTS, Direction.INCOMING);

    private OktaApplication() {}
}
