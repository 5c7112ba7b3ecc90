package dev.outrank.planner.predict;

/**
 * How long work waits for one of some cores: an M/G/c queue.
 *
 * <p>The probability of waiting is Erlang's C, and a wait is exponential with the mean {@code E[S²] / (2 E[S]) / (c (1 − ρ))}: exact for
 * exponential service times and for one core's mean, else the approximation of Lee and Longton (1959).
 *
 * @param utilisation ρ, the share of the time that a core works; 1 or more never settles
 * @param waitProbability of arriving when all cores work
 * @param meanWaitNanos of those that wait
 */
record Queue(double utilisation, double waitProbability, double meanWaitNanos) {

    /** Where nobody ever waits. */
    static final Queue NONE = new Queue(0, 0, 0);

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Returns the queue of one process.
     *
     * @param arrivalsPerSecond at this process
     * @param meanNanos mean time of service
     * @param meanSquareNanos mean of its square
     */
    static Queue of(double arrivalsPerSecond, double meanNanos, double meanSquareNanos, int cores) {
        double offered = arrivalsPerSecond * meanNanos / NANOS_PER_SECOND;
        double utilisation = offered / cores;
        if (offered == 0) {
            return NONE;
        }
        if (utilisation >= 1) {
            return new Queue(utilisation, 1, Double.POSITIVE_INFINITY);
        }
        double residual = meanSquareNanos / (2 * meanNanos);
        return new Queue(utilisation, erlangC(offered, cores), residual / (cores * (1 - utilisation)));
    }

    /** Returns Erlang's C from Erlang's B, whose recursion is stable. */
    private static double erlangC(double offered, int cores) {
        double blocking = 1;
        for (int core = 1; core <= cores; core++) {
            blocking = offered * blocking / (core + offered * blocking);
        }
        return blocking / (1 - offered / cores * (1 - blocking));
    }

    /** Returns the probability that a wait is at most so long; 0 for a negative time. */
    double waitsAtMost(double nanos) {
        if (nanos < 0) {
            return 0;
        }
        return waitProbability == 0 ? 1 : 1 - waitProbability * Math.exp(-nanos / meanWaitNanos);
    }

    boolean isSaturated() {
        return utilisation >= 1;
    }
}
