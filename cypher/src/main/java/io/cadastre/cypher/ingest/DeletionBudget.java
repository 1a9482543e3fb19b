package io.cadastre.cypher.ingest;

/**
 * How much of a kind may go in one publish. What is more waits for a person: it is far more often a source that answers
 * wrongly than a source that lost so much at once.
 *
 * @param enabled whether deletions are held at all
 * @param atLeast this many may always go, unless it is everything there is; not negative
 * @param share this part of what is there may go, unless it is everything; from 0 to 1
 */
public record DeletionBudget(boolean enabled, long atLeast, double share) {
    /** More than 20 and more than 30 % of a kind wait, and so does all of it. */
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

    /** Whether deletions of one kind have to wait: more than the greater of both limits, or everything there is. */
    boolean isExceededBy(Toll toll, long there) {
        return enabled
                && toll.going() > 0
                && ((toll.going() > atLeast && toll.going() > share * there) || toll.going() + toll.along() >= there);
    }

    /** How far what is there needs to be counted: more of it would not change the verdict. */
    long countedFarEnough(Toll toll) {
        long notEverything = toll.going() + toll.along() + 1;
        if (toll.going() <= atLeast) {
            return notEverything;
        }
        // The cast of what is too large, or infinite, is the largest long.
        return Math.max(notEverything, (long) (toll.going() / share + 1));
    }

    /**
     * What a publish would take from one kind.
     *
     * @param going how many would be deleted for themselves
     * @param along how many go with an entity that is deleted: they are not counted, but nor do they stay
     */
    record Toll(long going, long along) {}
}
