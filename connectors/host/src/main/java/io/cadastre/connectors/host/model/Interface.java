package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A network interface. */
public final class Interface {
    public static final EntityType<Interface> TYPE = EntityType.<Interface>named("host_network_interface")
            .classes(EntityClass.NETWORK_INTERFACE)
            .keyed("interface name");

    public static final Field<Interface, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Interface, String> MAC = TYPE.string("macAddress");
    public static final Field<Interface, Long> MTU = TYPE.integer("mtu", FieldOption.described("Bytes."));
    public static final Field<Interface, Boolean> UP = TYPE.bool("up");
    public static final Field<Interface, Boolean> LOOPBACK = TYPE.bool("loopback");

    public static final CollectionField<Interface, Address> ADDRESSES =
            TYPE.collection("addresses", () -> Address.TYPE, Verb.HAS);

    private Interface() {}
}
