package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.util.Set;

/** A socket that waits for others: TCP that listens, UDP that is bound. */
public final class Port {
    public static final EntityType<Port> TYPE = EntityType.<Port>named("host_port")
            .classes(EntityClass.NETWORK_ENDPOINT)
            .keyed("protocol, address and port");

    public static final Field<Port, String> PROTOCOL =
            TYPE.enumeration("protocol", Set.of("tcp", "udp"), FieldOption.required());
    public static final Field<Port, String> ADDRESS = TYPE.string("address", FieldOption.required());
    public static final Field<Port, Long> PORT = TYPE.integer("port", FieldOption.required(), FieldOption.indexed());
    public static final Field<Port, Boolean> PUBLIC = TYPE.bool(
            "public", FieldOption.described("Bound to an address that other machines may reach: not loopback."));

    /** The addresses it is bound to by name; one that is bound to all of them (0.0.0.0, ::) has none of these. */
    public static final CollectionField<Port, Address> ADDRESSES =
            TYPE.collection("addresses", () -> Address.TYPE, Verb.USES);

    private Port() {}
}
