package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.kubernetes.model.ConfigMap;
import io.cadastre.connectors.kubernetes.model.Container;
import io.cadastre.connectors.kubernetes.model.Namespace;
import io.cadastre.connectors.kubernetes.model.Node;
import io.cadastre.connectors.kubernetes.model.Pod;
import io.cadastre.connectors.kubernetes.model.Secret;
import io.cadastre.connectors.kubernetes.model.ServiceAccount;
import io.cadastre.connectors.kubernetes.model.Workload;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.Emitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Workloads, pods and their containers. */
final class WorkloadObjects {
    private static final Set<String> KINDS =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob");

    /** The digest of an image; without the at sign it may be an image's id at one machine. */
    private static final Pattern DIGEST = Pattern.compile("@(sha256:[0-9a-f]{64})$");

    private WorkloadObjects() {}

    private static EntityRef<Workload> workload(String kind, String key) {
        return Workload.TYPE.ref(kind + "/" + key);
    }

    static Kind.Mapping workloads(String kind) {
        return (emitter, object) -> workload(emitter, object, kind);
    }

    private static void workload(Emitter emitter, KubeObject object, String kind) throws ConnectorException.BadData {
        EntityRef<Workload> workload = workload(kind, object.key());
        Json spec = object.spec();
        Json job = kind.equals("CronJob") ? KubeObject.object(KubeObject.object(spec, "jobTemplate"), "spec") : spec;
        Json pod = KubeObject.object(KubeObject.object(job, "template"), "spec");
        Set<String> images = new TreeSet<>();
        for (Json container : KubeObject.elements(pod, "containers")) {
            KubeObject.text(container, "image").ifPresent(images::add);
        }
        emitter.emit(object.input(Workload.TYPE, Workload.COMMON, workload.key())
                .set(Workload.KIND, kind)
                .set(
                        Workload.REPLICAS,
                        spec.maybeInteger(kind.equals("Job") ? "parallelism" : "replicas")
                                .known())
                .set(Workload.SCHEDULE, KubeObject.text(spec, "schedule"))
                .set(Workload.SUSPENDED, KubeObject.flag(spec, "suspend"))
                .set(Workload.ACCOUNT, KubeObject.text(pod, "serviceAccountName"))
                .set(Workload.IMAGES, KubeObject.some(List.copyOf(images)))
                .build());
        object.namespace()
                .ifPresent(name -> emitter.emit(Namespace.WORKLOADS.between(Namespace.TYPE.ref(name), workload)));
        for (EntityRef<Workload> owner : owners(object)) {
            emitter.emit(Workload.WORKLOADS.between(owner, workload));
        }
    }

    private static List<EntityRef<Workload>> owners(KubeObject object) throws ConnectorException.BadData {
        List<EntityRef<Workload>> owners = new ArrayList<>();
        for (Json owner : object.owners()) {
            if (KINDS.contains(owner.text("kind"))) {
                owners.add(workload(owner.text("kind"), object.beside(owner.text("name"))));
            }
        }
        return owners;
    }

