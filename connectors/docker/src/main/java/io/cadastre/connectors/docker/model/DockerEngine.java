package io.cadastre.connectors.docker.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** A Docker daemon; where collecting begins. */
public final class DockerEngine {
    public static final EntityType<DockerEngine> TYPE = EntityType.<DockerEngine>named("docker_engine")
            .classes(EntityClass.SERVICE)
            .keyed("ID of the daemon");

    public static final Field<DockerEngine, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<DockerEngine, String> HOSTNAME = TYPE.string("hostname", FieldOption.indexed());
    public static final Field<DockerEngine, String> VERSION = TYPE.string("version");
    public static final Field<DockerEngine, String> OS_NAME = TYPE.string("osName");
    public static final Field<DockerEngine, String> KERNEL_VERSION = TYPE.string("kernelVersion");
    public static final Field<DockerEngine, String> ARCHITECTURE = TYPE.string("architecture");
    public static final Field<DockerEngine, String> STORAGE_DRIVER = TYPE.string("storageDriver");
    public static final Field<DockerEngine, List<String>> SECURITY_OPTIONS =
            TYPE.strings("securityOptions", FieldOption.described("apparmor, seccomp, rootless, userns, ..."));
    public static final Field<DockerEngine, Boolean> ROOTLESS =
            TYPE.bool("rootless", FieldOption.described("Whether the daemon is not root."));
    public static final Field<DockerEngine, Boolean> LIVE_RESTORE = TYPE.bool("liveRestore");
    public static final Field<DockerEngine, Boolean> EXPERIMENTAL = TYPE.bool("experimental");
    public static final Field<DockerEngine, List<String>> TAGS =
            TYPE.strings("tags", FieldOption.described("Its labels."));

    /** The machine it runs on. */
    public static final MatchField<DockerEngine> HOST =
            TYPE.match("host", Match.on(EntityClass.HOST, "hostname"), Verb.RUNS, Direction.INCOMING);

    public static final CollectionField<DockerEngine, DockerImage> IMAGES =
            TYPE.collection("images", () -> DockerImage.TYPE, Verb.HAS);
    public static final CollectionField<DockerEngine, DockerContainer> CONTAINERS =
            TYPE.collection("containers", () -> DockerContainer.TYPE, Verb.RUNS);
    public static final CollectionField<DockerEngine, DockerNetwork> NETWORKS =
            TYPE.collection("networks", () -> DockerNetwork.TYPE, Verb.HAS);
    public static final CollectionField<DockerEngine, DockerVolume> VOLUMES =
            TYPE.collection("volumes", () -> DockerVolume.TYPE, Verb.HAS);

    private DockerEngine() {}
}
