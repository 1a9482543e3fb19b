package io.cadastre.connectors.github.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** An issue of a repository. */
public final class GithubIssue {
    public static final EntityType<GithubIssue> TYPE = EntityType.<GithubIssue>named("github_issue")
            .classes(EntityClass.ISSUE)
            .keyed("id");

    public static final Field<GithubIssue, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<GithubIssue, Long> NUMBER = TYPE.integer("number", FieldOption.required());
    public static final Field<GithubIssue, String> STATE = TYPE.string("state");
    public static final Field<GithubIssue, List<String>> LABELS = TYPE.strings("labels");
    public static final Field<GithubIssue, String> URL = TYPE.string("url");
    public static final Field<GithubIssue, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<GithubIssue, Instant> UPDATED_ON = TYPE.instant("updatedOn");
    public static final Field<GithubIssue, Instant> CLOSED_ON = TYPE.instant("closedOn");
    public static final Field<GithubIssue, String> STATE_REASON = TYPE.string("stateReason");

    public static final RefField<GithubIssue, GithubUser> AUTHOR =
            TYPE.ref("author", () -> GithubUser.TYPE, Verb.CREATED, Direction.INCOMING);

    private GithubIssue() {}
}
