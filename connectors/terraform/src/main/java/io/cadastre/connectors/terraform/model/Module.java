package io.cadastre.connectors.terraform.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** An instance of a module that has resources in a state, itself or further in. */
public final class Module {
    public static final EntityType<Module> TYPE = EntityType.<Module>named("terraform_module")
            .classes(EntityClass.MODULE)
            .keyed("the state's lineage and the module's address");

    public static final Field<Module, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Module, String> ADDRESS =
            TYPE.string("address", FieldOption.required(), FieldOption.indexed());

    public static final CollectionField<Module, Module> MODULES =
            TYPE.collection("modules", () -> Module.TYPE, Verb.CONTAINS);
    public static final CollectionField<Module, Resource> RESOURCES =
            TYPE.collection("resources", () -> Resource.TYPE, Verb.CONTAINS);

    private Module() {}
}
