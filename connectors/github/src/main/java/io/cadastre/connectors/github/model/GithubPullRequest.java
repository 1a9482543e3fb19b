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

/** A pull request of a repository. */
public final class GithubPullRequest {
    public static final EntityType<GithubPullRequest> TYPE = EntityType.<GithubPullRequest>named("github_pull_request")
            .classes(EntityClass.PR)
            .keyed("id of the issue that it also is");

    public static final Field<GithubPullRequest, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<GithubPullRequest, Long> NUMBER = TYPE.integer("number", FieldOption.required());
    public static final Field<GithubPullRequest, String> STATE = TYPE.string("state");
    public static final Field<GithubPullRequest, List<String>> LABELS = TYPE.strings("labels");
    public static final Field<GithubPullRequest, String> URL = TYPE.string("url");
    public static final Field<GithubPullRequest, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<GithubPullRequest, Instant> UPDATED_ON = TYPE.instant("updatedOn");
    public static final Field<GithubPullRequest, Instant> CLOSED_ON = TYPE.instant("closedOn");
    public static final Field<GithubPullRequest, Boolean> DRAFT = TYPE.bool("draft");
    public static final Field<GithubPullRequest, Instant> MERGED_ON = TYPE.instant("mergedOn");

    public static final RefField<GithubPullRequest, GithubUser> AUTHOR =
            TYPE.ref("author", () -> GithubUser.TYPE, Verb.OPENED, Direction.INCOMING);

    private GithubPullRequest() {}
}
