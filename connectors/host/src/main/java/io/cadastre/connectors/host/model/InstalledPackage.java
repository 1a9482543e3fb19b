package io.cadastre.connectors.host.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.Set;

/** A package that a package manager installed. */
public final class InstalledPackage {
    public static final EntityType<InstalledPackage> TYPE = EntityType.<InstalledPackage>named("host_package")
            .classes(EntityClass.PACKAGE)
            .keyed("package manager, name and architecture; for rpm also the version, as it keeps several");

    public static final Field<InstalledPackage, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<InstalledPackage, String> VERSION = TYPE.string("version", FieldOption.required());
    public static final Field<InstalledPackage, String> ARCHITECTURE = TYPE.string("architecture");
    public static final Field<InstalledPackage, String> MANAGER =
            TYPE.enumeration("packageManager", Set.of("dpkg", "rpm", "apk"), FieldOption.required());
    public static final Field<InstalledPackage, String> SOURCE =
            TYPE.string("sourcePackage", FieldOption.described("What it was built from, if it has another name."));
    public static final Field<InstalledPackage, String> PURL =
            TYPE.string("purl", FieldOption.described("Package URL, https://github.com/package-url/purl-spec."));

    private InstalledPackage() {}
}
