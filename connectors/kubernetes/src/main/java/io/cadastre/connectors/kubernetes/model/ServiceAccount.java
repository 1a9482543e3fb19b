package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** An account that pods have. */
public final class ServiceAccount {
    public static final EntityType<ServiceAccount> TYPE = EntityType.<ServiceAccount>named("kubernetes_service_account")
            .classes(EntityClass.USER)
            .keyed("namespace and name");

    public static final Common<ServiceAccount> COMMON = Common.namespaced(TYPE);
    public static final Field<ServiceAccount, String> USERNAME = TYPE.string(
            "username", FieldOption.indexed(), FieldOption.described("As bindings and audit logs have it."));
    public static final Field<ServiceAccount, Boolean> TOKEN = TYPE.bool(
            "mountsToken",
            FieldOption.described("Pods get its token unless they say otherwise; absent means that they do."));

    private ServiceAccount() {}
}
