package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;

/** A mounted file system. How full it is changes all the time and is not kept. */
public final class FileSystem {
    public static final EntityType<FileSystem> TYPE = EntityType.<FileSystem>named("host_file_system")
            .classes(EntityClass.DATA_STORE)
            .keyed("mount point");

    public static final Field<FileSystem, String> MOUNT_POINT = TYPE.string("mountPoint", FieldOption.required());
    public static final Field<FileSystem, String> DEVICE = TYPE.string("device");
    public static final Field<FileSystem, String> KIND = TYPE.string("fileSystemType");
    public static final Field<FileSystem, List<String>> OPTIONS = TYPE.strings("mountOptions");
    public static final Field<FileSystem, Boolean> READ_ONLY = TYPE.bool("readOnly");
    public static final Field<FileSystem, Long> SIZE = TYPE.integer("sizeBytes");

    private FileSystem() {}
}
