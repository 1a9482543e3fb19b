package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** An IP address of an interface. */
public final class Address {
    public static final EntityType<Address> TYPE = EntityType.<Address>named("host_ip_address")
            .classes(EntityClass.IP_ADDRESS)
            .keyed("interface name and address");

    public static final Field<Address, String> ADDRESS =
            TYPE.string("address", FieldOption.required(), FieldOption.indexed());
    public static final Field<Address, Long> VERSION = TYPE.integer("ipVersion", FieldOption.described("4 or 6."));
    public static final Field<Address, Long> PREFIX = TYPE.integer("prefixLength");
    public static final Field<Address, Boolean> PUBLIC =
            TYPE.bool("public", FieldOption.described("Not private, not loopback, not link-local."));

    private Address() {}

    /** The same address may be on several interfaces, for example a link-local one. */
    public static String key(String interfaceName, String address) {
        return interfaceName + " " + address;
    }
}
