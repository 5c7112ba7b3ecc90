package dev.outrank.workbench.characterize;

import dev.outrank.workbench.comparison.Html;
import dev.outrank.workbench.comparison.PageResources;
import dev.outrank.workbench.document.CanonicalJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a study as one HTML file with charts and tables, which loads nothing from anywhere. */
final class StudyPage {

    private record Chart(String id, String title, String about, String unit) {}

    private static final List<Chart> ANSWER = List.of(
            new Chart(
                    "p99", "P99 of a request", "serial, on the most shards, over that of one process", "× one process"),
            new Chart(
                    "cpu",
                    "CPU of a request",
                    "all processes, serial, on the most shards, over that of one process",
                    "× one process"));

    private static final List<Chart> OF_MODEL = List.of(
            new Chart("shards-p99", "P99 by shards", "serial, over that of one process", "× one process"),
            new Chart("shards-cpu", "CPU by shards", "serial, over that of one process", "× one process"),
            new Chart(
                    "loads", "The best placement under load", "shares of the capacity of one process", "× one process"),
            new Chart(
                    "latency",
                    "Where the time goes",
                    "mean of a serial request by stage; dense.bottom runs beside lookups",
                    "ms"),
            new Chart(
                    "stages",
                    "Where the work goes",
                    "time that the stages of a serial request work, over all processes, beyond their CPU time where others have the processor; rest is CPU of"
                            + " HTTP, sockets and garbage collectors",
                    "ms"),
            new Chart("processes", "Where the CPU goes", "of a serial request by process", "ms"));

    private StudyPage() {}

    /** Writes the page, at once: equal studies give equal bytes. */
    static void write(StudyReport report, Path file) {
        CanonicalJson.writeText(html(report), file);
    }

    static String html(StudyReport report) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("style", PageResources.text("comparison/page.css"));
        parts.put(
                "conclusions",
                lines(StudyText.conclusions(report).stream().map(sentence -> Html.element("li", sentence + "."))));
        parts.put("answer", StudyTables.answer(report).html());
        parts.put("circumstances", circumstances(report));
        parts.put("charts", lines(ANSWER.stream().map(chart -> figure(chart, ""))));
        parts.put("models", lines(report.models().stream().map(StudyPage::section)));
        parts.put("predictions", StudyTables.predictions(report).html());
        parts.put("sweeps", StudyTables.sweeps(report).html());
        parts.put("fleets", StudyTables.fleets(report).html());
        parts.put("table", StudyTables.all(report).html());
        parts.put("report", Html.inScript(CanonicalJson.text(report)));
        parts.put("library", PageResources.chartLibrary());
        parts.put("script", PageResources.text("characterize/page.js"));
        return Html.fill(PageResources.text("characterize/page.html"), parts);
    }

    private static String circumstances(StudyReport report) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "Machine",
                report.machine().cpu() + ", " + report.machine().processors() + " processors for everything, "
                        + report.machine().caches() + ", " + report.machine().system());
        lines.put("Noise", StudyText.noise(report));
        lines.put(
                "Measured",
                report.machine().measuredAt() + ", pooling by "
                        + report.machine().kernels());
        lines.putAll(report.versions());
        lines.putAll(report.settings());
        return lines(lines.entrySet().stream()
                .map(line -> Html.element("dt", line.getKey()) + Html.element("dd", line.getValue())));
    }

    private static String section(StudiedModel model) {
        return "<section aria-label=\"" + Html.escape(model.name()) + "\">\n" + Html.element("h2", model.name()) + "\n"
                + "<p class=\"note\">" + Html.escape(StudyText.about(model)) + "</p>\n<div class=\"charts\">\n"
                + lines(OF_MODEL.stream().map(chart -> figure(chart, model.name()))) + "\n</div>\n</section>";
    }

    private static String figure(Chart chart, String model) {
        return "<figure><figcaption>" + Html.escape(chart.title()) + Html.element("small", chart.about())
                + "</figcaption><div class=\"canvas\"><canvas data-chart=\"" + chart.id() + "\" data-model=\""
                + Html.escape(model) + "\" data-unit=\"" + Html.escape(chart.unit()) + "\" role=\"img\" aria-label=\""
                + Html.escape(chart.title() + " " + model)
                + "; the numbers are in the tables\"></canvas></div></figure>";
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }
}
