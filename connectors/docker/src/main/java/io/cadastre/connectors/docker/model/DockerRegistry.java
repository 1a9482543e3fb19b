package io.cadastre.connectors.docker.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A registry of images; where collecting begins. */
public final class DockerRegistry {
    public static final EntityType<DockerRegistry> TYPE = EntityType.<DockerRegistry>named("docker_registry")
            .classes(EntityClass.SERVICE)
            .keyed("host and port");

    public static final Field<DockerRegistry, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<DockerRegistry, String> URL = TYPE.string("url");
    public static final Field<DockerRegistry, Boolean> HTTPS =
            TYPE.bool("https", FieldOption.described("Whether it is spoken to by HTTPS."));

    public static final CollectionField<DockerRegistry, DockerRepository> REPOSITORIES =
            TYPE.collection("repositories", () -> DockerRepository.TYPE, Verb.HAS);

    private DockerRegistry() {}
}
