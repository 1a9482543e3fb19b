package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.kubernetes.model.Ingress;
import io.cadastre.connectors.kubernetes.model.Namespace;
import io.cadastre.connectors.kubernetes.model.NetworkPolicy;
import io.cadastre.connectors.kubernetes.model.Pod;
import io.cadastre.connectors.kubernetes.model.Secret;
import io.cadastre.connectors.kubernetes.model.Service;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.Emitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Services, ingresses and network policies. */
final class NetworkObjects {
    private static final String OF_SERVICE = "kubernetes.io/service-name";

    private NetworkObjects() {}

    static void service(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<Service> service = Service.TYPE.ref(object.key());
        Json spec = object.spec();
        List<String> addresses = new ArrayList<>(KubeObject.texts(spec, "clusterIPs"));
        if (addresses.isEmpty()) {
            KubeObject.text(spec, "clusterIP").ifPresent(addresses::add);
        }
        addresses.remove("None");
        List<String> external = new ArrayList<>(KubeObject.texts(spec, "externalIPs"));
        external.addAll(balanced(object));
        emitter.emit(object.input(Service.TYPE, Service.COMMON, service.key())
                .set(Service.SERVICE_TYPE, KubeObject.text(spec, "type"))
                .set(Service.PRIVATE_ADDRESSES, KubeObject.some(addresses))
                .set(Service.EXTERNAL, KubeObject.some(external))
                .set(Service.EXTERNAL_NAME, KubeObject.text(spec, "externalName"))
                .set(Service.PORTS, KubeObject.some(ports(spec)))
                .set(Service.SELECTOR, KubeObject.some(KubeObject.pairs(KubeObject.object(spec, "selector"))))
                .build());
        object.namespace()
                .ifPresent(name -> emitter.emit(Namespace.SERVICES.between(Namespace.TYPE.ref(name), service)));
    }

    private static List<String> ports(Json spec) throws ConnectorException.BadData {
        List<String> ports = new ArrayList<>();
        for (Json port : KubeObject.elements(spec, "ports")) {
            Optional<Long> onNodes = port.maybeInteger("nodePort").known().filter(number -> number > 0);
            ports.add(port.integer("port") + onNodes.map(number -> ":" + number).orElse("") + "/"
                    + KubeObject.text(port, "protocol").orElse("TCP"));
        }
        return ports;
    }

    /** The addresses and names of a load balancer. */
    private static List<String> balanced(KubeObject object) throws ConnectorException.BadData {
        List<String> addresses = new ArrayList<>();
        for (Json each : KubeObject.elements(KubeObject.object(object.status(), "loadBalancer"), "ingress")) {
            KubeObject.text(each, "ip").ifPresent(addresses::add);
            KubeObject.text(each, "hostname").ifPresent(addresses::add);
        }
        return addresses;
    }

    /** Where a service leads, as the cluster itself found out. */
    static void endpoints(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        Optional<String> service =
                KubeObject.text(KubeObject.object(object.json().get("metadata"), "labels"), OF_SERVICE);
        if (service.isEmpty()) {
            return;
        }
        for (Json endpoint : KubeObject.elements(object.json(), "endpoints")) {
            Json target = KubeObject.object(endpoint, "targetRef");
            if (KubeObject.text(target, "kind").orElse("").equals("Pod")) {
                emitter.emit(Service.PODS.between(
                        Service.TYPE.ref(object.beside(service.get())),
                        Pod.TYPE.ref(object.beside(target.text("name")))));
            }
        }
    }

    static void ingress(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<Ingress> ingress = Ingress.TYPE.ref(object.key());
        Json spec = object.spec();
        Set<String> hosts = new TreeSet<>();
        Set<String> services = new TreeSet<>();
        backend(KubeObject.object(spec, "defaultBackend")).ifPresent(services::add);
        for (Json rule : KubeObject.elements(spec, "rules")) {
            KubeObject.text(rule, "host").ifPresent(hosts::add);
            for (Json path : KubeObject.elements(KubeObject.object(rule, "http"), "paths")) {
                backend(KubeObject.object(path, "backend")).ifPresent(services::add);
            }
        }
        Set<String> tlsHosts = new TreeSet<>();
        Set<String> secrets = new TreeSet<>();
        for (Json tls : KubeObject.elements(spec, "tls")) {
            tlsHosts.addAll(KubeObject.texts(tls, "hosts"));
            KubeObject.text(tls, "secretName").ifPresent(secrets::add);
        }
        emitter.emit(object.input(Ingress.TYPE, Ingress.COMMON, ingress.key())
                .set(Ingress.INGRESS_CLASS, KubeObject.text(spec, "ingressClassName"))
                .set(Ingress.HOSTS, KubeObject.some(List.copyOf(hosts)))
                .set(Ingress.TLS_HOSTS, KubeObject.some(List.copyOf(tlsHosts)))
                .set(Ingress.EXTERNAL, KubeObject.some(balanced(object)))
                .build());
        object.namespace()
                .ifPresent(name -> emitter.emit(Namespace.INGRESSES.between(Namespace.TYPE.ref(name), ingress)));
        services.forEach(
                name -> emitter.emit(Ingress.SERVICES.between(ingress, Service.TYPE.ref(object.beside(name)))));
        secrets.forEach(name -> emitter.emit(Ingress.SECRETS.between(ingress, Secret.TYPE.ref(object.beside(name)))));
    }

    private static Optional<String> backend(Json backend) throws ConnectorException.BadData {
        return KubeObject.text(KubeObject.object(backend, "service"), "name");
    }

    static void policy(Emitter emitter, KubeObject object) throws ConnectorException.BadData {
        EntityRef<NetworkPolicy> policy = NetworkPolicy.TYPE.ref(object.key());
        Json spec = object.spec();
        Json selector = KubeObject.object(spec, "podSelector");
        List<String> labels = KubeObject.pairs(KubeObject.object(selector, "matchLabels"));
        boolean all = labels.isEmpty()
                && KubeObject.elements(selector, "matchExpressions").isEmpty();
        emitter.emit(object.input(NetworkPolicy.TYPE, NetworkPolicy.COMMON, policy.key())
                .set(NetworkPolicy.TYPES, KubeObject.some(KubeObject.texts(spec, "policyTypes")))
                .set(NetworkPolicy.SELECTOR, KubeObject.some(labels))
                .set(NetworkPolicy.ALL, all)
                .set(NetworkPolicy.INGRESS, (long)
                        KubeObject.elements(spec, "ingress").size())
                .set(NetworkPolicy.EGRESS, (long)
                        KubeObject.elements(spec, "egress").size())
                .build());
        object.namespace()
                .ifPresent(name -> emitter.emit(Namespace.POLICIES.between(Namespace.TYPE.ref(name), policy)));
    }
}
