package io.cadastre.connectors.docker.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;
import java.util.List;

/** A network that an engine has. */
public final class DockerNetwork {
    public static final EntityType<DockerNetwork> TYPE = EntityType.<DockerNetwork>named("docker_network")
            .classes(EntityClass.NETWORK)
            .keyed("ID");

    public static final Field<DockerNetwork, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<DockerNetwork, String> DRIVER = TYPE.string("driver");
    public static final Field<DockerNetwork, String> SCOPE = TYPE.string("scope");
    public static final Field<DockerNetwork, Boolean> INTERNAL =
            TYPE.bool("internal", FieldOption.described("Whether nothing outside can be reached from it."));
    public static final Field<DockerNetwork, List<String>> CIDRS = TYPE.strings("cidrs");
    public static final Field<DockerNetwork, List<String>> TAGS =
            TYPE.strings("tags", FieldOption.described("Its labels."));
    public static final Field<DockerNetwork, Instant> CREATED_ON = TYPE.instant("createdOn");

    private DockerNetwork() {}
}
