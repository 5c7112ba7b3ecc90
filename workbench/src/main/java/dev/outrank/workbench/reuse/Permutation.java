package dev.outrank.workbench.reuse;

import dev.outrank.workbench.random.CounterMixer;

/**
 * A pseudo-random order of the numbers [0, size), one at a time and without memory: a Feistel network over the next power of four, walked along its
 * cycles until it is back inside (Black, Rogaway: Ciphers with Arbitrary Finite Domains, CT-RSA 2002). Immutable and thread-safe.
 */
final class Permutation {

    /** Four rounds of a random function are a random permutation for anyone who does not attack it (Luby, Rackoff 1988). */
    private static final int ROUNDS = 4;

    private final long size;
    private final int halfBits;
    private final long halfMask;
    private final CounterMixer[] rounds = new CounterMixer[ROUNDS];

    /** Makes the order of {@code size} numbers, at least 1, that belongs to a seed and a name. */
    Permutation(long size, long seed, String name) {
        this.size = size;
        this.halfBits = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(size - 1) + 1) / 2);
        this.halfMask = (1L << halfBits) - 1;
        for (int i = 0; i < ROUNDS; i++) {
            rounds[i] = new CounterMixer(seed, "permutation:" + i + ":" + name);
        }
    }

    /** Returns the number at a place, 0 to size - 1; each occurs at one place. */
    long at(long place) {
        long number = place;
        do {
            number = network(number);
        } while (number >= size);
        return number;
    }

    private long network(long number) {
        long left = number >>> halfBits;
        long right = number & halfMask;
        for (CounterMixer round : rounds) {
            long next = left ^ (round.bits(right) & halfMask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }
}
