package io.cadastre.connectors.okta.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;

/** A factor that a user enrolled. Telephone numbers and devices' names are not kept. */
public final class OktaFactor {
    public static final EntityType<OktaFactor> TYPE =
            EntityType.<OktaFactor>named("okta_factor").classes(EntityClass.KEY).keyed("id");

    public static final Field<OktaFactor, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<OktaFactor, String> FACTOR_TYPE = TYPE.string(
            "factorType", FieldOption.required(), FieldOption.described("push, sms, token:software:totp, webauthn, …"));
    public static final Field<OktaFactor, String> PROVIDER = TYPE.string("provider");
    public static final Field<OktaFactor, String> STATUS = TYPE.string("status");
    public static final Field<OktaFactor, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<OktaFactor, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<OktaFactor, Instant> UPDATED_ON = TYPE.instant("updatedOn");

    private OktaFactor() {}
}
