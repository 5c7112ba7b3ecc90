package dev.outrank.workbench.replay;

import org.jspecify.annotations.Nullable;

/** When requests are sent. */
public sealed interface Load {

    /**
     * At a rate, with exponential gaps, whatever becomes of the requests before.
     *
     * @param perSecond above 0
     * @param seed of the gaps
     */
    record Rate(double perSecond, long seed) implements Load {}

    /** At the trace's own times, whatever becomes of the requests before. */
    record TraceTimes() implements Load {}

    /**
     * Each when the one before has been answered.
     *
     * @param most how many, those of the warm-up too; 0 for as many as the time allows
     */
    record Serial(long most) implements Load {}

    /**
     * So many at a time, each sent when one before has been answered: as fast as the target can.
     *
     * @param inFlight how many, at least 1
     */
    record Closed(int inFlight) implements Load {}

    /** Returns the name in results. */
    default String label() {
        return switch (this) {
            case Rate _ -> "rate";
            case TraceTimes _ -> "trace";
            case Serial _ -> "serial";
            case Closed _ -> "closed";
        };
    }

    /** Returns the rate that is asked for, null where it is what it is. */
    default @Nullable Double rate() {
        return this instanceof Rate(double perSecond, long _) ? perSecond : null;
    }
}
