package dev.outrank.workbench.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints reports for people. */
final class ReportTable {

    /** The stages in the order of a request's way, as docs and metrics name them. */
    private static final List<String> STAGES = List.of(
            "gateway",
            "queue",
            "decode",
            "scatter",
            "network",
            "shard.queue",
            "shard.decode",
            "shard.pool",
            "shard.encode",
            "gather",
            "dense.bottom",
            "dense.top",
            "encode");

    private static final double MIB = 1 << 20;

    private final PrintWriter out;

    ReportTable(PrintWriter out) {
        this.out = out;
    }

    void print(List<ModelReport> reports) {
        out.println();
        printSummary(reports);
        out.println();
        printStages(reports);
        out.println();
        reports.forEach(this::printChecks);
        out.flush();
    }

    private void printSummary(List<ModelReport> reports) {
        out.printf(
                Locale.ROOT,
                "%-15s %-6s %8s %10s %9s %9s %7s  %s%n",
                "model",
                "api",
                "requests",
                "candidates",
                "P50 ms",
                "P99 ms",
                "shards",
                "MiB per shard");
        for (ModelReport report : reports) {
            out.printf(
                    Locale.ROOT,
                    "%-15s %-6s %8d %10d %9.2f %9.2f %7d  %s%n",
                    report.model().name(),
                    label(report),
                    report.requests(),
                    report.candidates(),
                    report.millisAt(50),
                    report.millisAt(99),
                    report.model().shardBytes().size(),
                    report.model().shardBytes().stream()
                            .map(bytes -> String.format(Locale.ROOT, "%.1f", bytes / MIB))
                            .collect(Collectors.joining(" ")));
        }
    }

    private void printStages(List<ModelReport> reports) {
        String heads = reports.stream()
                .map(report -> String.format(Locale.ROOT, "%22s", report.model().name() + " " + label(report)))
                .collect(Collectors.joining());
        out.printf(Locale.ROOT, "%-15s%s%n", "mean ms by stage", heads.substring(1));
        for (String stage : STAGES) {
            if (reports.stream().anyMatch(report -> report.hasStage(stage))) {
                out.printf(
                        Locale.ROOT,
                        "%-15s%s%n",
                        stage,
                        reports.stream()
                                .map(report -> String.format(Locale.ROOT, "%22.3f", report.meanMillis(stage)))
                                .collect(Collectors.joining()));
            }
        }
    }

    private static String label(ModelReport report) {
        return report.api().name().toLowerCase(Locale.ROOT);
    }

    private void printChecks(ModelReport report) {
        for (ModelReport.Check check : report.checks()) {
            out.printf(
                    Locale.ROOT,
                    "%s  %-15s %-6s %s: %s%n",
                    check.holds() ? "PASS" : "FAIL",
                    report.model().name(),
                    label(report),
                    check.claim(),
                    check.evidence());
        }
    }
}
