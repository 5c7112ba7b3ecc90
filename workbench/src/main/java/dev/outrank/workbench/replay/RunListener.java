package dev.outrank.workbench.replay;

/** Hears how a run goes. */
interface RunListener {

    /**
     * Takes an interval of a second or so.
     *
     * @param tick what was measured in it
     * @param seconds since the run's begin
     * @param errors so far
     * @param inFlight requests on their way
     */
    void tick(Measurements.Tick tick, double seconds, long errors, int inFlight);

    /** Returns a listener that does nothing. */
    static RunListener none() {
        return (_, _, _, _) -> {};
    }

    /** Returns a listener that tells both. */
    default RunListener and(RunListener other) {
        return (tick, seconds, errors, inFlight) -> {
            tick(tick, seconds, errors, inFlight);
            other.tick(tick, seconds, errors, inFlight);
        };
    }
}
