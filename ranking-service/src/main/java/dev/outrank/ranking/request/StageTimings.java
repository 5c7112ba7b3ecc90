package dev.outrank.ranking.request;

import java.util.Arrays;

/** How long each stage of one request took. Immutable; a stage that did not happen is absent. */
// Never leaves this process, so that the order of the constants is free to change.
@SuppressWarnings("EnumOrdinal")
public final class StageTimings {

    private static final Stage[] STAGES = Stage.values();
    static final long ABSENT = -1;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final int CHARS_PER_STAGE = 28;
    private static final String TOTAL = "total";
    private static final StageTimings NONE = new StageTimings(absent());

    /** By ordinal. */
    private final long[] nanos;

    /** Takes over nanoseconds by ordinal. */
    StageTimings(long[] nanos) {
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

    /** Returns the sum of all stages. */
    public long sumNanos() {
        long sum = 0;
        for (Stage stage : STAGES) {
            sum += nanos(stage);
        }
        return sum;
    }

    /**
     * Returns the value of a {@code Server-Timing} header, in milliseconds: {@code decode;dur=0.214, shard.pool;dur=1.020, total;dur=1.234}.
     *
     * @param totalNanos what the stages are parts of
     */
    public String serverTiming(long totalNanos) {
        StringBuilder header = stages();
        appendMillis(header.append(header.isEmpty() ? "" : ", ").append(TOTAL).append(";dur="), totalNanos);
        return header.toString();
    }

    private StringBuilder stages() {
        StringBuilder text = new StringBuilder(CHARS_PER_STAGE * (STAGES.length + 1));
        for (Stage stage : STAGES) {
            if (has(stage)) {
                text.append(text.isEmpty() ? "" : ", ").append(stage.label()).append(";dur=");
                appendMillis(text, nanos(stage));
            }
        }
        return text;
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
        return stages().toString();
    }
}
