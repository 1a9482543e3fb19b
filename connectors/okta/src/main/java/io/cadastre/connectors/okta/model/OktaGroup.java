package io.cadastre.connectors.okta.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** A group of users: Okta's own, or one that an application or a directory brings. */
public final class OktaGroup {
    public static final EntityType<OktaGroup> TYPE = EntityType.<OktaGroup>named("okta_group")
            .classes(EntityClass.USER_GROUP)
            .keyed("id");

    public static final Field<OktaGroup, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<OktaGroup, String> DESCRIPTION = TYPE.string("description");
    public static final Field<OktaGroup, String> GROUP_TYPE =
            TYPE.string("groupType", FieldOption.described("OKTA_GROUP, APP_GROUP or BUILT_IN."));
    public static final Field<OktaGroup, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<OktaGroup, Instant> UPDATED_ON = TYPE.instant("updatedOn");
    public static final Field<OktaGroup, Instant> MEMBERS_UPDATED_ON = TYPE.instant("membersUpdatedOn");

    public static final CollectionField<OktaGroup, OktaUser> MEMBERS =
            TYPE.collection("members", () -> OktaUser.TYPE, Verb.MEMBER_OF, Direction.INCOMING);
    public static final CollectionField<OktaGroup, OktaRole> ROLES =
            TYPE.collection("roles", () -> OktaRole.TYPE, Verb.ASSIGNED);

    private OktaGroup() {}
}
