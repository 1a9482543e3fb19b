package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.kubernetes.model.Cluster;
import io.cadastre.connectors.kubernetes.model.ConfigMap;
import io.cadastre.connectors.kubernetes.model.CustomResource;
import io.cadastre.connectors.kubernetes.model.Namespace;
import io.cadastre.connectors.kubernetes.model.Node;
import io.cadastre.connectors.kubernetes.model.Secret;
import io.cadastre.connectors.kubernetes.model.Volume;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.Emitter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What belongs to the whole cluster, and what namespaces keep. */
final class ClusterObjects {
    private static final String ENFORCED = "pod-security.kubernetes.io/enforce";
    private static final Pattern QUANTITY = Pattern.compile("([0-9]*\\.?[0-9]+(?:[eE][0-9]+)?)([KMGTPE]i|[kMGTPE])?");
    private static final String UNITS = "KMGTPE";

    private ClusterObjects() {}

    static void node(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<Node> node = Node.TYPE.ref(object.key());
        Json spec = object.spec();
        Json info = KubeObject.object(object.status(), "nodeInfo");
        List<String> hostnames = addresses(object, "Hostname");
        List<String> taints = new ArrayList<>();
        for (Json taint : KubeObject.elements(spec, "taints")) {
            taints.add(taint.text("key")
                    + KubeObject.text(taint, "value").map(text -> "=" + text).orElse("") + ":"
                    + taint.text("effect"));
        }
        emitter.emit(object.input(Node.TYPE, Node.COMMON, node.key())
                .set(Node.HOSTNAME, hostnames.stream().findFirst())
                .set(Node.OS_NAME, KubeObject.text(info, "osImage"))
                .set(Node.OPERATING_SYSTEM, KubeObject.text(info, "operatingSystem"))
                .set(Node.KERNEL, KubeObject.text(info, "kernelVersion"))
                .set(Node.ARCHITECTURE, KubeObject.text(info, "architecture"))
                .set(Node.KUBELET, KubeObject.text(info, "kubeletVersion"))
                .set(Node.RUNTIME, KubeObject.text(info, "containerRuntimeVersion"))
                .set(Node.PROVIDER_ID, KubeObject.text(spec, "providerID"))
                .set(Node.PRIVATE_ADDRESSES, KubeObject.some(addresses(object, "InternalIP")))
                .set(Node.PUBLIC_ADDRESSES, KubeObject.some(addresses(object, "ExternalIP")))
                .set(Node.SCHEDULABLE, !KubeObject.flag(spec, "unschedulable").orElse(false))
                .set(Node.READY, ready(object))
                .set(Node.TAINTS, KubeObject.some(taints))
                .build());
        emitter.emit(Cluster.NODES.between(Kinds.CLUSTER, node));
        hostnames.stream().findFirst().ifPresent(name -> emitter.emit(Node.HOST.to(node, name)));
    }

    private static List<String> addresses(KubeObject node, String type) throws ConnectorException.BadData {
        List<String> addresses = new ArrayList<>();
        for (Json address : KubeObject.elements(node.status(), "addresses")) {
            if (address.text("type").equals(type)) {
                addresses.add(address.text("address"));
            }
        }
        return addresses;
    }

    /** Absent where the cluster does not know. */
    private static Optional<Boolean> ready(KubeObject node) throws ConnectorException.BadData {
        for (Json condition : KubeObject.elements(node.status(), "conditions")) {
            if (condition.text("type").equals("Ready")
                    && !condition.text("status").equals("Unknown")) {
                return Optional.of(condition.text("status").equals("True"));
            }
        }
        return Optional.empty();
    }

    static void namespace(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<Namespace> namespace = Namespace.TYPE.ref(object.key());
        emitter.emit(object.input(Namespace.TYPE, Namespace.COMMON, namespace.key())
                .set(Namespace.PHASE, KubeObject.text(object.status(), "phase"))
                .set(
                        Namespace.POD_SECURITY,
                        KubeObject.text(KubeObject.object(object.json().get("metadata"), "labels"), ENFORCED))
                .build());
        emitter.emit(Cluster.NAMESPACES.between(Kinds.CLUSTER, namespace));
    }

