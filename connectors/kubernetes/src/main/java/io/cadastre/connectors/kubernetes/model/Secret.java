package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** A secret: that it is there, never what is in it. */
public final class Secret {
    public static final EntityType<Secret> TYPE = EntityType.<Secret>named("kubernetes_secret")
            .classes(EntityClass.SECRET)
            .keyed("namespace and name");

    public static final Common<Secret> COMMON = Common.namespaced(TYPE);
    public static final Field<Secret, String> SECRET_TYPE = TYPE.string("secretType", FieldOption.indexed());

    private Secret() {}
}
