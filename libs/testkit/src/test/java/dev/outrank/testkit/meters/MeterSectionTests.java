package dev.outrank.testkit.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeterSectionTests {

    private static final List<MeterRow> METERS = List.of(
            new MeterRow("outrank.a.request", "TIMER", "seconds", List.of("model", "outcome"), "Requests | all"),
            new MeterRow("outrank.a.sent", "counter", "bytes", List.of(), "Bytes"),
            new MeterRow("outrank.a.queue", "gauge", "tasks", List.of(), "Tasks"),
            new MeterRow("outrank.a.batch", "summary", "candidates", List.of(), "Candidates"));

    @TempDir
    Path directory;

    private Path page;

    @BeforeEach
    void write() throws IOException {
        page = directory.resolve("metrics.md");
        Files.writeString(page, "# Metrics\n<!-- a:begin -->\nold\n<!-- a:end -->\nrest\n");
    }

    @Test
    void writesTheTableAndThenFindsItInOrder() throws IOException {
        MeterSection section = new MeterSection(page, "a");
        section.check(METERS, true);

        assertThat(Files.readString(page)).isEqualTo("""
                # Metrics
                <!-- a:begin -->
                | name | kind | unit | tags | what |
                |---|---|---|---|---|
                | `outrank_a_request_seconds` | timer | seconds | `model`, `outcome` | Requests \\| all |
                | `outrank_a_sent_bytes_total` | counter | bytes |  | Bytes |
                | `outrank_a_queue` | gauge | tasks |  | Tasks |
                | `outrank_a_batch` | summary | candidates |  | Candidates |
                <!-- a:end -->
                rest
                """);
        section.check(METERS, false);
    }

    @Test
    void saysHowToRegenerateWhatHasDrifted() {
        assertThatThrownBy(() -> new MeterSection(page, "a").check(METERS, false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Doutrank.docs.write=true");
    }

    @Test
    void failsWhereThereIsNoSuchPart() {
        assertThatThrownBy(() -> new MeterSection(page, "b").check(METERS, true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("<!-- b:begin -->");
    }
}
