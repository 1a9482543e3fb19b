package io.cadastre.connectors.docker.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A repository of a registry. */
public final class DockerRepository {
    public static final EntityType<DockerRepository> TYPE = EntityType.<DockerRepository>named("docker_repository")
            .classes(EntityClass.REPOSITORY)
            .keyed("host and port of the registry/name");

    public static final Field<DockerRepository, String> NAME = TYPE.string("name", FieldOption.required());

    public static final CollectionField<DockerRepository, DockerRepositoryImage> IMAGES =
            TYPE.collection("images", () -> DockerRepositoryImage.TYPE, Verb.HAS);

    private DockerRepository() {}
}
