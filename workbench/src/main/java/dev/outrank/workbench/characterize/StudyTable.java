package dev.outrank.workbench.characterize;

import dev.outrank.workbench.comparison.Html;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of a page.
 *
 * @param head titles of the columns
 * @param rows cells, as many as the head has
 */
record StudyTable(List<String> head, List<List<String>> rows) {

    StudyTable {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Returns head and body, without the element around them. */
    String html() {
        return "<thead>" + row(head, "th") + "</thead>\n<tbody>\n"
                + rows.stream().map(cells -> row(cells, "td")).collect(Collectors.joining("\n")) + "\n</tbody>";
    }

    private static String row(List<String> cells, String element) {
        return "<tr>" + cells.stream().map(cell -> Html.element(element, cell)).collect(Collectors.joining()) + "</tr>";
    }
}
