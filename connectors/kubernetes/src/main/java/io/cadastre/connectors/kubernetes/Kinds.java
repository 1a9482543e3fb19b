package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.kubernetes.Kind.Form;
import io.cadastre.connectors.kubernetes.model.Binding;
import io.cadastre.connectors.kubernetes.model.Cluster;
import io.cadastre.connectors.kubernetes.model.ConfigMap;
import io.cadastre.connectors.kubernetes.model.Container;
import io.cadastre.connectors.kubernetes.model.CustomResource;
import io.cadastre.connectors.kubernetes.model.Ingress;
import io.cadastre.connectors.kubernetes.model.Namespace;
import io.cadastre.connectors.kubernetes.model.NetworkPolicy;
import io.cadastre.connectors.kubernetes.model.Node;
import io.cadastre.connectors.kubernetes.model.Pod;
import io.cadastre.connectors.kubernetes.model.Role;
import io.cadastre.connectors.kubernetes.model.Secret;
import io.cadastre.connectors.kubernetes.model.Service;
import io.cadastre.connectors.kubernetes.model.ServiceAccount;
import io.cadastre.connectors.kubernetes.model.Subject;
import io.cadastre.connectors.kubernetes.model.SubjectGroup;
import io.cadastre.connectors.kubernetes.model.Volume;
import io.cadastre.connectors.kubernetes.model.Workload;
import io.cadastre.spi.model.EntityRef;
import java.util.List;

/** What is listed. */
final class Kinds {
    static final EntityRef<Cluster> CLUSTER = Cluster.TYPE.ref("cluster");

    private static final List<String> V1 = List.of("v1");
    private static final List<String> V1_OR_BETA = List.of("v1", "v1beta1");
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String NETWORKING = "networking.k8s.io";

    static final List<Kind> ALL = List.of(
            Kind.core("nodes", ClusterObjects::node, Node.TYPE, Cluster.NODES, Node.HOST),
            Kind.core("namespaces", ClusterObjects::namespace, Namespace.TYPE, Cluster.NAMESPACES),
            workloads("deployments", "apps", V1, "Deployment"),
            workloads("statefulsets", "apps", V1, "StatefulSet"),
            workloads("daemonsets", "apps", V1, "DaemonSet"),
            workloads("replicasets", "apps", V1, "ReplicaSet"),
            workloads("jobs", "batch", V1, "Job"),
            workloads("cronjobs", "batch", V1_OR_BETA, "CronJob"),
            Kind.core(
                    "pods",
                    WorkloadObjects::pod,
                    Pod.TYPE,
                    Container.TYPE,
                    Namespace.PODS,
                    Node.PODS,
                    Workload.PODS,
                    Pod.CONTAINERS,
                    Pod.ACCOUNTS,
                    Pod.SECRETS,
                    Pod.CONFIG_MAPS,
                    Container.IMAGE_LINK),
            Kind.core("services", NetworkObjects::service, Service.TYPE, Namespace.SERVICES),
            Kind.of("endpointslices", "discovery.k8s.io", V1_OR_BETA, NetworkObjects::endpoints, Service.PODS),
            Kind.of(
                    "ingresses",
                    NETWORKING,
                    V1,
                    NetworkObjects::ingress,
                    Ingress.TYPE,
                    Namespace.INGRESSES,
                    Ingress.SERVICES,
                    Ingress.SECRETS),
            Kind.of("networkpolicies", NETWORKING, V1, NetworkObjects::policy, NetworkPolicy.TYPE, Namespace.POLICIES),
            Kind.core("serviceaccounts", AccessObjects::serviceAccount, ServiceAccount.TYPE, Namespace.ACCOUNTS),
            Kind.of("roles", RBAC, V1, AccessObjects.roles("Role"), Role.TYPE, Namespace.ROLES),
            Kind.of("clusterroles", RBAC, V1, AccessObjects.roles("ClusterRole"), Role.TYPE, Cluster.ROLES),
            bindings("rolebindings", "RoleBinding", true),
            bindings("clusterrolebindings", "ClusterRoleBinding", false),
            Kind.core("secrets", ClusterObjects::secret, Secret.TYPE, Namespace.SECRETS)
                    .as(Form.TABLE),
            Kind.core("configmaps", ClusterObjects::configMap, ConfigMap.TYPE, Namespace.CONFIG_MAPS)
                    .as(Form.METADATA),
            Kind.core("persistentvolumes", ClusterObjects::volume, Volume.TYPE, Cluster.VOLUMES),
            Kind.of(
                    "customresourcedefinitions",
                    "apiextensions.k8s.io",
                    V1,
                    ClusterObjects::customResource,
                    CustomResource.TYPE,
                    Cluster.RESOURCES));

    private Kinds() {}

    private static Kind workloads(String plural, String group, List<String> versions, String kind) {
        return Kind.of(
                plural,
                group,
                versions,
                WorkloadObjects.workloads(kind),
                Workload.TYPE,
                Namespace.WORKLOADS,
                Workload.WORKLOADS);
    }

    private static Kind bindings(String plural, String kind, boolean namespaced) {
        return Kind.of(
                plural,
                RBAC,
                V1,
                AccessObjects.bindings(kind),
                Binding.TYPE,
                namespaced ? Namespace.BINDINGS : Cluster.BINDINGS,
                Binding.ROLES,
                Binding.ACCOUNTS,
                Binding.USERS,
                Binding.GROUPS,
                Subject.TYPE,
                SubjectGroup.TYPE);
    }
}
