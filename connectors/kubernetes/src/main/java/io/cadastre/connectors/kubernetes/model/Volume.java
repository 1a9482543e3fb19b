package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;

/** A persistent volume. */
public final class Volume {
    public static final EntityType<Volume> TYPE = EntityType.<Volume>named("kubernetes_persistent_volume")
            .classes(EntityClass.DISK)
            .keyed("name");

    public static final Common<Volume> COMMON = Common.of(TYPE);
    public static final Field<Volume, Long> SIZE = TYPE.integer("sizeBytes");
    public static final Field<Volume, String> PHASE = TYPE.string("phase");
    public static final Field<Volume, String> STORAGE_CLASS = TYPE.string("storageClass");
    public static final Field<Volume, String> RECLAIM = TYPE.string("reclaimPolicy");
    public static final Field<Volume, List<String>> MODES = TYPE.strings("accessModes");
    public static final Field<Volume, String> DRIVER =
            TYPE.string("driver", FieldOption.described("Of the container storage interface."));
    public static final Field<Volume, String> HANDLE =
            TYPE.string("handle", FieldOption.described("What the driver calls it."));
    public static final Field<Volume, String> CLAIM =
            TYPE.string("claim", FieldOption.described("Namespace and name of the claim that has it."));
    public static final Field<Volume, String> HOST_PATH = TYPE.string("hostPath");

    private Volume() {}
}
