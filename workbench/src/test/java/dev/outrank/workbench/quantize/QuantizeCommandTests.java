package dev.outrank.workbench.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.PackedTable;
import dev.outrank.testkit.reference.GoldenRequest;
import dev.outrank.testkit.reference.ReferenceModel;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import dev.outrank.workbench.score.LocalScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantizeCommandTests {

    @TempDir
    private Path directory;

    private CommandRun quantize(Path model, String out, Object... more) {
        Object[] arguments = new Object[more.length + 5];
        arguments[0] = "quantize";
        arguments[1] = "--model";
        arguments[2] = model;
        arguments[3] = "--out";
        arguments[4] = directory.resolve(out);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return CommandRun.of(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "int4", "float16"})
    void writesABundleThatTheReferenceReadsAsTheScorerDoes(String dtype) {
        CommandRun run = quantize(CommandRun.CLICKS, "q", "--dtype", dtype);
        assertThat(run.err()).isEmpty();

        Path out = directory.resolve("q");
        Bundle quantized = Bundle.open(out);
        quantized.verifyChecksums(bytes -> {});
        assertThat(quantized.manifest().tables())
                .extracting(table -> table.dtype().jsonName())
                .containsOnly(dtype);
        assertThat(out.resolve("dense/user.onnx")).hasSameBinaryContentAs(CommandRun.CLICKS.resolve("dense/user.onnx"));
        assertThat(out.resolve("golden.ndjson")).hasSameBinaryContentAs(CommandRun.CLICKS.resolve("golden.ndjson"));
        ReferenceModel reference = ReferenceModel.open(out);
        List<GoldenRequest> golden = GoldenRequest.readAll(out.resolve("golden.ndjson"));
        List<GoldenLine> lines = GoldenRequests.read(quantized.manifest(), out.resolve("golden.ndjson"));
        try (LocalScorer scorer = LocalScorer.open(quantized)) {
            for (int line = 0; line < 10; line++) {
                double[] expected = reference.score(golden.get(line).request(out));
                float[] scores = scorer.score(lines.get(line).request());
                for (int i = 0; i < scores.length; i++) {
                    assertThat((double) scores[i]).isCloseTo(expected[i], Percentage.withPercentage(0.005));
                }
            }
        }
    }

    @Test
    void reportsBytesErrorsAndTheChangeOfScores() {
        CommandRun run = quantize(CommandRun.CLICKS, "q", "--dtype", "int8");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).startsWith("table").contains("bytes before", "bytes after", "max error", "cosine");
        assertThat(lines.get(1)).startsWith("user").contains("float32", "int8", "2,560,000", "800,000", "0.9999");
        assertThat(lines.get(5)).startsWith("all: 3,909,120 bytes before, ").contains("1/3.");
        assertThat(lines.get(6))
                .matches("scores of 50 requests, [0-9,]+ candidates: max change [0-9.e-]+, mean [0-9.e-]+;"
                        + " rank correlation mean 0\\.9\\d+, lowest 0\\.9\\d+");
    }

    @Test
    void printsTheSameReportWhenRunTwice() {
        Object[] options = {
            "--dtype",
            "int4",
            "--table",
            "item",
            "--table",
            "term",
            "--requests",
            CommandRun.CLICKS.resolve("golden.ndjson")
        };
        CommandRun run = quantize(CommandRun.CLICKS, "q", options);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("scores of 100 requests, 5,000 candidates");
        assertThat(run.out()).containsPattern("(?m)^item .*\\n^term .*\\nall: ");
        assertThat(quantize(CommandRun.CLICKS, "again", options).out()).isEqualTo(run.out());
        assertThat(directory.resolve("again/model.json")).hasSameBinaryContentAs(directory.resolve("q/model.json"));
        assertThat(Bundle.open(directory.resolve("q")).manifest().tables())
                .extracting(TableSpec::dtype)
                .containsExactly(ElementType.FLOAT32, ElementType.INT4, ElementType.FLOAT32, ElementType.INT4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "int4", "float16"})
    void packsToTheSameRowsAsAPlanThatQuantises(String dtype) {
        quantize(CommandRun.CLICKS, "q", "--dtype", dtype);
        assertThat(packed(directory.resolve("q"), "a"))
                .isEqualTo(packed(CommandRun.CLICKS, "b", "--dtype", dtype))
                .isNotEqualTo(packed(CommandRun.CLICKS, "c"));
    }

    private List<PackedTable> packed(Path model, String name, Object... options) {
        Object[] arguments = new Object[options.length + 5];
        arguments[0] = "plan";
        arguments[1] = "--model";
        arguments[2] = model;
        arguments[3] = "--out";
        Path plan = directory.resolve(name + ".json");
        arguments[4] = plan;
        System.arraycopy(options, 0, arguments, 5, options.length);
        assertThat(CommandRun.of(arguments).err()).isEmpty();
        Path out = directory.resolve("packed-" + name);
        assertThat(CommandRun.of("pack", "--model", model, "--plan", plan, "--out", out)
                        .err())
                .isEmpty();
        return PackedShard.readHeader(out.resolve("shard-0")).tables();
    }

    @Test
    void turnsQuantisedTablesBackToFloat32() {
        quantize(CommandRun.CLICKS, "q", "--dtype", "int8");
        CommandRun run = quantize(directory.resolve("q"), "back", "--dtype", "float32");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("0.00e+00", "1.000000", "max change 0.00e+00");
    }

    @Test
    void refusesAndLeavesNothingBehind() throws IOException {
        quantize(CommandRun.CLICKS, "q", "--dtype", "int8", "--table", "user");
        Path q = directory.resolve("q");
        assertThat(quantize(CommandRun.CLICKS, "o", "--dtype", "float32").err())
                .isEqualTo("outrank: dtype: float32 (expected: another type than " + CommandRun.CLICKS
                        + " stores these tables in)\n");
        assertThat(quantize(q, "o", "--dtype", "int4").err())
                .contains(
                        "dtype of table 'user': int4 (expected: one of [float32, int8], since its rows are stored as int8)");
        assertThat(quantize(CommandRun.CLICKS, "o", "--dtype", "int8", "--table", "nobody")
                        .err())
                .contains("table pattern: 'nobody' (expected: a table of model 'clicks'");
        assertThat(quantize(CommandRun.CLICKS, "q", "--dtype", "int8").err())
                .contains("a directory that is not empty (expected: a new or empty directory");
        assertThat(quantize(CommandRun.CLICKS, "o", "--dtype", "int2").exitCode())
                .isEqualTo(2);
        Path requests = Files.writeString(directory.resolve("requests.ndjson"), "{\"context\": {}}\n");
        assertThat(quantize(CommandRun.CLICKS, "o", "--dtype", "int8", "--requests", requests)
                        .err())
                .startsWith("outrank: " + requests);
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(q) && !path.equals(requests));
    }
}
