package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A cluster: what one API server serves. */
public final class Cluster {
    public static final EntityType<Cluster> TYPE = EntityType.<Cluster>named("kubernetes_cluster")
            .classes(EntityClass.CLUSTER)
            .keyed("nothing: an installation has one");

    public static final Field<Cluster, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<Cluster, String> URL = TYPE.string("url");
    public static final Field<Cluster, String> VERSION = TYPE.string("version");
    public static final Field<Cluster, String> PLATFORM = TYPE.string("platform");
    public static final CollectionField<Cluster, Node> NODES = TYPE.collection("nodes", () -> Node.TYPE, Verb.HAS);
    public static final CollectionField<Cluster, Namespace> NAMESPACES =
            TYPE.collection("namespaces", () -> Namespace.TYPE, Verb.HAS);
    public static final CollectionField<Cluster, Volume> VOLUMES =
            TYPE.collection("volumes", () -> Volume.TYPE, Verb.HAS);
    public static final CollectionField<Cluster, CustomResource> RESOURCES =
            TYPE.collection("customResources", () -> CustomResource.TYPE, Verb.HAS);
    public static final CollectionField<Cluster, Role> ROLES = TYPE.collection("roles", () -> Role.TYPE, Verb.HAS);
    public static final CollectionField<Cluster, Binding> BINDINGS =
            TYPE.collection("bindings", () -> Binding.TYPE, Verb.HAS);

    private Cluster() {}
}
