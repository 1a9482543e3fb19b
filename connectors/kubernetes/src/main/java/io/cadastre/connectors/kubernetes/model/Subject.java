package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** A user whom a binding names. Kubernetes has no list of users. */
public final class Subject {
    public static final EntityType<Subject> TYPE = EntityType.<Subject>named("kubernetes_user")
            .classes(EntityClass.USER)
            .keyed("name");

    public static final Field<Subject, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Subject, String> USERNAME = TYPE.string("username", FieldOption.indexed());

    private Subject() {}
}
