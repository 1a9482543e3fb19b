package io.cadastre.connectors.conformance;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;

/** Something that a shop has. */
final class Thing {
    static final EntityType<Thing> TYPE =
            EntityType.<Thing>named("shop_thing").classes(EntityClass.DEVICE).keyed("id");
    static final Field<Thing, String> LABEL = TYPE.string("label");

    private Thing() {}
}
