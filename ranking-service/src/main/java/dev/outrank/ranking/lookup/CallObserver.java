package dev.outrank.ranking.lookup;

import dev.outrank.ranking.replica.Replica;

/** Hears who answered a lookup. */
@FunctionalInterface
public interface CallObserver {

    /**
     * The last part of an answer is there, and is delivered next.
     *
     * @param replica that gave it
     * @param sentBytes of the frame that this replica was sent
     */
    void answered(Replica replica, int sentBytes);
}
