package io.cadastre.connectors.docker.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A container, whether it runs or not. */
public final class DockerContainer {
    public static final EntityType<DockerContainer> TYPE = EntityType.<DockerContainer>named("docker_container")
            .classes(EntityClass.CONTAINER)
            .keyed("ID");

    public static final Field<DockerContainer, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<DockerContainer, String> IMAGE_NAME =
            TYPE.string("imageName", FieldOption.described("As it was named when the container was made."));
    public static final Field<DockerContainer, String> IMAGE_DIGEST = TYPE.string("imageDigest", FieldOption.indexed());
    public static final Field<DockerContainer, String> STATE = TYPE.string("state");
    public static final Field<DockerContainer, Boolean> ACTIVE =
            TYPE.bool("active", FieldOption.described("Whether it runs."));
    public static final Field<DockerContainer, String> HOSTNAME = TYPE.string("hostname");
    public static final Field<DockerContainer, String> USER =
            TYPE.string("user", FieldOption.described("As whom it runs; absent means root."));
    public static final Field<DockerContainer, Boolean> PRIVILEGED =
            TYPE.bool("privileged", FieldOption.described("Whether it may do with the machine what root may."));
    public static final Field<DockerContainer, Boolean> READ_ONLY_ROOT = TYPE.bool("readOnlyRoot");
    public static final Field<DockerContainer, List<String>> ADDED_CAPABILITIES = TYPE.strings("addedCapabilities");
    public static final Field<DockerContainer, String> NETWORK_MODE = TYPE.string("networkMode");
    public static final Field<DockerContainer, String> PID_MODE = TYPE.string("pidMode");
    public static final Field<DockerContainer, String> RESTART_POLICY = TYPE.string("restartPolicy");
    public static final Field<DockerContainer, List<String>> HOST_PATHS = TYPE.strings(
            "hostPaths",
            FieldOption.described("What of the machine it sees: PATH:PATH INSIDE, and :ro if it only reads."));
    public static final Field<DockerContainer, List<String>> EXPOSED_PORTS = TYPE.strings("exposedPorts");
    public static final Field<DockerContainer, List<String>> PUBLISHED_PORTS = TYPE.strings(
            "publishedPorts", FieldOption.described("ADDRESS:PORT of the machine -> PORT/PROTOCOL inside."));
    public static final Field<DockerContainer, List<String>> ENVIRONMENT_NAMES =
            TYPE.strings("environmentNames", FieldOption.described("Of environment variables, without their values."));
    public static final Field<DockerContainer, List<String>> PRIVATE_IP_ADDRESSES = TYPE.strings("privateIpAddresses");
    public static final Field<DockerContainer, List<String>> TAGS =
            TYPE.strings("tags", FieldOption.described("Its labels."));
    public static final Field<DockerContainer, Instant> CREATED_ON = TYPE.instant("createdOn");

    public static final RefField<DockerContainer, DockerImage> IMAGE =
            TYPE.ref("image", () -> DockerImage.TYPE, Verb.USES, Direction.OUTGOING);
    public static final CollectionField<DockerContainer, DockerNetwork> NETWORKS =
            TYPE.collection("networks", () -> DockerNetwork.TYPE, Verb.CONNECTS, Direction.INCOMING);
    public static final CollectionField<DockerContainer, DockerVolume> VOLUMES =
            TYPE.collection("volumes", () -> DockerVolume.TYPE, Verb.USES);

    private DockerContainer() {}
}
