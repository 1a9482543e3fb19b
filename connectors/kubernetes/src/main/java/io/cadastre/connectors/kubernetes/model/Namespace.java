package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A namespace, with what is in it. */
public final class Namespace {
    public static final EntityType<Namespace> TYPE = EntityType.<Namespace>named("kubernetes_namespace")
            .classes(EntityClass.GROUP)
            .keyed("name");

    public static final Common<Namespace> COMMON = Common.of(TYPE);
    public static final Field<Namespace, String> PHASE = TYPE.string("phase");
    public static final Field<Namespace, String> POD_SECURITY = TYPE.string(
            "podSecurity", FieldOption.described("The pod security standard that is enforced; from its label."));
    public static final CollectionField<Namespace, Workload> WORKLOADS =
            TYPE.collection("workloads", () -> Workload.TYPE, Verb.CONTAINS);
    public static final CollectionField<Namespace, Pod> PODS = TYPE.collection("pods", () -> Pod.TYPE, Verb.CONTAINS);
    public static final CollectionField<Namespace, Service> SERVICES =
            TYPE.collection("services", () -> Service.TYPE, Verb.CONTAINS);
    public static final CollectionField<Namespace, Ingress> INGRESSES =
            TYPE.collection("ingresses", () -> Ingress.TYPE, Verb.CONTAINS);
    public static final CollectionField<Namespace, ServiceAccount> ACCOUNTS =
            TYPE.collection("serviceAccounts", () -> ServiceAccount.TYPE, Verb.CONTAINS);
    public static final CollectionField<Namespace, Role> ROLES =
            TYPE.collection("roles", () -> Role.TYPE, Verb.CONTAINS);
    public static final CollectionField<Namespace, Binding> BINDINGS =
            TYPE.collection("bindings", () -> Binding.TYPE, Verb.CONTAINS);
    public static final CollectionField<Namespace, NetworkPolicy> POLICIES =
            TYPE.collection("networkPolicies", () -> NetworkPolicy.TYPE, Verb.CONTAINS);
    public static final CollectionField<Namespace, Secret> SECRETS =
            TYPE.collection("secrets", () -> Secret.TYPE, Verb.CONTAINS);
    public static final CollectionField<Namespace, ConfigMap> CONFIG_MAPS =
            TYPE.collection("configMaps", () -> ConfigMap.TYPE, Verb.CONTAINS);

    private Namespace() {}
}
