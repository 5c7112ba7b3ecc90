package dev.outrank.workbench.characterize;

import dev.outrank.planner.predict.Prediction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of its rounds.
 *
 * @param model its name
 * @param placement how it was served
 * @param prediction of its plan when idle; null where nobody can say
 * @param level the load
 */
record RowAssembly(
        String model, Placement placement, @Nullable Prediction prediction, LoadLevels.Level level) {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double DIGITS = 1e4;

    /**
     * Returns the row.
     *
     * @param singularMeters what the one process counted for a request
     * @param meters what the others counted
     * @param scoreChange the largest relative change of a score
     */
    StudyRow row(
            List<Round> rounds,
            MeterReading singularMeters,
            MeterReading meters,
            double scoreChange,
            Map<String, ProcessMemory> memory) {
        Ratios ratios = Ratios.of(rounds);
        SideFigures singular =
                SideFigures.of(rounds.stream().map(Round::singular).toList(), singularMeters);
        SideFigures distributed =
                SideFigures.of(rounds.stream().map(Round::distributed).toList(), meters);
        @Nullable Prediction serial = level.name().equals(StudyRow.SERIAL) ? prediction : null;
        return new StudyRow(
                model,
                placement.strategy(),
                placement.shards(),
                placement.variant(),
                level.name(),
                null,
                level.load().rate(),
                rounds.size(),
                ratios.p50().median(),
                ratios.p90().median(),
                ratios.p99().median(),
                ratios.cpu().median(),
                rounded(meters.lookups()),
                rounded(meters.lookupBytes()),
                prediction == null ? null : rounded(prediction.wireBytes()),
                serial == null ? null : micros(serial.p50Nanos()),
                serial == null ? null : micros(serial.cpuNanos()),
                serial == null ? null : predicted(serial.p50Nanos(), distributed.p50Micros()),
                serial == null ? null : predicted(serial.cpuNanos(), distributed.cpuMicros()),
                prediction == null ? null : rounded(prediction.bytesImbalance()),
                prediction == null ? null : rounded(prediction.lookupsImbalance()),
                prediction == null ? null : prediction.localBytes(),
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
