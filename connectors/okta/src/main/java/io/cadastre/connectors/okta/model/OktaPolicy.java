package io.cadastre.connectors.okta.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A policy: about signing in, passwords, factors, enrolment or where people sign in. */
public final class OktaPolicy {
    public static final EntityType<OktaPolicy> TYPE = EntityType.<OktaPolicy>named("okta_policy")
            .classes(EntityClass.ACCESS_POLICY)
            .keyed("id");

    public static final Field<OktaPolicy, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<OktaPolicy, String> DESCRIPTION = TYPE.string("description");
    public static final Field<OktaPolicy, String> POLICY_TYPE = TYPE.string(
            "policyType",
            FieldOption.required(),
            FieldOption.described("OKTA_SIGN_ON, PASSWORD, MFA_ENROLL, ACCESS_POLICY, …"));
    public static final Field<OktaPolicy, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<OktaPolicy, Boolean> SYSTEM =
            TYPE.bool("system", FieldOption.described("Whether Okta made it, so that nobody can delete it."));
    public static final Field<OktaPolicy, Long> PRIORITY = TYPE.integer("priority");
    public static final Field<OktaPolicy, List<String>> GROUP_IDS = TYPE.strings("groupIds");
    public static final Field<OktaPolicy, Long> PASSWORD_MIN_LENGTH = TYPE.integer("passwordMinLength");
    public static final Field<OktaPolicy, Long> PASSWORD_MAX_AGE_DAYS =
            TYPE.integer("passwordMaxAgeDays", FieldOption.described("0: passwords do not expire."));
    public static final Field<OktaPolicy, Long> PASSWORD_HISTORY = TYPE.integer("passwordHistory");
    public static final Field<OktaPolicy, Long> LOCKOUT_ATTEMPTS =
            TYPE.integer("lockoutAttempts", FieldOption.described("0: nobody is locked out."));
    public static final Field<OktaPolicy, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<OktaPolicy, Instant> UPDATED_ON = TYPE.instant("updatedOn");

    public static final CollectionField<OktaPolicy, OktaPolicyRule> RULES =
            TYPE.collection("rules", () -> OktaPolicyRule.TYPE, Verb.HAS);
    /** To whom it applies. */
    public static final CollectionField<OktaPolicy, OktaGroup> GROUPS =
            TYPE.collection("groups", () -> OktaGroup.TYPE, Verb.RESTRICTS);

    private OktaPolicy() {}
}
