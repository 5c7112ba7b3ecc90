package dev.outrank.workbench.characterize;

import static dev.outrank.workbench.characterize.StudyReports.report;
import static dev.outrank.workbench.characterize.StudyReports.row;
import static dev.outrank.workbench.characterize.StudyReports.variant;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study's documents. */
final class StudyPageTests {

    private final StudyReport report = report(
            row("m", "capacity", 8, "serial", 1.05, 1.2, 1.1, 1.3),
            row("m", "load", 8, "serial", 1.02, 1.01, 0.99, 1.05),
            row("m", "load", 8, "50%", 1.02, 1.1, 1.1, 1.1),
            row("m", "load", 2, "serial", 1.01, 0.5, 0.5, 0.5));

    @Test
    void readsWhatItWrites(@TempDir Path directory) {
        Path file = directory.resolve("study.json");
        StudyFormat.write(report, file);
        assertThat(StudyFormat.read(file)).isEqualTo(report);
        assertThat(file).content().contains("\"p99Ratio\": 1.01", "\"predictedP50Ratio\": 0.9", "\"rpcs\": 8.0");
    }

    @Test
    void saysOfWhichStrategyAPlanIsToo() {
        StudyRow capacity = row("m", "capacity", 4, "serial", 1, 1);
        StudyReport both = report(capacity, capacity.sharedBy("load"));
        assertThat(both.rows().getLast().key()).isEqualTo("m, load on 4, serial");
        assertThat(StudyPage.html(both)).contains("load, the same plan as by capacity", "\"sameAs\": \"capacity\"");
    }

    @Test
    void answersWithTheBestPlacementOnTheMostShards() {
        assertThat(StudyText.conclusions(report))
                .containsExactly(
                        "m on 8 shards by load: P99 1.010 times that of one process (0.990 to 1.050), CPU 1.020 times (1.020 to 1.020)",
                        "Noise: P99 of one process against itself, in the worst round of any load: 3.0 % off");
        assertThat(StudyPage.html(report))
                .containsSubsequence(
                        "<li>m on 8 shards by load: P99 1.010 times",
                        "<dt>Machine</dt><dd>cpu &lt;x&gt;, 2 processors",
                        "<dt>Noise</dt>",
                        "<dt>Netty</dt><dd>4.2</dd>",
                        "data-chart=\"p99\"",
                        "data-chart=\"latency\" data-model=\"m\"",
                        "one process against itself");
    }

    @Test
    void answersWithThePlacementThatWasMeasuredTwice() {
        StudyReport longer = report(
                row("m", "capacity", 8, "serial", 1.05, 0.9),
                row("m", "load", 8, "serial", 1.02, 1.01),
                row("m", "load", 8, "full", 1.03, 1.25));
        assertThat(longer.best("m").orElseThrow().strategy()).isEqualTo("load");
        assertThat(StudyText.conclusions(longer))
                .contains(
                        "m on 8 shards by load at the limit of this machine: 100.0 requests/s, one process 100.0; CPU of a request 1.030 times"
                                + " (1.030 to 1.030)");
        assertThat(StudyPage.html(longer)).contains("requests/s at the limit: one process");
    }

    @Test
    void putsTheLongerRowsInThePlaceOfTheShorterOnes() {
        StudyRow capacity = row("m", "capacity", 8, "serial", 1.3, 1);
        List<StudyRow> rows = List.of(
                capacity,
                row("m", "capacity", 8, "50%", 1.3, 1),
                capacity.sharedBy("load"),
                row("m", "capacity", 4, "serial", 1.4, 1),
                variant("batch 0", "m", "capacity", 8, "serial", 1.5, 1),
                row("other", "capacity", 8, "serial", 1.6, 1));
        List<StudyRow> longer =
                List.of(row("m", "capacity", 8, "serial", 1.1, 1), row("m", "capacity", 8, "full", 1.2, 1));

        assertThat(StudyReport.replaced(rows, "m", Placement.plain("capacity", 8), longer))
                .extracting(row -> row.key() + " " + row.cpuRatio())
                .containsExactlyInAnyOrder(
                        "m, capacity on 4, serial 1.4",
                        rows.get(4).key() + " 1.5",
                        "other, capacity on 8, serial 1.6",
                        "m, capacity on 8, serial 1.1",
                        "m, capacity on 8, full 1.2",
                        "m, load on 8, serial 1.1",
                        "m, load on 8, full 1.2");
    }

    @Test
    void holdsTheRepeatedUserAgainstProcessesAsNew() {
        StudyReport users = report(
                row("m", "load", 8, "serial", 1.2, 1),
                variant("user once", "m", "singular", 1, "serial", 1.1, 1),
                variant("user repeated", "m", "singular", 1, "serial", 1.65, 1),
                variant("user once", "m", "load", 8, "serial", 1.5, 1),
                variant("user repeated", "m", "load", 8, "serial", 3, 1),
                variant("user repeated", "m", "capacity", 8, "serial", 3, 1));
        assertThat(StudyText.conclusions(users))
                .filteredOn(sentence -> sentence.contains("user with every candidate"))
                .containsExactly(
                        "m, user with every candidate over user once: CPU 1.50 times in one process",
                        "m, user with every candidate over user once: CPU 2.00 times in 8 shards by load");
    }

    @Test
    void loadsNothingFromAnywhere() {
        String html = StudyPage.html(report);
        assertThat(html).doesNotContainPattern("(src|href)\\s*=").doesNotContain("@import", "sourceMappingURL");
        assertThat(Stream.of("{{", "}}").filter(html.replaceAll("(?s)<script>.*?</script>", "")::contains))
                .isEmpty();
        assertThat(html).isEqualTo(StudyPage.html(report));
    }
}
