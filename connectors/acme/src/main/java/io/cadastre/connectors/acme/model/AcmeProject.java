package io.cadastre.connectors.acme.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.Set;

/** What tasks and files belong to. */
public final class AcmeProject {
    public static final EntityType<AcmeProject> TYPE = EntityType.<AcmeProject>named("acme_project")
            .classes(EntityClass.PROJECT)
            .keyed("id");

    public static final Field<AcmeProject, String> ID = TYPE.string("id", FieldOption.required());
    public static final Field<AcmeProject, String> WORKSPACE_ID = TYPE.string("workspaceId", FieldOption.required());
    public static final Field<AcmeProject, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<AcmeProject, String> DESCRIPTION = TYPE.string("description");
    public static final Field<AcmeProject, String> STATUS =
            TYPE.enumeration("status", Set.of("active", "paused", "completed", "archived"), FieldOption.required());
    public static final Field<AcmeProject, String> OWNER_ID = TYPE.string("ownerId", FieldOption.required());
    public static final Field<AcmeProject, Instant> CREATED_AT = TYPE.instant("createdAt", FieldOption.required());
    public static final Field<AcmeProject, Instant> UPDATED_AT = TYPE.instant("updatedAt", FieldOption.required());

    public static final RefField<AcmeProject, AcmeWorkspace> WORKSPACE =
            TYPE.ref("workspace", () -> AcmeWorkspace.TYPE, Verb.HAS, Direction.INCOMING);
    public static final RefField<AcmeProject, AcmeUser> OWNER =
            TYPE.ref("owner", () -> AcmeUser.TYPE, Verb.OWNS, Direction.INCOMING);
    public static final CollectionField<AcmeProject, AcmeTask> TASKS =
            TYPE.collection("tasks", () -> AcmeTask.TYPE, Verb.HAS);
    public static final CollectionField<AcmeProject, AcmeFile> FILES =
            TYPE.collection("files", () -> AcmeFile.TYPE, Verb.HAS);

    private AcmeProject() {}
}
