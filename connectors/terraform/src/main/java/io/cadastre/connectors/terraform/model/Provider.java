package io.cadastre.connectors.terraform.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A provider that a state needs. A state does not tell which version of it. */
public final class Provider {
    public static final EntityType<Provider> TYPE = EntityType.<Provider>named("terraform_provider")
            .classes(EntityClass.CODE_MODULE)
            .keyed("the state's lineage and the provider's source address");

    public static final Field<Provider, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Provider, String> SOURCE = TYPE.string(
            "sourceAddress",
            FieldOption.required(),
            FieldOption.indexed(),
            FieldOption.described("As in registry.terraform.io/hashicorp/aws."));

    public static final CollectionField<Provider, Resource> RESOURCES =
            TYPE.collection("resources", () -> Resource.TYPE, Verb.MANAGES);

    private Provider() {}
}
