package dev.outrank.ranking.request;

import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;

/** How long each stage of one request took. Immutable; a stage that did not happen is absent. */
public final class StageTimings {

    private static final Stage[] STAGES = Stage.values();
    private static final long ABSENT = -1;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final StageTimings NONE = new StageTimings(absent());

    private final long[] nanos;

    private StageTimings(long[] nanos) {
        this.nanos = nanos;
    }

    private static long[] absent() {
        long[] nanos = new long[STAGES.length];
        Arrays.fill(nanos, ABSENT);
        return nanos;
    }

    /** Returns timings without any stage. */
    public static StageTimings none() {
        return NONE;
    }

    /** Returns these timings with {@code nanos} for a stage, in place of what it had; less than zero counts as zero. */
    public StageTimings with(Stage stage, long nanos) {
        long[] copy = this.nanos.clone();
        copy[stage.ordinal()] = Math.max(0L, nanos);
        return new StageTimings(copy);
    }

    /** Returns whether the stage happened. */
    public boolean has(Stage stage) {
        return nanos[stage.ordinal()] != ABSENT;
    }

    /** Returns the stage's nanoseconds, 0 where it did not happen. */
    public long nanos(Stage stage) {
        return Math.max(0L, nanos[stage.ordinal()]);
    }

    /** Returns the value of a {@code Server-Timing} header: {@code decode;dur=0.214, shard.pool;dur=1.020}, in milliseconds. */
    public String serverTiming() {
        StringJoiner header = new StringJoiner(", ");
        for (Stage stage : STAGES) {
            if (has(stage)) {
                header.add(String.format(
                        Locale.ROOT, "%s;dur=%.3f", stage.label(), nanos[stage.ordinal()] / NANOS_PER_MILLI));
            }
        }
        return header.toString();
    }

    @Override
    public String toString() {
        return serverTiming();
    }
}
