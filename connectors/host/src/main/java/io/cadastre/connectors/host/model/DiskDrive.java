package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A block device. */
public final class DiskDrive {
    public static final EntityType<DiskDrive> TYPE =
            EntityType.<DiskDrive>named("host_disk").classes(EntityClass.DISK).keyed("device name");

    public static final Field<DiskDrive, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<DiskDrive, Long> SIZE = TYPE.integer("sizeBytes");
    public static final Field<DiskDrive, String> MODEL = TYPE.string("model");
    public static final Field<DiskDrive, String> SERIAL = TYPE.string("serialNumber");
    public static final Field<DiskDrive, Boolean> ROTATIONAL = TYPE.bool("rotational");
    public static final Field<DiskDrive, Boolean> REMOVABLE = TYPE.bool("removable");

    public static final CollectionField<DiskDrive, FileSystem> FILE_SYSTEMS =
            TYPE.collection("fileSystems", () -> FileSystem.TYPE, Verb.CONTAINS);

    private DiskDrive() {}
}
