package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** A group that a binding names. Kubernetes does not know who is in it. */
public final class SubjectGroup {
    public static final EntityType<SubjectGroup> TYPE = EntityType.<SubjectGroup>named("kubernetes_group")
            .classes(EntityClass.USER_GROUP)
            .keyed("name");

    public static final Field<SubjectGroup, String> NAME = TYPE.string("name", FieldOption.required());

    private SubjectGroup() {}
}
