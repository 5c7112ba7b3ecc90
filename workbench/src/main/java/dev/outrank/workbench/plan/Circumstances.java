package dev.outrank.workbench.plan;

import dev.outrank.planner.fleet.FleetTarget;
import dev.outrank.workbench.comparison.ComparisonInputs;
import dev.outrank.workbench.comparison.InputLines;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Says for which model, requests, machines and rate predictions are. */
final class Circumstances {

    private static final double NANOS_PER_MICRO = 1e3;

    private static final double DIGITS = 1e3;

    private Circumstances() {}

    /**
     * Returns them for programs.
     *
     * @param maxShardBytes {@link Long#MAX_VALUE} for no limit
     */
    static ComparisonInputs of(PlannedModel model, CostModel costs, long maxShardBytes) {
        FleetTarget target = costs.target();
        return new ComparisonInputs(
                model.facts().model(),
                model.source(),
                model.facts().tables().size(),
                model.facts().bytes(),
                Objects.requireNonNull(model.profile()),
                costs.calibration().text(),
                rounded(costs.roundTripNanos() / NANOS_PER_MICRO),
                rounded(target.requestsPerSecond()),
                costs.rateOrigin(),
                target.utilisation(),
                costs.sizesShards(),
                target.coresPerReplica(),
                target.processBytes(),
                maxShardBytes == Long.MAX_VALUE ? null : maxShardBytes);
    }

    private static double rounded(double value) {
        return Math.rint(value * DIGITS) / DIGITS;
    }

    /** Returns them for people, a line each. */
    static List<String> lines(ComparisonInputs inputs) {
        return InputLines.of(inputs).entrySet().stream()
                .map(line ->
                        String.format(Locale.ROOT, "%-12s %s", line.getKey().toLowerCase(Locale.ROOT), line.getValue()))
                .toList();
    }
}
