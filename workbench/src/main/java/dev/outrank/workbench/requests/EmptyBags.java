package dev.outrank.workbench.requests;

/** Which bags are empty besides those that come out empty by chance. */
public enum EmptyBags {
    /** None. */
    AS_DRAWN,
    /** Every third bag of each feature, the first one included. */
    EVERY_THIRD,
    /** All of them. */
    ALL;

    boolean empties(int bag) {
        return switch (this) {
            case AS_DRAWN -> false;
            case EVERY_THIRD -> bag % 3 == 0;
            case ALL -> true;
        };
    }
}
