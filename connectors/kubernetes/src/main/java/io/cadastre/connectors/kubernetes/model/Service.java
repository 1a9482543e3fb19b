package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** A service. */
public final class Service {
    public static final EntityType<Service> TYPE = EntityType.<Service>named("kubernetes_service")
            .classes(EntityClass.SERVICE)
            .keyed("namespace and name");

    public static final Common<Service> COMMON = Common.namespaced(TYPE);
    public static final Field<Service, String> SERVICE_TYPE = TYPE.string("serviceType");
    public static final Field<Service, List<String>> PRIVATE_ADDRESSES = TYPE.strings("privateIpAddresses");
    public static final Field<Service, List<String>> EXTERNAL = TYPE.strings(
            "externalAddresses", FieldOption.described("Addresses and names of its load balancer, and external IPs."));
    public static final Field<Service, String> EXTERNAL_NAME = TYPE.string("externalName");
    public static final Field<Service, List<String>> PORTS =
            TYPE.strings("ports", FieldOption.described("Each as 80/TCP, or 80:30080/TCP on the nodes."));
    public static final Field<Service, List<String>> SELECTOR =
            TYPE.strings("selector", FieldOption.described("Each as key=value."));
    public static final CollectionField<Service, Pod> PODS = TYPE.collection("pods", () -> Pod.TYPE, Verb.CONNECTS);

    private Service() {}
}