    static void pod(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<Pod> pod = Pod.TYPE.ref(object.key());
        Json spec = object.spec();
        Json status = object.status();
        List<String> addresses = new ArrayList<>();
        for (Json address : KubeObject.elements(status, "podIPs")) {
            addresses.add(address.text("ip"));
        }
        List<String> hostPaths = new ArrayList<>();
        for (Json volume : KubeObject.elements(spec, "volumes")) {
            KubeObject.text(KubeObject.object(volume, "hostPath"), "path").ifPresent(hostPaths::add);
        }
        emitter.emit(object.input(Pod.TYPE, Pod.COMMON, pod.key())
                .set(Pod.PHASE, KubeObject.text(status, "phase"))
                .set(Pod.ADDRESSES, KubeObject.some(addresses))
                .set(Pod.HOST_NETWORK, KubeObject.flag(spec, "hostNetwork").orElse(false))
                .set(Pod.HOST_PID, KubeObject.flag(spec, "hostPID").orElse(false))
                .set(Pod.HOST_IPC, KubeObject.flag(spec, "hostIPC").orElse(false))
                .set(Pod.HOST_PATHS, KubeObject.some(hostPaths))
                .set(Pod.TOKEN, KubeObject.flag(spec, "automountServiceAccountToken"))
                .build());
        object.namespace().ifPresent(name -> emitter.emit(Namespace.PODS.between(Namespace.TYPE.ref(name), pod)));
        KubeObject.text(spec, "nodeName").ifPresent(name -> emitter.emit(Node.PODS.between(Node.TYPE.ref(name), pod)));
        KubeObject.text(spec, "serviceAccountName")
                .ifPresent(
                        name -> emitter.emit(Pod.ACCOUNTS.between(pod, ServiceAccount.TYPE.ref(object.beside(name)))));
        for (EntityRef<Workload> owner : owners(object)) {
            emitter.emit(Workload.PODS.between(owner, pod));
        }
        Set<String> secrets = new TreeSet<>();
        Set<String> configMaps = new TreeSet<>();
        volumes(spec, secrets, configMaps);
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (Json container : KubeObject.elements(spec, list)) {
                container(emitter, object, container, list.equals("initContainers"));
                environment(container, secrets, configMaps);
            }
        }
        secrets.forEach(name -> emitter.emit(Pod.SECRETS.between(pod, Secret.TYPE.ref(object.beside(name)))));
        configMaps.forEach(name -> emitter.emit(Pod.CONFIG_MAPS.between(pod, ConfigMap.TYPE.ref(object.beside(name)))));
    }

    private static void volumes(Json spec, Set<String> secrets, Set<String> configMaps)
            throws ConnectorException.BadData {
        for (Json secret : KubeObject.elements(spec, "imagePullSecrets")) {
            KubeObject.text(secret, "name").ifPresent(secrets::add);
        }
        for (Json volume : KubeObject.elements(spec, "volumes")) {
            KubeObject.text(KubeObject.object(volume, "secret"), "secretName").ifPresent(secrets::add);
            KubeObject.text(KubeObject.object(volume, "configMap"), "name").ifPresent(configMaps::add);
            for (Json source : KubeObject.elements(KubeObject.object(volume, "projected"), "sources")) {
                KubeObject.text(KubeObject.object(source, "secret"), "name").ifPresent(secrets::add);
                KubeObject.text(KubeObject.object(source, "configMap"), "name").ifPresent(configMaps::add);
            }
        }
    }

    private static void environment(Json container, Set<String> secrets, Set<String> configMaps)
            throws ConnectorException.BadData {
        for (Json source : KubeObject.elements(container, "envFrom")) {
            KubeObject.text(KubeObject.object(source, "secretRef"), "name").ifPresent(secrets::add);
            KubeObject.text(KubeObject.object(source, "configMapRef"), "name").ifPresent(configMaps::add);
        }
        for (Json variable : KubeObject.elements(container, "env")) {
            Json from = KubeObject.object(variable, "valueFrom");
            KubeObject.text(KubeObject.object(from, "secretKeyRef"), "name").ifPresent(secrets::add);
            KubeObject.text(KubeObject.object(from, "configMapKeyRef"), "name").ifPresent(configMaps::add);
        }
    }

    private static void container(Emitter emitter, KubeObject pod, Json json, boolean init)
            throws ConnectorException.BadData {
        String name = json.text("name");
        EntityRef<Container> container = Container.TYPE.ref(pod.key() + "/" + name);
        Json ofPod = KubeObject.object(pod.spec(), "securityContext");
        Json security = KubeObject.object(json, "securityContext");
        Optional<String> digest = digest(pod, json, name);
        Optional<Boolean> nonRoot = KubeObject.flag(security, "runAsNonRoot");
        Optional<Long> user = security.maybeInteger("runAsUser").known();
        List<String> ports = new ArrayList<>();
        for (Json port : KubeObject.elements(json, "ports")) {
            ports.add(port.integer("containerPort") + "/"
                    + KubeObject.text(port, "protocol").orElse("TCP"));
        }
        emitter.emit(pod.input(Container.TYPE, Container.COMMON, container.key())
                .displayName(container.key())
                .set(Container.COMMON.name(), name)
                .set(Container.IMAGE, KubeObject.text(json, "image"))
                .set(Container.DIGEST, digest)
                .set(Container.INIT, init)
                .set(
                        Container.PRIVILEGED,
                        KubeObject.flag(security, "privileged").orElse(false))
                .set(Container.ESCALATION, KubeObject.flag(security, "allowPrivilegeEscalation"))
                .set(Container.NON_ROOT, nonRoot.isPresent() ? nonRoot : KubeObject.flag(ofPod, "runAsNonRoot"))
                .set(
                        Container.USER,
                        user.isPresent()
                                ? user
                                : ofPod.maybeInteger("runAsUser").known())
                .set(Container.READ_ONLY, KubeObject.flag(security, "readOnlyRootFilesystem"))
                .set(
                        Container.CAPABILITIES,
                        KubeObject.some(KubeObject.texts(KubeObject.object(security, "capabilities"), "add")))
                .set(Container.PORTS, KubeObject.some(ports))
                .build());
        emitter.emit(Pod.CONTAINERS.between(Pod.TYPE.ref(pod.key()), container));
        digest.ifPresent(value -> emitter.emit(Container.IMAGE_LINK.to(container, value)));
    }

    /** What runs, as the node says; of what did not run yet, what is asked for. */
    private static Optional<String> digest(KubeObject pod, Json container, String name)
            throws ConnectorException.BadData {
        for (String list : List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")) {
            for (Json status : KubeObject.elements(pod.status(), list)) {
                Optional<String> id = KubeObject.text(status, "imageID").flatMap(WorkloadObjects::digest);
                if (status.text("name").equals(name) && id.isPresent()) {
                    return id;
                }
            }
        }
        return KubeObject.text(container, "image").flatMap(WorkloadObjects::digest);
    }

    private static Optional<String> digest(String image) {
        return Optional.of(DIGEST.matcher(image)).filter(Matcher::find).map(found -> found.group(1));
    }
}
