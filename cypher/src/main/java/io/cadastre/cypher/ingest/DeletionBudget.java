package io.cadastre.cypher.ingest;

/**
 * How much of a kind may go in one publish. What is more waits for a person: it is far more often a source that answers
 * wrongly than a source that lost so much at once.
 *
 * @param enabled whether deletions are held at all
 * @param atLeast this many may always go, unless they are all entities of their type; not negative
 * @param share this part of what is there may go, unless they are all entities of their type; from 0 to 1
 */
public record DeletionBudget(boolean enabled, long atLeast, double share) {
    /** More than 20 and more than 30 % of a kind wait, and so do all entities of a type. */
    public static final DeletionBudget DEFAULT = new DeletionBudget(true, 20, 0.30);

    /** Everything that is proven gone goes at once. */
    public static final DeletionBudget OFF = new DeletionBudget(false, DEFAULT.atLeast, DEFAULT.share);

    public DeletionBudget {
        if (atLeast < 0) {
            throw new IllegalArgumentException("'atLeast' is a number of deletions, 0 or more.");
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("'share' is a part of what is there, from 0 to 1; 0.3 means 30 %.");
        }
    }

    /** Whether deletions of one entity type have to wait: more than the greater of both limits, or everything there is. */
    boolean holdsEntities(long going, long there) {
        return enabled && going > 0 && (exceedsLimits(going, there) || going >= there);
    }

    /**
     * Whether deletions of one kind of relationship have to wait. The last of few may go: a link that only one entity has
     * moves to another end, or ends, every day.
     */
    boolean holdsRelationships(long going, long there) {
        return enabled && exceedsLimits(going, there);
    }

    private boolean exceedsLimits(long going, long there) {
        return going > atLeast && going > share * there;
    }

    /** How far what is there needs to be counted: more of it would not change the verdict. */
    long countedFarEnough(long going) {
        // The cast of what is too large, or infinite, is the largest long.
        return going > atLeast ? Math.max(going + 1, (long) (going / share + 1)) : going + 1;
    }
}
