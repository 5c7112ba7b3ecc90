package dev.outrank.workbench.quantize;

import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What quantising did.
 *
 * @param tables those that changed
 * @param scores how the final scores changed
 */
record QuantizeReport(List<TableChange> tables, ScoreChange scores) {

    QuantizeReport {
        tables = List.copyOf(tables);
    }

    /** Returns the report as lines for people. */
    List<String> lines() {
        TextTable table = new TextTable(
                "table", "from", "to", "bytes before", "bytes after", "max error", "mean error", "cosine");
        for (TableChange change : tables) {
            TableSpec before = change.before();
            TableSpec after = change.after();
            table.add(
                    before.name(),
                    before.dtype().jsonName(),
                    after.dtype().jsonName(),
                    Numbers.grouped(before.capacityBytes()),
                    Numbers.grouped(after.capacityBytes()),
                    scientific(change.maxError()),
                    scientific(change.meanError()),
                    String.format(Locale.ROOT, "%.6f", change.cosine()));
        }
        List<String> lines = new ArrayList<>(table.lines(""));
        long before = tables.stream()
                .mapToLong(change -> change.before().capacityBytes())
                .sum();
        long after = tables.stream()
                .mapToLong(change -> change.after().capacityBytes())
                .sum();
        lines.add(String.format(
                Locale.ROOT, "all: %,d bytes before, %,d after, 1/%.2f", before, after, (double) before / after));
        lines.add(String.format(
                Locale.ROOT,
                "scores of %d requests, %,d candidates: max change %s, mean %s; rank correlation mean %.6f, lowest %.6f",
                scores.requests(),
                scores.candidates(),
                scientific(scores.max()),
                scientific(scores.mean()),
                scores.meanRankCorrelation(),
                scores.minRankCorrelation()));
        return lines;
    }

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.2e", value);
    }
}
