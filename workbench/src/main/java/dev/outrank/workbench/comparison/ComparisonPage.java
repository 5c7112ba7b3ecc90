package dev.outrank.workbench.comparison;

import dev.outrank.workbench.document.CanonicalJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a comparison as one HTML file with charts and a table, which loads nothing from anywhere. */
public final class ComparisonPage {

    private record Chart(String id, String title, String about, String unit) {}

    private static final List<Chart> CHARTS = List.of(
            new Chart("p99", "P99 latency", "99th percentile of a request, from decoded to scored", "ms"),
            new Chart("p50", "P50 latency", "median of a request, from decoded to scored", "ms"),
            new Chart("cpu", "CPU a request", "in all processes together, on average", "ms"),
            new Chart("memory", "Memory", "of all processes, tables included", "GB"),
            new Chart("bytes", "Balance of bytes", "largest shard over the mean; 1 is even", "max/mean"),
            new Chart("lookups", "Balance of lookups", "most asked shard over the mean; 1 is even", "max/mean"));

    private ComparisonPage() {}

    /** Writes the page, at once: equal comparisons give equal bytes. */
    public static void write(ComparisonReport report, Path file) {
        CanonicalJson.writeText(html(report), file);
    }

    static String html(ComparisonReport report) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", Html.escape(report.inputs().model() + ": placements compared"));
        parts.put("style", PageResources.text("comparison/page.css"));
        parts.put("inputs", inputs(report.inputs()));
        parts.put(
                "conclusions",
                lines(Conclusions.sentences(report).stream().map(sentence -> Html.element("li", sentence))));
        parts.put("charts", lines(CHARTS.stream().map(ComparisonPage::figure)));
        parts.put("table", table(report));
        parts.put("report", Html.inScript(CanonicalJson.text(report)));
        parts.put("library", PageResources.chartLibrary());
        parts.put("script", PageResources.text("comparison/page.js"));
        return Html.fill(PageResources.text("comparison/page.html"), parts);
    }

    private static String inputs(ComparisonInputs inputs) {
        return lines(InputLines.of(inputs).entrySet().stream()
                .map(input -> Html.element("dt", input.getKey()) + Html.element("dd", input.getValue())));
    }

    private static String figure(Chart chart) {
        return "<figure><figcaption>" + Html.escape(chart.title()) + Html.element("small", chart.about())
                + "</figcaption><div class=\"canvas\"><canvas id=\"chart-" + chart.id() + "\" data-unit=\""
                + Html.escape(chart.unit()) + "\" role=\"img\" aria-label=\"" + Html.escape(chart.title())
                + " by strategy and shards; the numbers are in the table\"></canvas></div></figure>";
    }

    private static String table(ComparisonReport report) {
        Stream<String> titles = Stream.concat(
                Stream.of("strategy", "shards"), Stream.of(Column.values()).map(Column::title));
        String head = titles.map(title -> Html.element("th", title)).collect(Collectors.joining());
        return "<thead><tr>" + head + "</tr></thead>\n<tbody>\n"
                + lines(report.rows().stream().map(ComparisonPage::row)) + "\n</tbody>";
    }

    private static String row(ComparisonRow row) {
        String begin = "<tr>" + Html.element("td", row.strategy()) + Html.element("td", String.valueOf(row.shards()));
        String refusal = row.refusal();
        if (refusal != null) {
            return begin + "<td class=\"why\" colspan=\"" + Column.values().length + "\">" + Html.escape(refusal)
                    + "</td></tr>";
        }
        return begin
                + Stream.of(Column.values())
                        .map(column -> Html.element("td", column.cell(row)))
                        .collect(Collectors.joining())
                + "</tr>";
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }
}
