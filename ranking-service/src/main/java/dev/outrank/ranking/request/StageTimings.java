package dev.outrank.ranking.request;

import java.util.Arrays;

/** How long each stage of one request took. Immutable; a stage that did not happen is absent. */
// Never leaves this process, so that the order of the constants is free to change.
@SuppressWarnings("EnumOrdinal")
public final class StageTimings {

    private static final Stage[] STAGES = Stage.values();
    private static final long ABSENT = -1;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final int CHARS_PER_STAGE = 28;
    private static final StageTimings NONE = new StageTimings(absent());

    /** By ordinal. */
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

    /** Returns these timings with {@code nanos} more for a stage. */
    public StageTimings plus(Stage stage, long nanos) {
        return with(stage, nanos(stage) + nanos);
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
        StringBuilder header = new StringBuilder(CHARS_PER_STAGE * STAGES.length);
        for (Stage stage : STAGES) {
            if (has(stage)) {
                header.append(header.isEmpty() ? "" : ", ")
                        .append(stage.label())
                        .append(";dur=");
                appendMillis(header, nanos(stage));
            }
        }
        return header.toString();
    }

    private static void appendMillis(StringBuilder target, long nanos) {
        long micros = (nanos + NANOS_PER_MICRO / 2) / NANOS_PER_MICRO;
        long fraction = micros % MICROS_PER_MILLI;
        target.append(micros / MICROS_PER_MILLI)
                .append('.')
                .append(fraction < 100 ? "0" : "")
                .append(fraction < 10 ? "0" : "")
                .append(fraction);
    }

    @Override
    public String toString() {
        return serverTiming();
    }
}
