package io.cadastre.connectors.docker.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;
import java.util.List;

/** A volume that an engine has. */
public final class DockerVolume {
    public static final EntityType<DockerVolume> TYPE = EntityType.<DockerVolume>named("docker_volume")
            .classes(EntityClass.DISK)
            .keyed("ID of the daemon:name");

    public static final Field<DockerVolume, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<DockerVolume, String> DRIVER = TYPE.string("driver");
    public static final Field<DockerVolume, String> SCOPE = TYPE.string("scope");
    public static final Field<DockerVolume, String> PATH =
            TYPE.string("path", FieldOption.described("Where it is on the machine."));
    public static final Field<DockerVolume, List<String>> TAGS =
            TYPE.strings("tags", FieldOption.described("Its labels."));
    public static final Field<DockerVolume, Instant> CREATED_ON = TYPE.instant("createdOn");

    private DockerVolume() {}
}
