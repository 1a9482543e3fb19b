package io.cadastre.connectors.okta.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;

/** A rule of a policy; the first that fits decides. */
public final class OktaPolicyRule {
    public static final EntityType<OktaPolicyRule> TYPE = EntityType.<OktaPolicyRule>named("okta_policy_rule")
            .classes(EntityClass.RULE)
            .keyed("id");

    public static final Field<OktaPolicyRule, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<OktaPolicyRule, String> RULE_TYPE = TYPE.string("ruleType");
    public static final Field<OktaPolicyRule, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<OktaPolicyRule, Boolean> SYSTEM = TYPE.bool("system");
    public static final Field<OktaPolicyRule, Long> PRIORITY = TYPE.integer("priority");
    public static final Field<OktaPolicyRule, String> ACCESS =
            TYPE.string("access", FieldOption.described("ALLOW or DENY, where the rule is about signing in."));
    public static final Field<OktaPolicyRule, Boolean> REQUIRES_MFA = TYPE.bool(
            "requiresMfa", FieldOption.described("Whether who signs in by this rule needs more than one factor."));
    public static final Field<OktaPolicyRule, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<OktaPolicyRule, Instant> UPDATED_ON = TYPE.instant("updatedOn");

    private OktaPolicyRule() {}
}
