package dev.outrank.workbench.quantize;

import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What quantising did.
 *
 * @param tables those that changed
 * @param nets all of them where nets were to change, otherwise none
 * @param scores how the final scores changed
 */
record QuantizeReport(List<TableChange> tables, List<NetChange> nets, ScoreChange scores) {

    private static final String BATCH_NOTE =
            "int8 nets take the range of their activations from the whole batch: a candidate's score"
                    + " depends a little on who is ranked beside it; equal batches give equal scores";

    QuantizeReport {
        tables = List.copyOf(tables);
        nets = List.copyOf(nets);
    }

    /** Returns the report as lines for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!tables.isEmpty()) {
            lines.addAll(tableLines());
        }
        if (!nets.isEmpty()) {
            lines.addAll(netLines());
        }
        lines.addAll(scores.lines());
        if (!nets.isEmpty()) {
            lines.add(BATCH_NOTE);
        }
        return lines;
    }

    /** Returns the report as a record to be written as JSON. */
    Document document() {
        return new Document(tables.stream().map(TableDocument::of).toList(), nets, scores);
    }

    /** The report as it is written: {@code tables} without their manifests' other fields. */
    record Document(List<TableDocument> tables, List<NetChange> nets, ScoreChange scores) {}

    /** A table as it is written. */
    record TableDocument(
            String table,
            String from,
            String to,
            long bytesBefore,
            long bytesAfter,
            double maxError,
            double meanError,
            double cosine) {

        static TableDocument of(TableChange change) {
            return new TableDocument(
                    change.before().name(),
                    change.before().dtype().jsonName(),
                    change.after().dtype().jsonName(),
                    change.before().capacityBytes(),
                    change.after().capacityBytes(),
                    change.maxError(),
                    change.meanError(),
                    change.cosine());
        }
    }

    private List<String> tableLines() {
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
        lines.add(sum("all", tables, change -> change.before().capacityBytes(), change -> change.after()
                .capacityBytes()));
        return lines;
    }

    private List<String> netLines() {
        TextTable table = new TextTable("net", "products", "int8", "bytes before", "bytes after");
        for (NetChange net : nets) {
            table.add(
                    net.net(),
                    net.products(),
                    net.int8(),
                    Numbers.grouped(net.bytesBefore()),
                    Numbers.grouped(net.bytesAfter()));
        }
        List<String> lines = new ArrayList<>(table.lines(""));
        lines.add(sum("nets", nets, NetChange::bytesBefore, NetChange::bytesAfter));
        return lines;
    }

    private static <T> String sum(
            String what, List<T> changes, ToLongFunction<T> bytesBefore, ToLongFunction<T> bytesAfter) {
        long before = changes.stream().mapToLong(bytesBefore).sum();
        long after = changes.stream().mapToLong(bytesAfter).sum();
        return String.format(
                Locale.ROOT, "%s: %,d bytes before, %,d after, 1/%.2f", what, before, after, (double) before / after);
    }

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.2e", value);
    }
}
