package dev.outrank.workbench.characterize;

import dev.outrank.planner.predict.Prediction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of its rounds.
 *
 * @param model which was measured
 * @param placement how it was served
 * @param prediction of its plan when idle
 * @param level the load
 */
record RowAssembly(StudyModel model, Placement placement, Prediction prediction, LoadLevels.Level level) {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double DIGITS = 1e4;

    StudyRow row(List<Round> rounds, double rpcs, double scoreChange, Map<String, ProcessMemory> memory) {
        Ratios ratios = Ratios.of(rounds);
        SideFigures singular =
                SideFigures.of(rounds.stream().map(Round::singular).toList());
        SideFigures distributed =
                SideFigures.of(rounds.stream().map(Round::distributed).toList());
        boolean serial = level.name().equals(StudyRow.SERIAL);
        return new StudyRow(
                model.name(),
                placement.strategy(),
                placement.shards(),
                placement.variant(),
                level.name(),
                level.load().rate(),
                rounds.size(),
                ratios.p50().median(),
                ratios.p90().median(),
                ratios.p99().median(),
                ratios.cpu().median(),
                rounded(rpcs),
                rounded(prediction.wireBytes()),
                serial ? micros(prediction.p50Nanos()) : null,
                serial ? micros(prediction.cpuNanos()) : null,
                serial ? predicted(prediction.p50Nanos(), distributed.p50Micros()) : null,
                serial ? predicted(prediction.cpuNanos(), distributed.cpuMicros()) : null,
                rounded(prediction.bytesImbalance()),
                rounded(prediction.lookupsImbalance()),
                scoreChange,
                ratios,
                singular,
                distributed,
                memory);
    }

    private static @Nullable Double micros(double nanos) {
        return Double.isFinite(nanos) ? rounded(nanos / NANOS_PER_MICRO) : null;
    }

    private static @Nullable Double predicted(double nanos, double measuredMicros) {
        return Double.isFinite(nanos) && measuredMicros > 0 ? rounded(nanos / NANOS_PER_MICRO / measuredMicros) : null;
    }

    private static double rounded(double value) {
        return Math.rint(value * DIGITS) / DIGITS;
    }
}
