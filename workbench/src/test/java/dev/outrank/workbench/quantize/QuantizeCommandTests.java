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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
        assertThat(lines).hasSize(9);
        assertThat(lines.get(0)).startsWith("table").contains("bytes before", "bytes after", "max error", "cosine");
        assertThat(lines.get(1)).startsWith("user").contains("float32", "int8", "2,560,000", "800,000", "0.9999");
        assertThat(lines.get(5)).startsWith("all: 3,909,120 bytes before, ").contains("1/3.");
        assertThat(lines.get(6))
                .matches("scores of 50 requests, [0-9,]+ candidates: max change [0-9.e-]+, mean [0-9.e-]+;"
                        + " relative max [0-9.e-]+, mean [0-9.e-]+");
        assertThat(lines.get(7)).matches("rank correlation mean 0\\.9\\d+, lowest 0\\.9\\d+");
        assertThat(lines.get(8)).matches("of the 10 best of a request stay among them: \\d+\\.\\d%");
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
    void rewritesNetsAndKeepsRankingQualityWhenDense() {
        Path json = directory.resolve("report.json");
        Object[] options = {"--dense", "int8", "--requests", CommandRun.CLICKS.resolve("golden.ndjson"), "--json", json
        };
        CommandRun run = quantize(CommandRun.CLICKS, "q", options);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("net ")
                .containsPattern("(?m)^user +3 +0 +77,787 +77,787$")
                .containsPattern("(?m)^candidate +6 +2 +133,684 +[0-9,]+$")
                .containsPattern("(?m)^nets: 211,471 bytes before, [0-9,]+ after, 1/1\\.\\d+$")
                .contains("depends a little on who is ranked beside it");

        JsonNode report = JsonMapper.shared().readTree(json.toFile());
        assertThat(report.at("/tables")).isEmpty();
        assertThat(report.at("/nets/1/int8").asInt()).isEqualTo(2);
        double before = report.at("/scores/auc/before").asDouble();
        assertThat(before).isBetween(0.7, 0.8);
        assertThat(report.at("/scores/auc/after").asDouble()).isGreaterThan(before - 0.002);
        assertThat(report.at("/scores/max").asDouble()).isBetween(1e-4, 0.05);

        Bundle quantized = Bundle.open(directory.resolve("q"));
        quantized.verifyChecksums(bytes -> {});
        assertThat(quantized.fingerprint())
                .isNotEqualTo(Bundle.open(CommandRun.CLICKS).fingerprint());
        assertThat(directory.resolve("q/tables/tables.safetensors"))
                .hasSameBinaryContentAs(CommandRun.CLICKS.resolve("tables/tables.safetensors"));
        CommandRun again = quantize(CommandRun.CLICKS, "again", options);
        assertThat(again.out()).isEqualTo(run.out());
        assertThat(directory.resolve("again/model.json")).hasSameBinaryContentAs(directory.resolve("q/model.json"));
    }

    @Test
    void quantisesTablesAndNetsAtOnce() {
        CommandRun run = quantize(CommandRun.CLICKS, "q", "--dense", "int8", "--dtype", "int8", "--reduce-range");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).containsPattern("(?m)^user +float32 +int8 ").containsPattern("(?m)^candidate +6 +2 ");
        assertThat(Bundle.open(directory.resolve("q")).manifest().tables())
                .extracting(TableSpec::dtype)
                .containsOnly(ElementType.INT8);
    }

    @Test
    void refusesWhenThereIsNothingToDoOrNetsAreQuantisedAlready() {
        CommandRun nothing = quantize(CommandRun.CLICKS, "o");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err())
                .startsWith("quantize: nothing (expected: --dtype for tables, --dense for nets, or both)");
        assertThat(quantize(CommandRun.CLICKS, "o", "--dense", "int4").exitCode())
                .isEqualTo(2);
        assertThat(quantize(CommandRun.CLICKS, "o", "--dense", "int8", "--table", "user")
                        .err())
                .isEqualTo("outrank: --table: user (expected: only with --dtype)\n");
        assertThat(quantize(CommandRun.CLICKS, "o", "--dtype", "int8", "--reduce-range")
                        .err())
                .isEqualTo("outrank: --reduce-range: true (expected: only with --dense)\n");
        quantize(CommandRun.CLICKS, "q", "--dense", "int8");
        assertThat(quantize(directory.resolve("q"), "o", "--dense", "int8").err())
                .matches(
                        "outrank: .*candidate\\.onnx: node '.*' is a DynamicQuantizeLinear \\(expected: a float32 net, .*\n");
        assertThat(directory.resolve("o")).doesNotExist();
    }

    @Test
    void refusesWhenNoNetHasALayerThatIsWideEnough() {
        Path tiny = directory.resolve("tiny");
        assertThat(CommandRun.of("generate", "--workload", "src/test/resources/tiny.json", "--out", tiny)
                        .err())
                .isEmpty();
        assertThat(quantize(tiny, "o", "--dense", "int8").err())
                .startsWith(
                        "outrank: dense: int8 (expected: a net with a MatMul or Gemm whose constant float32 weights are"
                                + " enough to gain, 64 × 64 for candidates, 256 × 256 for a request; the ");
        assertThat(directory.resolve("o")).doesNotExist();
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
