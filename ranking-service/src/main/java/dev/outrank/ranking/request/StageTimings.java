package dev.outrank.ranking.request;

import java.util.EnumMap;
import java.util.Locale;
import java.util.StringJoiner;

/** How long each stage of one request took. Immutable; a stage that did not happen is absent. */
public final class StageTimings {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final StageTimings NONE = new StageTimings(new EnumMap<>(Stage.class));

    private final EnumMap<Stage, Long> nanos;

    private StageTimings(EnumMap<Stage, Long> nanos) {
        this.nanos = nanos;
    }

    /** Returns timings without any stage. */
    public static StageTimings none() {
        return NONE;
    }

    /** Returns these timings with {@code nanos} for a stage, in place of what it had; less than zero counts as zero. */
    public StageTimings with(Stage stage, long nanos) {
        EnumMap<Stage, Long> copy = new EnumMap<>(this.nanos);
        copy.put(stage, Math.max(0L, nanos));
        return new StageTimings(copy);
    }

    /** Returns whether the stage happened. */
    public boolean has(Stage stage) {
        return nanos.containsKey(stage);
    }

    /** Returns the stage's nanoseconds, 0 where it did not happen. */
    public long nanos(Stage stage) {
        return nanos.getOrDefault(stage, 0L);
    }

    /** Returns the value of a {@code Server-Timing} header: {@code decode;dur=0.214, shard.pool;dur=1.020}, in milliseconds. */
    public String serverTiming() {
        StringJoiner header = new StringJoiner(", ");
        nanos.forEach((stage, took) ->
                header.add(String.format(Locale.ROOT, "%s;dur=%.3f", stage.label(), took / NANOS_PER_MILLI)));
        return header.toString();
    }

    @Override
    public String toString() {
        return serverTiming();
    }
}
