package dev.outrank.workbench.plan;

import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.fleet.FleetTarget;
import dev.outrank.workbench.text.ByteCount;
import dev.outrank.workbench.text.TimeSpan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On which machines a plan is served, and at which rate. */
final class ServingOptions {

    /** Below the knee of the queues' waits, with room for a replica that is lost. */
    private static final double UTILISATION = 0.6;

    private static final int CORES = 4;

    /** A ranking process takes 820 MiB in the local stack, an embedding process less. */
    private static final long PROCESS_BYTES = 1L << 30;

    @Option(
            names = "--calibration",
            paramLabel = "<file>",
            description = "What 'outrank calibrate' measured of the machines (default: the one that Outrank ships).")
    private @Nullable Path calibration;

    @Option(
            names = "--round-trip",
            paramLabel = "<time>",
            description = "What the network adds to a call, such as 250us (default: what the calibration says).")
    private @Nullable String roundTrip;

    @Option(
            names = "--rate",
            paramLabel = "<requests/s>",
            description =
                    "Size the replicas of shards for this rate, and print the fleet beside the singular model's"
                            + " (default: replicas as given; predictions are for half of what one process with the whole model sustains).")
    private @Nullable Double rate;

    @Option(
            names = "--utilisation",
            paramLabel = "<share>",
            description = "The most of its time that a core should work, by which replicas are sized (default: "
                    + UTILISATION + ").")
    private @Nullable Double utilisation;

    @Option(names = "--cores", paramLabel = "<n>", description = "Cores of each process (default: " + CORES + ").")
    private @Nullable Integer cores;

    @Option(
            names = "--process-memory",
            paramLabel = "<bytes>",
            description = "Memory of each process besides its tables (default: 1GiB).")
    private @Nullable String processMemory;

    /** Refuses all of these where nothing is predicted. */
    void requireNone() {
        String expected = "--profile or --workload, without which nothing is predicted";
        OnlyWith.require(false, "--calibration", calibration, expected);
        OnlyWith.require(false, "--round-trip", roundTrip, expected);
        OnlyWith.require(false, "--rate", rate, expected);
        OnlyWith.require(false, "--utilisation", utilisation, expected);
        OnlyWith.require(false, "--cores", cores, expected);
        OnlyWith.require(false, "--process-memory", processMemory, expected);
    }

    /** Returns the costs of the machines. */
    CalibrationChoice calibration() {
        CalibrationChoice choice = CalibrationChoice.of(calibration);
        if (roundTrip == null) {
            return choice;
        }
        double nanos = (double) TimeSpan.parseNanos("--round-trip", roundTrip);
        return choice.with(Coefficient.of(CoefficientNames.ROUND_TRIP, nanos, "set by --round-trip"));
    }

    /** Returns the rate that is given, or null. */
    @Nullable
    Double rate() {
        return rate;
    }

    /** Returns what processes should do at a rate. */
    FleetTarget target(double requestsPerSecond, int minReplicas) {
        return new FleetTarget(
                requestsPerSecond,
                utilisation == null ? UTILISATION : utilisation,
                cores(),
                minReplicas,
                processBytes());
    }

    int cores() {
        return cores == null ? CORES : cores;
    }

    long processBytes() {
        return processMemory == null ? PROCESS_BYTES : ByteCount.parse("--process-memory", processMemory);
    }
}
