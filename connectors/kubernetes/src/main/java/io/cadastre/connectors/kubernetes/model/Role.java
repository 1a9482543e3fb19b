package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;
import java.util.Set;

/** A role of a namespace or of the whole cluster. */
public final class Role {
    public static final EntityType<Role> TYPE = EntityType.<Role>named("kubernetes_role")
            .classes(EntityClass.ACCESS_ROLE)
            .keyed("kind, namespace and name");

    public static final Common<Role> COMMON = Common.namespaced(TYPE);
    public static final Field<Role, String> KIND =
            TYPE.enumeration("kind", Set.of("Role", "ClusterRole"), FieldOption.required());
    public static final Field<Role, List<String>> RULES = TYPE.strings(
            "rules",
            FieldOption.described(
                    "Each as verbs resources, for example get,list pods,pods/log; with a group as deployments.apps."));
    public static final Field<Role, Boolean> WILDCARD =
            TYPE.bool("wildcard", FieldOption.described("It allows every verb on every resource."));
    public static final Field<Role, Boolean> SECRETS = TYPE.bool(
            "readsSecrets", FieldOption.described("It allows secrets to be read, all of its namespace or cluster."));

    private Role() {}
}
