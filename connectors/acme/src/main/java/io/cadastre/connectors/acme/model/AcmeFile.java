package io.cadastre.connectors.acme.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** A file in a project; only what is said about it, not what is in it. */
public final class AcmeFile {
    public static final EntityType<AcmeFile> TYPE = EntityType.<AcmeFile>named("acme_file")
            .classes(EntityClass.DATA_OBJECT)
            .keyed("id");

    public static final Field<AcmeFile, String> ID = TYPE.string("id", FieldOption.required());
    public static final Field<AcmeFile, String> PROJECT_ID = TYPE.string("projectId", FieldOption.required());
    public static final Field<AcmeFile, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AcmeFile, String> MIME_TYPE = TYPE.string("mimeType", FieldOption.required());
    public static final Field<AcmeFile, Long> SIZE_BYTES = TYPE.integer("sizeBytes", FieldOption.required());
    public static final Field<AcmeFile, String> CREATED_BY_ID = TYPE.string("createdById", FieldOption.required());
    public static final Field<AcmeFile, String> LAST_MODIFIED_BY_ID =
            TYPE.string("lastModifiedById", FieldOption.required());
    public static final Field<AcmeFile, Instant> CREATED_AT = TYPE.instant("createdAt", FieldOption.required());
    public static final Field<AcmeFile, Instant> UPDATED_AT = TYPE.instant("updatedAt", FieldOption.required());

    public static final RefField<AcmeFile, AcmeProject> PROJECT =
            TYPE.ref("project", () -> AcmeProject.TYPE, Verb.HAS, Direction.INCOMING);
    public static final RefField<AcmeFile, AcmeUser> CREATOR =
            TYPE.ref("creator", () -> AcmeUser.TYPE, Verb.CREATED, Direction.INCOMING);
    public static final RefField<AcmeFile, AcmeUser> LAST_MODIFIER =
            TYPE.ref("lastModifier", () -> AcmeUser.TYPE, Verb.UPDATED, Direction.INCOMING);

    private AcmeFile() {}
}
