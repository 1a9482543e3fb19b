package io.cadastre.connectors.docker.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** An image that an engine has. */
public final class DockerImage {
    public static final EntityType<DockerImage> TYPE = EntityType.<DockerImage>named("docker_image")
            .classes(EntityClass.IMAGE)
            .keyed("ID, the digest of its configuration");

    public static final Field<DockerImage, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.described("Its first tag, else its ID."));
    public static final Field<DockerImage, String> DIGEST = TYPE.string(
            "digest",
            FieldOption.indexed(),
            FieldOption.described("By which registries know it, if they all know it by the same."));
    public static final Field<DockerImage, List<String>> DIGESTS =
            TYPE.strings("digests", FieldOption.described("In which repository it has which digest."));
    public static final Field<DockerImage, List<String>> TAGS =
            TYPE.strings("tags", FieldOption.described("Repository and tag of each of its names."));
    public static final Field<DockerImage, List<String>> LABELS = TYPE.strings("labels");
    public static final Field<DockerImage, String> ARCHITECTURE = TYPE.string("architecture");
    public static final Field<DockerImage, String> OS = TYPE.string("os");
    public static final Field<DockerImage, Long> SIZE_BYTES = TYPE.integer("sizeBytes");
    public static final Field<DockerImage, List<String>> LAYERS =
            TYPE.strings("layers", FieldOption.described("The digests of its layers, unpacked, from the lowest up."));
    public static final Field<DockerImage, String> USER =
            TYPE.string("user", FieldOption.described("As whom it runs; absent means root."));
    public static final Field<DockerImage, List<String>> EXPOSED_PORTS = TYPE.strings("exposedPorts");
    public static final Field<DockerImage, List<String>> ENVIRONMENT_NAMES =
            TYPE.strings("environmentNames", FieldOption.described("Of environment variables, without their values."));
    public static final Field<DockerImage, Instant> CREATED_ON = TYPE.instant("createdOn");

    public static final MatchField<DockerImage> IDENTITY =
            TYPE.match("identity", Match.on(EntityClass.IMAGE, "digest").inEach(), Verb.IS, Direction.OUTGOING);

    private DockerImage() {}
}
