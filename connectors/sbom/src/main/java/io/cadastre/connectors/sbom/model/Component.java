package io.cadastre.connectors.sbom.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.util.List;

/**
 * A component as one document has it. The same one in another document is another entity, as each document says for
 * itself what it is made of; they have the same {@code purl}.
 */
public final class Component {
    public static final EntityType<Component> TYPE = EntityType.<Component>named("sbom_component")
            .classes(EntityClass.PACKAGE)
            .keyed("the file's path and the purl, or else type, group, name and version;"
                    + " with its reference if the document has several alike");

    public static final Field<Component, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<Component, String> GROUP =
            TYPE.string("group", FieldOption.described("As in Maven's groupId or the scope of npm."));
    public static final Field<Component, String> VERSION = TYPE.string("version");
    public static final Field<Component, String> PURL = TYPE.string(
            "purl",
            FieldOption.indexed(),
            FieldOption.described("Package URL, https://github.com/package-url/purl-spec."));
    public static final Field<Component, String> ARCHITECTURE = TYPE.string("architecture");
    public static final Field<Component, List<String>> LICENCES =
            TYPE.strings("licences", FieldOption.described("SPDX ids, expressions, or names."));
    public static final Field<Component, String> COMPONENT_TYPE = TYPE.string(
            "componentType",
            FieldOption.indexed(),
            FieldOption.described("As the document says: library, application, container, operating-system, …"));
    public static final Field<Component, Boolean> SUBJECT =
            TYPE.bool("subject", FieldOption.required(), FieldOption.described("The document is about it."));
    public static final Field<Component, String> SCOPE =
            TYPE.string("scope", FieldOption.described("required, optional or excluded; CycloneDX only."));
    public static final Field<Component, String> CPE = TYPE.string("cpe");
    public static final Field<Component, String> SUPPLIER = TYPE.string("supplier");
    public static final Field<Component, String> DESCRIPTION = TYPE.string("description");
    public static final Field<Component, String> URL = TYPE.string("url");
    public static final Field<Component, List<String>> HASHES =
            TYPE.strings("hashes", FieldOption.described("Each as sha256:…"));

    public static final LinkProperty<String> KIND = LinkProperty.string("kind");
    public static final LinkProperty<String> STATE = LinkProperty.string("state");
    public static final LinkProperty<String> JUSTIFICATION = LinkProperty.string("justification");
    public static final LinkProperty<String> RESPONSE = LinkProperty.string("response");
    public static final LinkProperty<String> STATUS = LinkProperty.string("status");

    public static final CollectionField<Component, Component> DEPENDENCIES =
            TYPE.collection("dependencies", () -> Component.TYPE, Verb.USES, KIND);
    public static final CollectionField<Component, Component> PARTS =
            TYPE.collection("parts", () -> Component.TYPE, Verb.CONTAINS);
    public static final CollectionField<Component, Vulnerability> VULNERABILITIES = TYPE.collection(
            "vulnerabilities", () -> Vulnerability.TYPE, Verb.HAS, STATE, JUSTIFICATION, RESPONSE, STATUS);
    public static final MatchField<Component> SAME =
            TYPE.match("same", Match.on(EntityClass.PACKAGE, "purl").inEach(), Verb.IS, Direction.OUTGOING);
    public static final MatchField<Component> IMAGE =
            TYPE.match("image", Match.on(EntityClass.IMAGE, "digest").inEach(), Verb.IS, Direction.OUTGOING);

    private Component() {}
}
