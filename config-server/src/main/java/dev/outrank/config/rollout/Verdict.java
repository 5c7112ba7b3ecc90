package dev.outrank.config.rollout;

/** What a canary's evidence says. */
sealed interface Verdict {

    /** Nothing speaks against it, and enough was seen. */
    record GoOn() implements Verdict {}

    /**
     * It is out of its bounds.
     *
     * @param reason which, with the numbers
     */
    record RollBack(String reason) implements Verdict {}

    /**
     * Nothing speaks against it, but not enough was seen.
     *
     * @param missing what is waited for
     */
    record NotEnough(String missing) implements Verdict {}
}
