package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;

/** A config map: that it is there, not what is in it. */
public final class ConfigMap {
    public static final EntityType<ConfigMap> TYPE = EntityType.<ConfigMap>named("kubernetes_config_map")
            .classes(EntityClass.CONFIGURATION)
            .keyed("namespace and name");

    public static final Common<ConfigMap> COMMON = Common.namespaced(TYPE);

    private ConfigMap() {}
}
