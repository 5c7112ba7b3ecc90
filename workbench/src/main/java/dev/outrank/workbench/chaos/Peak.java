package dev.outrank.workbench.chaos;

/**
 * How many exact answers a second there are at most, beside an overload: machines that are shared change their speed within half a minute.
 *
 * @param before the overload
 * @param behind it, when it is over
 */
record Peak(double before, double behind) {

    /** Below that share of what was before, it may be the stack that was left slow, which is no excuse. */
    private static final double STEADY = 0.8;

    /** Returns what the overload is held against: the mean of both, or the first alone where the second is far less. */
    double perSecond() {
        return behind < STEADY * before ? before : (before + behind) / 2;
    }
}
