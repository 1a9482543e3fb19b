package io.cadastre.connectors.docker;

import io.cadastre.connectors.docker.model.DockerContainer;
import io.cadastre.connectors.docker.model.DockerEngine;
import io.cadastre.connectors.docker.model.DockerImage;
import io.cadastre.connectors.docker.model.DockerNetwork;
import io.cadastre.connectors.docker.model.DockerVolume;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes entities out of what an engine says. What it has none of, it gives as null, an empty text or nothing. */
final class EngineEntities {
    private EngineEntities() {}

    static EntityInput engine(Json info) throws ConnectorException.BadData {
        String name = info.text("Name");
        List<String> security = texts(info, "SecurityOptions");
        return DockerEngine.TYPE
                .input(info.text("ID"))
                .displayName("Docker on " + name)
                .set(DockerEngine.NAME, name)
                .set(DockerEngine.HOSTNAME, name)
                .set(DockerEngine.VERSION, info.maybeText("ServerVersion"))
                .set(DockerEngine.OS_NAME, info.maybeText("OperatingSystem"))
                .set(DockerEngine.KERNEL_VERSION, info.maybeText("KernelVersion"))
                .set(DockerEngine.ARCHITECTURE, info.maybeText("Architecture"))
                .set(DockerEngine.STORAGE_DRIVER, info.maybeText("Driver"))
                .set(
                        DockerEngine.SECURITY_OPTIONS,
                        security.stream()
                                .map(option -> option.replaceFirst("^name=", ""))
                                .toList())
                .set(DockerEngine.ROOTLESS, security.contains("name=rootless"))
                .set(DockerEngine.LIVE_RESTORE, info.maybeBool("LiveRestoreEnabled"))
                .set(DockerEngine.EXPERIMENTAL, info.maybeBool("ExperimentalBuild"))
                .set(DockerEngine.TAGS, texts(info, "Labels"))
                .match(DockerEngine.HOST, name)
                .build();
    }

    static EntityInput image(Json json) throws ConnectorException.BadData {
        String id = json.text("Id");
        List<String> tags = texts(json, "RepoTags");
        Optional<String> digest = digest(json);
        Optional<Json> config = json.maybe("Config").known();
        Optional<Json> layers = json.maybe("RootFS").known();
        String name = tags.isEmpty() ? id : tags.getFirst();
        return DockerImage.TYPE
                .input(id)
                .displayName(name)
                .set(DockerImage.NAME, name)
                .set(DockerImage.DIGEST, Presence.ofNullable(digest.orElse(null)))
                .set(DockerImage.DIGESTS, texts(json, "RepoDigests"))
                .set(DockerImage.TAGS, tags)
                .set(DockerImage.LABELS, config.isPresent() ? labels(config.get()) : List.of())
                .set(DockerImage.ARCHITECTURE, json.maybeText("Architecture"))
                .set(DockerImage.OS, json.maybeText("Os"))
                .set(DockerImage.SIZE_BYTES, json.maybeInteger("Size"))
                .set(DockerImage.LAYERS, layers.isPresent() ? inOrder(layers.get(), "Layers") : List.of())
                .set(DockerImage.USER, Presence.ofNullable(config.isPresent() ? text(config.get(), "User") : null))
                .set(DockerImage.EXPOSED_PORTS, config.isPresent() ? names(config.get(), "ExposedPorts") : List.of())
                .set(DockerImage.ENVIRONMENT_NAMES, config.isPresent() ? environment(config.get()) : List.of())
                .set(DockerImage.CREATED_ON, json.maybeInstant("Created"))
                .match(DockerImage.IDENTITY, Presence.ofNullable(digest.orElse(null)))
                .build();
    }

    /** The digest by which registries know an image, if all know it by the same. */
    static Optional<String> digest(Json image) throws ConnectorException.BadData {
        Set<String> digests = new TreeSet<>();
        for (String reference : texts(image, "RepoDigests")) {
            digests.add(reference.substring(reference.lastIndexOf('@') + 1));
        }
        return digests.size() == 1 ? Optional.of(digests.iterator().next()) : Optional.empty();
    }

