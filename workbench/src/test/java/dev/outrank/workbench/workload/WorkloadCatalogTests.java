package dev.outrank.workbench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkloadCatalogTests {

    private static final Path TINY = Path.of("src/test/resources/tiny.json");

    @ParameterizedTest
    @CsvSource({
        "drm1, 257, 193999976960, 2",
        "drm2, 133, 137999986688, 2",
        "drm3, 39, 199999996800, 1",
        "mlperf-dlrm-v2, 26, 104542509056, 1"
    })
    void readsBuiltInWorkloadWhenNamed(String name, int tables, long bytes, int nets) {
        Workload workload = WorkloadCatalog.find(name);
        assertThat(workload.name()).isEqualTo(name);
        assertThat(workload.tables().count()).isEqualTo(tables);
        assertThat(workload.bytes(1)).isEqualTo(bytes);
        assertThat(workload.nets()).hasSize(nets);
        assertThat(workload.candidatesPerRequest().values()).hasSize(20);
        assertThat(workload.poolingIsFixed()).isEqualTo(name.startsWith("mlperf"));
    }

    @Test
    void readsEveryFieldWhenItIsThere() {
        Workload workload = WorkloadCatalog.find("mlperf-dlrm-v2");
        assertThat(workload.interaction()).isEqualTo(new Interaction(Interaction.Kind.DCN_V2_LOW_RANK, 3, 512));
        assertThat(workload.latencyTarget()).isEqualTo(new LatencyTarget(99, 60));
        assertThat(workload.nets(Scope.CANDIDATE).getFirst().tables().get(20))
                .isEqualTo(new WorkloadTable("t20", 40_000_000, 128, 100, 1.05));
        assertThat(WorkloadCatalog.find("drm3").sparseShareOfOperatorTime()).isEqualTo(0.03);
    }

    @Test
    void keepsAtLeastOneRowWhenScaled() {
        WorkloadTable table = new WorkloadTable("t", 1499, 4, 1, 1);
        assertThat(table.rows(1)).isEqualTo(1499);
        assertThat(table.rows(0.001)).isEqualTo(1);
        assertThat(table.rows(0.002)).isEqualTo(3);
        assertThat(table.rows(1e-9)).isEqualTo(1);
    }

    @Test
    void namesTheBuiltInOnesWhenNoneIsFound() {
        assertThatThrownBy(() -> WorkloadCatalog.find("drm9"))
                .isInstanceOf(CallerException.class)
                .hasMessage("workload: 'drm9' (expected: one of [drm1, drm2, drm3, mlperf-dlrm-v2], or a .json file)");
        assertThatThrownBy(() -> WorkloadCatalog.find("absent.json"))
                .isInstanceOf(CallerException.class)
                .hasMessage("absent.json: not readable (expected: a JSON or YAML file)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"rows\": 1000          | \"rows\": 0               | nets[0].tables[0]: rows: 0 (expected: at least 1)",
                "\"rows\": 1000          | \"rows\": 1.5             | nets[0].tables[0].rows",
                "\"rows\": 1000          | \"rows\": \"1000\"        | nets[0].tables[0].rows",
                "\"rows\": 1000,         | ``                        | nets[0].tables[0].rows",
                "\"rows\": 1000          | \"rows\": 1000, \"row\": 1 | nets[0].tables[0].row",
                "\"rows\": 1000          | \"rows\": 1, \"rows\": 2  | rows",
                "\"zipfAlpha\": 1.1      | \"zipfAlpha\": null       | nets[0].tables[0].zipfAlpha",
                "\"scope\": \"request\"  | \"scope\": \"user\"       | nets[0].scope",
                "\"scope\": \"request\"  | \"scope\": \"candidate\"  | nets: 2 of candidate scope (expected: exactly one of them)",
                "\"topMlp\": [8, 6, 1]   | \"topMlp\": [8, 6]        | nets['content'].topMlp: [8, 6] (expected: 1 at its end)",
                "\"topMlp\": [8, 6, 1]   | \"topMlp\": [8, 0, 1]     | nets[1]: topMlp: [8, 0, 1] (expected: at least one number",
                "\"name\": \"c0\"        | \"name\": \"u0\"          | tables: 'u0' occurs twice (expected: distinct names)",
                "\"name\": \"content\"   | \"name\": \"user\"        | nets: 'user' occurs twice (expected: distinct names)",
                "\"layers\": 2           | \"layers\": 0             | interaction: layers: 0 (expected: at least 1)",
                "dcn-v2-low-rank         | dot                       | interaction.kind",
                "\"values\": [3, 5, 8]   | \"values\": []            | candidatesPerRequest: values: [] (expected: at least one",
                "\"about\":              | \"tableCount\": 5, \"about\": | tableCount: 5 (expected: 4)",
                "\"about\":              | \"float32Bytes\": 5, \"about\": | float32Bytes: 5 (expected: 1938288, the sum)",
                "\"about\":              | \"lookupsPerItem\": 5, \"about\": | lookupsPerItem: 5.0 (expected: 10.5",
                "{\"kind\"               | [{\"kind\"                | line",
            })
    void refusesWorkloadWhenMalformed(String found, String replacement, String message, @TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("broken.json");
        String json = Files.readString(TINY);
        assertThat(json).contains(found);
        Files.writeString(file, json.replaceFirst(Pattern.quote(found), quote(replacement)));
        assertThatThrownBy(() -> WorkloadCatalog.find(file.toString()))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message.equals("line") ? "" : message);
    }

    private static String quote(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
