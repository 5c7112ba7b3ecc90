package dev.outrank.workbench.characterize;

import dev.outrank.planner.cost.MachineFacts;
import dev.outrank.workbench.replay.LatencySummary;
import dev.outrank.workbench.replay.ReplayResult;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reports with chosen ratios. */
final class StudyReports {

    private static final MeterReading METERS = new MeterReading(8, 1000, Map.of("decode", 1e-4, "shard.pool", 2e-4));

    private StudyReports() {}

    static Turn turn(double p50, double p99, double cpu) {
        LatencySummary latency = new LatencySummary(p50, p50, p99, p99, p99, p99);
        Map<String, Double> stages = Map.of("decode", 1.0, "network", 0.5, "shard.pool", 0.5, "dense.top", 2.0);
        ReplayResult result = new ReplayResult(
                1,
                "http://127.0.0.1:1",
                "m",
                "infer",
                "serial",
                null,
                100,
                0,
                1,
                1,
                1,
                1,
                1,
                1,
                100,
                latency,
                latency,
                stages,
                List.of());
        return new Turn(result, Map.of("ranking", cpu), 10);
    }

    /** Returns a row whose rounds have these ratios of P99; that of CPU is the given one in all. */
    static StudyRow row(String model, String strategy, int shards, String load, double cpu, double... p99) {
        return variant("", model, strategy, shards, load, cpu, p99);
    }

    /** Returns the same of a placement of which something was changed. */
    static StudyRow variant(
            String variant, String model, String strategy, int shards, String load, double cpu, double... p99) {
        List<Round> rounds = IntStream.range(0, p99.length)
                .mapToObj(i -> new Round(turn(1000, 2000, 500), turn(1000 * p99[i], 2000 * p99[i], 500 * cpu)))
                .toList();
        Ratios ratios = Ratios.of(rounds);
        return new StudyRow(
                model,
                strategy,
                shards,
                variant,
                load,
                null,
                null,
                rounds.size(),
                ratios.p50().median(),
                ratios.p90().median(),
                ratios.p99().median(),
                ratios.cpu().median(),
                shards,
                1000,
                1100.0,
                900.0,
                550.0,
                0.9,
                1.1,
                1.2,
                1.3,
                0L,
                0,
                ratios,
                SideFigures.of(rounds.stream().map(Round::singular).toList(), METERS),
                SideFigures.of(rounds.stream().map(Round::distributed).toList(), METERS),
                Map.of("singular", new ProcessMemory(100, 90), "ranking", new ProcessMemory(50, 40)));
    }

    static StudyReport report(StudyRow... rows) {
        return new StudyReport(
                1,
                new MachineFacts(
                        "cpu <x>", 2, "L3 32 MiB", 1L << 30, "Linux", "OpenJDK 25", "native", "2026-11-25T00:00:00Z"),
                Map.of("Netty", "4.2"),
                Map.of("rounds", "3"),
                List.of(new StudiedModel("m", 0.01, 1_000_000, 200, 4000, 50)),
                List.of(row("m", "singular", 1, "serial", 1, 0.98, 1.0, 1.03)),
                List.of(rows),
                List.of(new FleetRow("m", "load", 8, 1000, 3, List.of(1, 2), 20, 5e9)),
                List.of());
    }
}
