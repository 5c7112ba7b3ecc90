package dev.outrank.ranking.json;

/** The rule by which growable arrays grow: by half, so that appending is linear on the whole. */
final class Growth {

    /** Some JVMs cannot allocate arrays of exactly {@code Integer.MAX_VALUE}. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private Growth() {}

    static int capacity(int current, int needed) {
        long grown = Math.max((long) current + (current >> 1) + 8, needed);
        return (int) Math.max(needed, Math.min(grown, MAX_LENGTH));
    }
}
