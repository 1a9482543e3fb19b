package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.util.Set;

/** Gives a role to somebody, in a namespace or in the whole cluster. */
public final class Binding {
    public static final EntityType<Binding> TYPE = EntityType.<Binding>named("kubernetes_role_binding")
            .classes(EntityClass.ACCESS_POLICY)
            .keyed("kind, namespace and name");

    public static final Common<Binding> COMMON = Common.namespaced(TYPE);
    public static final Field<Binding, String> KIND =
            TYPE.enumeration("kind", Set.of("RoleBinding", "ClusterRoleBinding"), FieldOption.required());
    public static final CollectionField<Binding, Role> ROLES = TYPE.collection("roles", () -> Role.TYPE, Verb.ASSIGNED);
    public static final CollectionField<Binding, ServiceAccount> ACCOUNTS =
            TYPE.collection("serviceAccounts", () -> ServiceAccount.TYPE, Verb.ALLOWS);
    public static final CollectionField<Binding, Subject> USERS =
            TYPE.collection("users", () -> Subject.TYPE, Verb.ALLOWS);
    public static final CollectionField<Binding, SubjectGroup> GROUPS =
            TYPE.collection("groups", () -> SubjectGroup.TYPE, Verb.ALLOWS);

    private Binding() {}
}
