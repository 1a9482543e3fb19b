package io.cadastre.connectors.acme.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Something to do in a project. */
public final class AcmeTask {
    public static final EntityType<AcmeTask> TYPE =
            EntityType.<AcmeTask>named("acme_task").classes(EntityClass.TASK).keyed("id");

    public static final Field<AcmeTask, String> ID = TYPE.string("id", FieldOption.required());
    public static final Field<AcmeTask, String> PROJECT_ID = TYPE.string("projectId", FieldOption.required());
    public static final Field<AcmeTask, String> TITLE = TYPE.string("title", FieldOption.required());
    public static final Field<AcmeTask, String> DESCRIPTION = TYPE.string("description");
    public static final Field<AcmeTask, String> STATUS = TYPE.enumeration(
            "status", Set.of("todo", "in_progress", "in_review", "done", "cancelled"), FieldOption.required());
    public static final Field<AcmeTask, String> PRIORITY =
            TYPE.enumeration("priority", Set.of("critical", "high", "medium", "low", "none"), FieldOption.required());
    public static final Field<AcmeTask, String> ASSIGNEE_ID = TYPE.string("assigneeId");
    public static final Field<AcmeTask, String> CREATED_BY_ID = TYPE.string("createdById", FieldOption.required());
    public static final Field<AcmeTask, String> LAST_MODIFIED_BY_ID =
            TYPE.string("lastModifiedById", FieldOption.required());
    public static final Field<AcmeTask, Instant> DUE_DATE =
            TYPE.instant("dueDate", FieldOption.described("A date without a time is its beginning in UTC."));
    public static final Field<AcmeTask, List<String>> TAGS = TYPE.strings("tags");
    public static final Field<AcmeTask, Instant> COMPLETED_AT = TYPE.instant("completedAt");
    public static final Field<AcmeTask, Instant> CREATED_AT = TYPE.instant("createdAt", FieldOption.required());
    public static final Field<AcmeTask, Instant> UPDATED_AT = TYPE.instant("updatedAt", FieldOption.required());

    public static final RefField<AcmeTask, AcmeProject> PROJECT =
            TYPE.ref("project", () -> AcmeProject.TYPE, Verb.HAS, Direction.INCOMING);
    public static final RefField<AcmeTask, AcmeUser> ASSIGNEE =
            TYPE.ref("assignee", () -> AcmeUser.TYPE, Verb.ASSIGNED, Direction.INCOMING);
    public static final RefField<AcmeTask, AcmeUser> CREATOR =
            TYPE.ref("creator", () -> AcmeUser.TYPE, Verb.CREATED, Direction.INCOMING);
    public static final RefField<AcmeTask, AcmeUser> LAST_MODIFIER =
            TYPE.ref("lastModifier", () -> AcmeUser.TYPE, Verb.UPDATED, Direction.INCOMING);

    private AcmeTask() {}
}
