package io.cadastre.connectors.github.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.util.List;

/** What may be done with a branch. */
public final class GithubBranchProtection {
    public static final EntityType<GithubBranchProtection> TYPE = EntityType.<GithubBranchProtection>named(
                    "github_branch_protection")
            .classes(EntityClass.POLICY)
            .keyed("id of the repository:name of the branch");

    public static final Field<GithubBranchProtection, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<GithubBranchProtection, Boolean> REQUIRES_PULL_REQUEST = TYPE.bool("requiresPullRequest");
    public static final Field<GithubBranchProtection, Long> REQUIRED_APPROVALS = TYPE.integer("requiredApprovals");
    public static final Field<GithubBranchProtection, Boolean> REQUIRES_CODE_OWNERS = TYPE.bool("requiresCodeOwners");
    public static final Field<GithubBranchProtection, Boolean> DISMISSES_STALE_REVIEWS =
            TYPE.bool("dismissesStaleReviews");
    public static final Field<GithubBranchProtection, List<String>> REQUIRED_CHECKS = TYPE.strings("requiredChecks");
    public static final Field<GithubBranchProtection, Boolean> ENFORCED_FOR_ADMINS = TYPE.bool("enforcedForAdmins");
    public static final Field<GithubBranchProtection, Boolean> ALLOWS_FORCE_PUSHES = TYPE.bool("allowsForcePushes");
    public static final Field<GithubBranchProtection, Boolean> ALLOWS_DELETIONS = TYPE.bool("allowsDeletions");
    public static final Field<GithubBranchProtection, Boolean> REQUIRES_LINEAR_HISTORY =
            TYPE.bool("requiresLinearHistory");
    public static final Field<GithubBranchProtection, Boolean> REQUIRES_SIGNATURES = TYPE.bool("requiresSignatures");
    public static final Field<GithubBranchProtection, Boolean> REQUIRES_CONVERSATION_RESOLUTION =
            TYPE.bool("requiresConversationResolution");
    public static final Field<GithubBranchProtection, Boolean> RESTRICTS_PUSHES =
            TYPE.bool("restrictsPushes", FieldOption.described("Whether only named users, teams and apps may push."));

    private GithubBranchProtection() {}
}
