package dev.outrank.embedding.lookup;

/** Where the parts of one answer go, in order. */
interface AnswerParts {

    /** Returns whether anybody still waits for them. */
    boolean isWanted();

    /** Takes over a part; an error is always the last. */
    void accept(Answer part, boolean last);
}
