package io.cadastre.connectors.docker.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;

/** An image that a repository has at least one tag for. */
public final class DockerRepositoryImage {
    public static final EntityType<DockerRepositoryImage> TYPE = EntityType.<DockerRepositoryImage>named(
                    "docker_repository_image")
            .classes(EntityClass.IMAGE)
            .keyed("host and port of the registry/name of the repository@digest");

    public static final Field<DockerRepositoryImage, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.described("REPOSITORY:TAG, of its first tag."));
    public static final Field<DockerRepositoryImage, String> DIGEST =
            TYPE.string("digest", FieldOption.required(), FieldOption.indexed());
    public static final Field<DockerRepositoryImage, List<String>> TAGS = TYPE.strings("tags");
    public static final Field<DockerRepositoryImage, String> MEDIA_TYPE =
            TYPE.string("mediaType", FieldOption.described("Tells an image from an index of images."));
    public static final Field<DockerRepositoryImage, Long> SIZE_BYTES =
            TYPE.integer("sizeBytes", FieldOption.described("Of its layers, packed; absent of an index."));
    public static final Field<DockerRepositoryImage, List<String>> LAYERS =
            TYPE.strings("layers", FieldOption.described("The digests of its layers, packed, from the lowest up."));

    private DockerRepositoryImage() {}
}
