package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;

/** A kind of object that somebody added to the API. */
public final class CustomResource {
    public static final EntityType<CustomResource> TYPE = EntityType.<CustomResource>named("kubernetes_custom_resource")
            .classes(EntityClass.MODEL)
            .keyed("name");

    public static final Common<CustomResource> COMMON = Common.of(TYPE);
    public static final Field<CustomResource, String> GROUP = TYPE.string("group");
    public static final Field<CustomResource, String> KIND = TYPE.string("kind");
    public static final Field<CustomResource, String> SCOPE = TYPE.string("scope");
    public static final Field<CustomResource, List<String>> VERSIONS =
            TYPE.strings("versions", FieldOption.described("Those served."));

    private CustomResource() {}
}
