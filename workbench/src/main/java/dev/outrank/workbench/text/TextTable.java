package dev.outrank.workbench.text;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, as wide as their widest cell; numbers are set to the right, with {@code -} and {@code never} among them. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    /** Makes a table without rows. */
    public TextTable(String... header) {
        rows.add(List.of(header));
    }

    /** Adds a row of as many cells as the header has. */
    public void add(Object... cells) {
        List<String> row = new ArrayList<>(cells.length);
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
    }

    /** Returns the header and all rows, each behind {@code indent}. */
    public List<String> lines(String indent) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        boolean[] numeric = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int at = column;
            widths[at] =
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            numeric[at] = rows.stream().skip(1).allMatch(row -> row.get(at).matches("[0-9,.]+(e[-+][0-9]+)?|-|never"));
        }
        return rows.stream().map(row -> line(indent, row, widths, numeric)).toList();
    }

    private static String line(String indent, List<String> row, int[] widths, boolean[] numeric) {
        StringBuilder line = new StringBuilder(indent);
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            line.append(numeric[column] ? padding + cell : cell + padding).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
