package dev.outrank.workbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonFormatTests {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("comparison.json");
    }

    @Test
    void readsWhatItWrote() {
        ComparisonFormat.write(ComparisonReports.small(), file());
        assertThat(ComparisonFormat.read(file())).isEqualTo(ComparisonReports.small());
    }

    @Test
    void writesPropertiesInOrderAndLeavesOutWhatThereIsNot() throws IOException {
        ComparisonFormat.write(ComparisonReports.small(), file());
        String text = Files.readString(file());
        assertThat(text).startsWith("{\n  \"formatVersion\": 1,\n  \"inputs\": {\n    \"model\": \"tiny\",");
        assertThat(text).endsWith("}\n").doesNotContain("null");
        assertThat(text.lines().filter(line -> line.contains("p99Micros"))).hasSize(2);
        assertThat(text.lines().filter(line -> line.contains("refusal"))).hasSize(1);
    }

    @Test
    void refusesAnotherVersionAndARowWithoutFiguresOrRefusal() throws IOException {
        ComparisonFormat.write(ComparisonReports.small(), file());
        String text = Files.readString(file());
        Files.writeString(file(), text.replace("\"formatVersion\": 1", "\"formatVersion\": 2"));
        assertThatThrownBy(() -> ComparisonFormat.read(file()))
                .isInstanceOf(CallerException.class)
                .hasMessage(file() + ": formatVersion: 2 (expected: 1)");
        Files.writeString(file(), text.replaceAll(",\\s+\"refusal\": \"[^\"]*\"", ""));
        assertThatThrownBy(() -> ComparisonFormat.read(file()))
                .isInstanceOf(CallerException.class)
                .hasMessageEndingWith("rows: 'nsbp' on 2 shards has neither (expected: either figures or refusal)");
    }
}
