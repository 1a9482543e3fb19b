package io.cadastre.connectors.terraform.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A state: what one workspace of a configuration manages. */
public final class State {
    public static final EntityType<State> TYPE = EntityType.<State>named("terraform_state")
            .classes(EntityClass.CONFIGURATION)
            .keyed("lineage, which Terraform gives a state when it makes it");

    public static final Field<State, String> NAME = TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<State, String> LOCATION =
            TYPE.string("location", FieldOption.required(), FieldOption.described("The file or the address."));
    public static final Field<State, Long> SERIAL =
            TYPE.integer("serial", FieldOption.described("How often it was written."));
    public static final Field<State, String> TERRAFORM_VERSION =
            TYPE.string("terraformVersion", FieldOption.described("What wrote it last."));

    public static final CollectionField<State, Module> MODULES =
            TYPE.collection("modules", () -> Module.TYPE, Verb.CONTAINS);
    public static final CollectionField<State, Resource> RESOURCES =
            TYPE.collection("resources", () -> Resource.TYPE, Verb.CONTAINS);
    public static final CollectionField<State, Provider> PROVIDERS =
            TYPE.collection("providers", () -> Provider.TYPE, Verb.USES);

    private State() {}
}
