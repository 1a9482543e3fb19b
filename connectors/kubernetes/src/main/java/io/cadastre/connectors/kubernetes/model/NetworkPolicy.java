package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;

/** Who may talk to some pods, and to whom they may. */
public final class NetworkPolicy {
    public static final EntityType<NetworkPolicy> TYPE = EntityType.<NetworkPolicy>named("kubernetes_network_policy")
            .classes(EntityClass.FIREWALL)
            .keyed("namespace and name");

    public static final Common<NetworkPolicy> COMMON = Common.namespaced(TYPE);
    public static final Field<NetworkPolicy, List<String>> TYPES = TYPE.strings("policyTypes");
    public static final Field<NetworkPolicy, List<String>> SELECTOR =
            TYPE.strings("selector", FieldOption.described("The pods that it is about, each as key=value."));
    public static final Field<NetworkPolicy, Boolean> ALL =
            TYPE.bool("allPods", FieldOption.described("It is about all pods of its namespace."));
    public static final Field<NetworkPolicy, Long> INGRESS = TYPE.integer(
            "ingressRules", FieldOption.described("None, with the type Ingress, means that nobody may talk to them."));
    public static final Field<NetworkPolicy, Long> EGRESS = TYPE.integer("egressRules");

    private NetworkPolicy() {}
}
