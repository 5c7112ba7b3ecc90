package dev.outrank.workbench.characterize;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.outrank.bundle.failure.CallerException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One placement of one model under one load, against the same model in one process ({@code docs/format/characterization.md}).
 *
 * @param model its name
 * @param strategy of the plan; {@code singular} where the process was measured against itself
 * @param shards how many
 * @param variant what was changed, empty for nothing
 * @param load {@code serial}, or the share of singular's capacity, for example {@code 50%}, or {@code full}
 * @param sameAs the strategy that made the very same plan and was measured in this one's place; absent where this one was measured itself
 * @param askedRate requests a second; absent where the load is serial or full
 * @param rounds that the medians are of
 * @param p50Ratio the median of {@code spreads.p50}
 * @param p90Ratio the median of {@code spreads.p90}
 * @param p99Ratio the median of {@code spreads.p99}
 * @param cpuRatio the median of {@code spreads.cpu}
 * @param rpcs lookups of a request, as ranking counted them
 * @param bytes of the frames of a request between ranking and shards, as ranking counted them
 * @param predictedBytes the same as the plan predicts them
 * @param predictedP50Micros the median latency that the planner predicts of a whole request; of serial loads only
 * @param predictedCpuMicros the CPU time that it predicts of all processes; of serial loads only
 * @param predictedP50Ratio predicted over measured median latency; of serial loads only
 * @param predictedCpuRatio predicted over measured CPU time; of serial loads only
 * @param bytesMaxOverMean the largest shard's bytes over the mean
 * @param lookupsMaxOverMean the most asked shard's lookups over the mean, as the plan predicts them
 * @param localBytes packed bytes of tables that ranking holds itself; absent where nobody planned
 * @param worstScoreChange the largest relative change of a score against float32 in one process; 0 where all bits agree
 * @param spreads of the ratios over the rounds
 * @param singular what the process with all tables did
 * @param distributed what ranking and its shards did
 * @param memory of all processes of both, by name, at the end
 */
public record StudyRow(
        String model,
        String strategy,
        int shards,
        String variant,
        String load,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sameAs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double askedRate,
        int rounds,
        double p50Ratio,
        double p90Ratio,
        double p99Ratio,
        double cpuRatio,
        double rpcs,
        double bytes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double predictedBytes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double predictedP50Micros,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double predictedCpuMicros,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double predictedP50Ratio,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double predictedCpuRatio,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double bytesMaxOverMean,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double lookupsMaxOverMean,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long localBytes,
        double worstScoreChange,
        Ratios spreads,
        SideFigures singular,
        SideFigures distributed,
        Map<String, ProcessMemory> memory) {

    /** The load of one request at a time. */
    public static final String SERIAL = "serial";

    /** The load of so many requests at a time that each side does what it can; its {@code achievedRate} says how much. */
    public static final String FULL = "full";

    public StudyRow {
        if (shards < 1 || rounds < 1) {
            throw new CallerException("shards: " + shards + ", rounds: " + rounds + " (expected: both at least 1)");
        }
        memory = new TreeMap<>(memory);
    }

    /** Returns what makes two rows of two reports comparable. */
    String key() {
        return model + ", " + strategy + " on " + shards + (variant.isEmpty() ? "" : ", " + variant) + ", " + load;
    }

    boolean isSerial() {
        return load.equals(SERIAL);
    }

    boolean isFull() {
        return load.equals(FULL);
    }

    /** Returns whether this is of a plan as it is, on so many shards and by this strategy or by one that made the same plan. */
    boolean isOf(String studied, Placement placement) {
        return model.equals(studied)
                && variant.isEmpty()
                && shards == placement.shards()
                && (strategy.equals(placement.strategy())
                        || placement.strategy().equals(sameAs));
    }

    /** Returns whether the process was measured against itself. */
    boolean isNoise() {
        return isOneProcess() && variant.isEmpty();
    }

    /** Returns whether what was measured is one process with all tables. */
    boolean isOneProcess() {
        return strategy.equals(StudyReport.SINGULAR);
    }

    /** Returns the row of another strategy whose plan is the same. */
    StudyRow sharedBy(String other) {
        return new StudyRow(
                model,
                other,
                shards,
                variant,
                load,
                strategy,
                askedRate,
                rounds,
                p50Ratio,
                p90Ratio,
                p99Ratio,
                cpuRatio,
                rpcs,
                bytes,
                predictedBytes,
                predictedP50Micros,
                predictedCpuMicros,
                predictedP50Ratio,
                predictedCpuRatio,
                bytesMaxOverMean,
                lookupsMaxOverMean,
                localBytes,
                worstScoreChange,
                spreads,
                singular,
                distributed,
                memory);
    }
}
