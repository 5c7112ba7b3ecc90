package dev.outrank.workbench.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReuseCatalogTests {

    private static final String HEADER =
            "dataset,year,reuse_over,reuse_up_to,share_of_distinct_rows,share_of_accesses\n";

    @TempDir
    private Path directory;

    @Test
    void knowsThePublishedTraces() {
        assertThat(ReuseCatalog.builtIn())
                .containsExactlyInAnyOrder("fbgemm_t856_bs65536.pt", "fbgemm_t788_bs131072_0.pt");
        for (String dataset : ReuseCatalog.builtIn()) {
            ReuseHistogram histogram = ReuseCatalog.find(dataset);
            assertThat(histogram.buckets()).hasSize(17);
            assertThat(histogram.buckets().getLast().upTo()).isEqualTo(Long.MAX_VALUE);
            assertThat(histogram.meanReuse()).isBetween(6.0, 13.0);
        }
        assertThatThrownBy(() -> ReuseCatalog.find("x"))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith("reuse: dataset 'x' (expected: one of [fbgemm_t856_bs65536.pt");
    }

    @Test
    void readsTheOnlyDatasetOfAFile() throws IOException {
        Path csv = Files.writeString(
                directory.resolve("h.csv"), HEADER + "mine,2026,0,1,0.5,0.25\nmine,2026,1,,0.5,0.75\n");
        assertThat(ReuseCatalog.read(csv, "").meanReuse()).isEqualTo(2);
        assertThat(ReuseCatalog.read(csv, "mine")).isEqualTo(ReuseCatalog.read(csv, ""));
        assertThatThrownBy(() -> ReuseCatalog.read(csv, "other"))
                .hasMessage(csv + ": dataset 'other' (expected: one of [mine])");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m,2026,0,1,0.5          | :2: 5 columns (expected: 6)",
                "m,2026,0,one,0.5,0.5    | :2: For input string",
                "m,2026,1,1,0.5,0.5      | :2: over 1, up to 1",
                "m,2026,0,1,1.5,0.5      | :2: over 0, up to 1, shares 1.5",
                "m,2026,0,1,0.5,0.5      | m: shares of rows add up to 0.5 (expected: 1)",
                "m,2026,0,4,1,1          | m: ReuseBucket",
                "m,2026,1,2,1,1          | m: 1 (expected: a bucket over 0",
            })
    void namesTheLineWhenAFileIsWrong(String line, String message) throws IOException {
        Path csv = Files.writeString(directory.resolve("h.csv"), HEADER + line + "\n");
        assertThatThrownBy(() -> ReuseCatalog.read(csv, ""))
                .isInstanceOf(CallerException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesFilesThatAreNoHistograms() throws IOException {
        Path csv = Files.writeString(directory.resolve("h.csv"), "a,b\n");
        assertThatThrownBy(() -> ReuseCatalog.read(csv, "")).hasMessageStartingWith(csv + ":1: not the header");
        assertThatThrownBy(() -> ReuseCatalog.read(directory.resolve("no.csv"), ""))
                .isInstanceOf(CallerException.class)
                .hasMessageContaining("not readable");
    }
}