    static EntityInput container(Json json, Map<String, String> digests) throws ConnectorException.BadData {
        Json config = json.get("Config");
        Json host = json.get("HostConfig");
        Json state = json.get("State");
        Json network = json.get("NetworkSettings");
        String name = json.text("Name").replaceFirst("^/", "");
        String image = json.text("Image");
        return DockerContainer.TYPE
                .input(json.text("Id"))
                .displayName(name)
                .set(DockerContainer.NAME, name)
                .set(DockerContainer.IMAGE_NAME, config.maybeText("Image"))
                .set(DockerContainer.IMAGE_DIGEST, Presence.ofNullable(digests.get(image)))
                .set(DockerContainer.STATE, state.maybeText("Status"))
                .set(DockerContainer.ACTIVE, state.maybeBool("Running"))
                .set(DockerContainer.HOSTNAME, Presence.ofNullable(text(config, "Hostname")))
                .set(DockerContainer.USER, Presence.ofNullable(text(config, "User")))
                .set(DockerContainer.PRIVILEGED, host.maybeBool("Privileged"))
                .set(DockerContainer.READ_ONLY_ROOT, host.maybeBool("ReadonlyRootfs"))
                .set(DockerContainer.ADDED_CAPABILITIES, texts(host, "CapAdd"))
                .set(DockerContainer.NETWORK_MODE, host.maybeText("NetworkMode"))
                .set(DockerContainer.PID_MODE, Presence.ofNullable(text(host, "PidMode")))
                .set(DockerContainer.RESTART_POLICY, Presence.ofNullable(text(host.get("RestartPolicy"), "Name")))
                .set(DockerContainer.HOST_PATHS, hostPaths(json))
                .set(DockerContainer.EXPOSED_PORTS, names(config, "ExposedPorts"))
                .set(DockerContainer.PUBLISHED_PORTS, published(network))
                .set(DockerContainer.ENVIRONMENT_NAMES, environment(config))
                .set(DockerContainer.PRIVATE_IP_ADDRESSES, addresses(network))
                .set(DockerContainer.TAGS, labels(config))
                .set(DockerContainer.CREATED_ON, json.maybeInstant("Created"))
                .link(DockerContainer.IMAGE, image)
                .build();
    }

    private static List<String> hostPaths(Json container) throws ConnectorException.BadData {
        Set<String> paths = new TreeSet<>();
        for (Json mount : elements(container, "Mounts")) {
            if (mount.text("Type").equals("bind")) {
                boolean writable = mount.maybeBool("RW").known().orElse(true);
                paths.add(mount.text("Source") + ":" + mount.text("Destination") + (writable ? "" : ":ro"));
            }
        }
        return List.copyOf(paths);
    }

    static Set<String> volumesOf(Json container) throws ConnectorException.BadData {
        Set<String> volumes = new TreeSet<>();
        for (Json mount : elements(container, "Mounts")) {
            if (mount.text("Type").equals("volume")) {
                volumes.add(mount.text("Name"));
            }
        }
        return volumes;
    }

    /** Before a container has run for the first time, it has networks without an ID. */
    static Set<String> networksOf(Json container) throws ConnectorException.BadData {
        Set<String> networks = new TreeSet<>();
        for (Json network : values(container.get("NetworkSettings"), "Networks")) {
            String id = text(network, "NetworkID");
            if (id != null) {
                networks.add(id);
            }
        }
        return networks;
    }

    private static List<String> addresses(Json network) throws ConnectorException.BadData {
        Set<String> addresses = new TreeSet<>();
        for (Json each : values(network, "Networks")) {
            for (String name : List.of("IPAddress", "GlobalIPv6Address")) {
                String address = text(each, name);
                if (address != null) {
                    addresses.add(address);
                }
            }
        }
        return List.copyOf(addresses);
    }

    private static List<String> published(Json network) throws ConnectorException.BadData {
        Set<String> ports = new TreeSet<>();
        Optional<Json> all = network.maybe("Ports").known();
        for (String inside : names(network, "Ports")) {
            for (Json binding : elements(all.orElseThrow(), inside)) {
                String address = text(binding, "HostIp");
                ports.add((address == null ? "0.0.0.0" : address.contains(":") ? "[" + address + "]" : address) + ":"
                        + binding.text("HostPort") + "->" + inside);
            }
        }
        return List.copyOf(ports);
    }

