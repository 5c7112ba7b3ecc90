package dev.outrank.lookup;

/**
 * Why a shard answers without vectors.
 *
 * @param code the kind
 * @param lookup the position of the lookup at fault, or {@link #NO_LOOKUP}
 * @param id the id at fault, 0 where there is none
 * @param message for a person
 */
public record LookupError(LookupErrorCode code, int lookup, long id, String message) {

    /** The position where no single lookup is at fault. */
    public static final int NO_LOOKUP = -1;

    public LookupError {
        if (lookup < NO_LOOKUP) {
            throw new FrameException("lookup: " + lookup + " (expected: at least " + NO_LOOKUP + ")");
        }
    }

    /** Returns an error that no single lookup causes. */
    public static LookupError of(LookupErrorCode code, String message) {
        return new LookupError(code, NO_LOOKUP, 0, message);
    }
}