    static void secret(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<Secret> secret = Secret.TYPE.ref(object.key());
        emitter.emit(object.input(Secret.TYPE, Secret.COMMON, secret.key())
                .set(Secret.SECRET_TYPE, object.json().text("type"))
                .build());
        object.namespace().ifPresent(name -> emitter.emit(Namespace.SECRETS.between(Namespace.TYPE.ref(name), secret)));
    }

    static void configMap(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<ConfigMap> map = ConfigMap.TYPE.ref(object.key());
        emitter.emit(object.input(ConfigMap.TYPE, ConfigMap.COMMON, map.key()).build());
        object.namespace()
                .ifPresent(name -> emitter.emit(Namespace.CONFIG_MAPS.between(Namespace.TYPE.ref(name), map)));
    }

    static void volume(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<Volume> volume = Volume.TYPE.ref(object.key());
        Json spec = object.spec();
        Json driver = KubeObject.object(spec, "csi");
        Json claim = KubeObject.object(spec, "claimRef");
        Optional<String> claimed = KubeObject.text(claim, "name");
        emitter.emit(object.input(Volume.TYPE, Volume.COMMON, volume.key())
                .set(
                        Volume.SIZE,
                        KubeObject.text(KubeObject.object(spec, "capacity"), "storage")
                                .flatMap(ClusterObjects::bytes))
                .set(Volume.PHASE, KubeObject.text(object.status(), "phase"))
                .set(Volume.STORAGE_CLASS, KubeObject.text(spec, "storageClassName"))
                .set(Volume.RECLAIM, KubeObject.text(spec, "persistentVolumeReclaimPolicy"))
                .set(Volume.MODES, KubeObject.some(KubeObject.texts(spec, "accessModes")))
                .set(Volume.DRIVER, KubeObject.text(driver, "driver"))
                .set(Volume.HANDLE, KubeObject.text(driver, "volumeHandle"))
                .set(
                        Volume.CLAIM,
                        KubeObject.text(claim, "namespace").flatMap(name -> claimed.map(other -> name + "/" + other)))
                .set(Volume.HOST_PATH, KubeObject.text(KubeObject.object(spec, "hostPath"), "path"))
                .build());
        emitter.emit(Cluster.VOLUMES.between(Kinds.CLUSTER, volume));
    }

    /** A quantity as Kubernetes writes it: 10Gi, 1.5G, 1e9. */
    static Optional<Long> bytes(String quantity) {
        Matcher parts = QUANTITY.matcher(quantity);
        if (!parts.matches()) {
            return Optional.empty();
        }
        BigDecimal bytes = new BigDecimal(parts.group(1));
        String unit = Optional.ofNullable(parts.group(2)).orElse("");
        if (!unit.isEmpty()) {
            int power = UNITS.indexOf(Character.toUpperCase(unit.charAt(0))) + 1;
            bytes = bytes.multiply(
                    BigDecimal.valueOf(unit.endsWith("i") ? 1024 : 1000).pow(power));
        }
        return Optional.of(bytes.setScale(0, RoundingMode.CEILING))
                .filter(whole -> whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
                .map(BigDecimal::longValue);
    }

    static void customResource(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<CustomResource> resource = CustomResource.TYPE.ref(object.key());
        Json spec = object.spec();
        List<String> versions = new ArrayList<>();
        for (Json version : KubeObject.elements(spec, "versions")) {
            if (version.bool("served")) {
                versions.add(version.text("name"));
            }
        }
        emitter.emit(object.input(CustomResource.TYPE, CustomResource.COMMON, resource.key())
                .set(CustomResource.GROUP, KubeObject.text(spec, "group"))
                .set(CustomResource.KIND, KubeObject.text(KubeObject.object(spec, "names"), "kind"))
                .set(CustomResource.SCOPE, KubeObject.text(spec, "scope"))
                .set(CustomResource.VERSIONS, KubeObject.some(versions))
                .build());
        emitter.emit(Cluster.RESOURCES.between(Kinds.CLUSTER, resource));
    }
}
