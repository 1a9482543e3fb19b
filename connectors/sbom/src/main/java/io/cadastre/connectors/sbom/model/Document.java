package io.cadastre.connectors.sbom.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A bill of materials. Tools give it a new serial number each time they write it, so it is known by its file. */
public final class Document {
    public static final EntityType<Document> TYPE = EntityType.<Document>named("sbom_document")
            .classes(EntityClass.DOCUMENT)
            .keyed("the file's path");

    public static final Field<Document, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.described("What it is about."));
    public static final Field<Document, String> LOCATION =
            TYPE.string("location", FieldOption.required(), FieldOption.described("The file."));
    public static final Field<Document, String> FORMAT =
            TYPE.enumeration("format", Set.of("CycloneDX", "SPDX"), FieldOption.required());
    public static final Field<Document, String> SPEC_VERSION = TYPE.string("specVersion", FieldOption.required());
    public static final Field<Document, String> SERIAL_NUMBER = TYPE.string(
            "serialNumber", FieldOption.indexed(), FieldOption.described("Of SPDX, the document's namespace."));
    public static final Field<Document, Long> REVISION =
            TYPE.integer("revision", FieldOption.described("How often a document of this serial number was written."));
    public static final Field<Document, Instant> CREATED = TYPE.instant("createdOn");
    public static final Field<Document, List<String>> TOOLS =
            TYPE.strings("tools", FieldOption.described("What wrote it."));

    public static final CollectionField<Document, Component> COMPONENTS =
            TYPE.collection("components", () -> Component.TYPE, Verb.CONTAINS);
    public static final CollectionField<Document, Vulnerability> VULNERABILITIES =
            TYPE.collection("vulnerabilities", () -> Vulnerability.TYPE, Verb.CONTAINS);

    private Document() {}
}
