package io.cadastre.web.api;

import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.web.http.Problem.FieldError;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a sync may delete without asking a person, as clients say it; what is absent stays as it is.
 *
 * @param enabled whether deletions are held at all
 * @param atLeast this many may always go
 * @param share this part of what is there may go, from 0 to 1
 */
record DeletionBudgetBody(
        @Nullable Boolean enabled,
        @Nullable BigDecimal atLeast,
        @Nullable BigDecimal share) {
    /** Notes everything that is wrong. */
    void check(List<FieldError> errors) {
        if (atLeast != null && (atLeast.signum() < 0 || !isWhole(atLeast))) {
            errors.add(new FieldError(
                    "deletionBudget.atLeast", "'deletionBudget.atLeast' must be a whole number, 0 or more."));
        }
        if (share != null && (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0)) {
            errors.add(new FieldError(
                    "deletionBudget.share", "'deletionBudget.share' must be from 0 to 1; 0.3 means 30 %."));
        }
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    /** The budget as it is then; only if {@link #check} found nothing. */
    DeletionBudget over(DeletionBudget before) {
        return new DeletionBudget(
                enabled == null ? before.enabled() : enabled,
                atLeast == null ? before.atLeast() : atLeast.longValueExact(),
                share == null ? before.share() : share.doubleValue());
    }
}
