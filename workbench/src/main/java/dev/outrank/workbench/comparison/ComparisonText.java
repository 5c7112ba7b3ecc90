package dev.outrank.workbench.comparison;

import dev.outrank.workbench.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prints a comparison as one table; where there is no plan, the last column says why. */
public final class ComparisonText {

    /** A reason may be a paragraph; the whole of it is in the JSON and on the page. */
    private static final int REASON_LENGTH = 90;

    private ComparisonText() {}

    /** Returns the lines: the table, and which rows are best. */
    public static List<String> lines(ComparisonReport report) {
        Stream<String> titles = Stream.of(Column.values()).map(Column::title);
        TextTable table = new TextTable(Stream.of(Stream.of("strategy", "shards"), titles, Stream.of(""))
                .flatMap(part -> part)
                .toArray(String[]::new));
        report.rows().forEach(row -> table.add(cells(row)));
        List<String> lines = new ArrayList<>(table.lines(""));
        lines.addAll(Conclusions.sentences(report));
        return lines;
    }

    private static Object[] cells(ComparisonRow row) {
        List<String> cells = new ArrayList<>();
        cells.add(row.strategy());
        cells.add(String.valueOf(row.shards()));
        for (Column column : Column.values()) {
            cells.add(column.cell(row));
        }
        cells.add(brief(row.refusal() == null ? "" : row.refusal()));
        return cells.toArray();
    }

    private static String brief(String reason) {
        return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH - 3) + "...";
    }
}
