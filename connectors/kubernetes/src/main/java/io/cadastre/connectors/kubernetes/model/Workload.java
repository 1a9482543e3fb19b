package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.util.List;
import java.util.Set;

/** What keeps pods going: a deployment, stateful set, daemon set, replica set, job or cron job. */
public final class Workload {
    public static final EntityType<Workload> TYPE = EntityType.<Workload>named("kubernetes_workload")
            .classes(EntityClass.DEPLOYMENT)
            .keyed("kind, namespace and name");

    public static final Common<Workload> COMMON = Common.namespaced(TYPE);
    public static final Field<Workload, String> KIND = TYPE.enumeration(
            "kind",
            Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"),
            FieldOption.required(),
            FieldOption.indexed());
    public static final Field<Workload, Long> REPLICAS =
            TYPE.integer("replicas", FieldOption.described("How many pods are wanted."));
    public static final Field<Workload, String> SCHEDULE = TYPE.string("schedule");
    public static final Field<Workload, Boolean> SUSPENDED = TYPE.bool("suspended");
    public static final Field<Workload, String> ACCOUNT = TYPE.string("serviceAccount");
    public static final Field<Workload, List<String>> IMAGES =
            TYPE.strings("images", FieldOption.described("Of its containers."));
    public static final CollectionField<Workload, Workload> WORKLOADS =
            TYPE.collection("workloads", () -> Workload.TYPE, Verb.MANAGES);
    public static final CollectionField<Workload, Pod> PODS = TYPE.collection("pods", () -> Pod.TYPE, Verb.MANAGES);

    private Workload() {}
}