    static EntityInput network(Json json) throws ConnectorException.BadData {
        Set<String> cidrs = new TreeSet<>();
        Optional<Json> addresses = json.maybe("IPAM").known();
        if (addresses.isPresent()) {
            for (Json range : elements(addresses.get(), "Config")) {
                String cidr = text(range, "Subnet");
                if (cidr != null) {
                    cidrs.add(cidr);
                }
            }
        }
        return DockerNetwork.TYPE
                .input(json.text("Id"))
                .displayName(json.text("Name"))
                .set(DockerNetwork.NAME, json.text("Name"))
                .set(DockerNetwork.DRIVER, json.maybeText("Driver"))
                .set(DockerNetwork.SCOPE, json.maybeText("Scope"))
                .set(DockerNetwork.INTERNAL, json.maybeBool("Internal"))
                .set(DockerNetwork.CIDRS, List.copyOf(cidrs))
                .set(DockerNetwork.TAGS, labels(json))
                .set(DockerNetwork.CREATED_ON, json.maybeInstant("Created"))
                .build();
    }

    static EntityInput volume(String key, Json json) throws ConnectorException.BadData {
        return DockerVolume.TYPE
                .input(key)
                .displayName(json.text("Name"))
                .set(DockerVolume.NAME, json.text("Name"))
                .set(DockerVolume.DRIVER, json.maybeText("Driver"))
                .set(DockerVolume.SCOPE, json.maybeText("Scope"))
                .set(DockerVolume.PATH, Presence.ofNullable(text(json, "Mountpoint")))
                .set(DockerVolume.TAGS, labels(json))
                .set(DockerVolume.CREATED_ON, json.maybeInstant("CreatedAt"))
                .build();
    }

    /** Names only: values are where secrets are. */
    private static List<String> environment(Json config) throws ConnectorException.BadData {
        Set<String> names = new TreeSet<>();
        for (String variable : texts(config, "Env")) {
            int equals = variable.indexOf('=');
            names.add(equals < 0 ? variable : variable.substring(0, equals));
        }
        return List.copyOf(names);
    }

    private static List<String> labels(Json json) throws ConnectorException.BadData {
        List<String> labels = new ArrayList<>();
        Optional<Json> all = json.maybe("Labels").known();
        for (String name : names(json, "Labels")) {
            labels.add(name + "=" + all.orElseThrow().text(name));
        }
        return labels;
    }

    private static @Nullable String text(Json json, String name) throws ConnectorException.BadData {
        return json.maybeText(name).known().filter(text -> !text.isEmpty()).orElse(null);
    }

    private static List<Json> elements(Json json, String name) throws ConnectorException.BadData {
        Optional<Json> member = json.maybe(name).known();
        return member.isPresent() ? member.get().elements() : List.of();
    }

    private static List<String> inOrder(Json json, String name) throws ConnectorException.BadData {
        Optional<Json> member = json.maybe(name).known();
        return member.isPresent() ? member.get().texts() : List.of();
    }

    private static List<String> texts(Json json, String name) throws ConnectorException.BadData {
        return inOrder(json, name).stream().sorted().toList();
    }

    /** The names of an object's members, in order. */
    private static List<String> names(Json json, String name) throws ConnectorException.BadData {
        Optional<Json> member = json.maybe(name).known();
        if (member.isEmpty()) {
            return List.of();
        }
        if (!(member.get().raw() instanceof Map<?, ?> members)) {
            throw new ConnectorException.BadData(
                    "The answer should have an object at " + member.get().path() + ".", null);
        }
        return members.keySet().stream().map(String::valueOf).sorted().toList();
    }

    private static List<Json> values(Json json, String name) throws ConnectorException.BadData {
        List<Json> values = new ArrayList<>();
        Optional<Json> all = json.maybe(name).known();
        for (String each : names(json, name)) {
            values.add(all.orElseThrow().get(each));
        }
        return values;
    }
}
