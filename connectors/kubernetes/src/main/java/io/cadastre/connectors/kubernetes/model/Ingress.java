package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** A way into the cluster. */
public final class Ingress {
    public static final EntityType<Ingress> TYPE = EntityType.<Ingress>named("kubernetes_ingress")
            .classes(EntityClass.GATEWAY)
            .keyed("namespace and name");

    public static final Common<Ingress> COMMON = Common.namespaced(TYPE);
    public static final Field<Ingress, String> INGRESS_CLASS = TYPE.string("ingressClass");
    public static final Field<Ingress, List<String>> HOSTS =
            TYPE.strings("hosts", FieldOption.described("None means every host."));
    public static final Field<Ingress, List<String>> TLS_HOSTS = TYPE.strings("tlsHosts");
    public static final Field<Ingress, List<String>> EXTERNAL = TYPE.strings("externalAddresses");
    public static final CollectionField<Ingress, Service> SERVICES =
            TYPE.collection("services", () -> Service.TYPE, Verb.CONNECTS);
    public static final CollectionField<Ingress, Secret> SECRETS =
            TYPE.collection("secrets", () -> Secret.TYPE, Verb.USES);

    private Ingress() {}
}
