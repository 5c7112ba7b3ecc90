package dev.outrank.workbench.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.LossPolicy;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GenerateCommandTests {

    private static final String TINY = "src/test/resources/tiny.json";

    @TempDir
    private Path directory;

    @Test
    void writesBundleThatOpensWhenGenerated() {
        Path out = directory.resolve("bundle");
        CommandRun run = CommandRun.of("generate", "--workload", TINY, "--scale", "0.1", "--out", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(out + ": tiny, 4 tables, 0.2 MB of rows, 4 nets\n");
        Bundle bundle = Bundle.open(out);
        bundle.verifyChecksums(bytes -> {});
        assertThat(bundle.manifest().tables()).extracting(TableSpec::rows).containsExactly(100L, 7L, 3000L, 1L);
    }

    @Test
    void writesWhatHappensWhereRowsAreLost() {
        Path out = directory.resolve("bundle");
        CommandRun run = CommandRun.of("generate", "--workload", TINY, "--on-loss", "default", "--out", out);

        assertThat(run.err()).isEmpty();
        assertThat(Bundle.open(out).manifest().tables())
                .extracting(TableSpec::onLoss)
                .containsOnly(LossPolicy.DEFAULT);
    }

    @Test
    void namesFeaturesAndNetsAsDocumentedWhenGenerated() {
        Path out = directory.resolve("bundle");
        CommandRun.of("generate", "--workload", TINY, "--out", out);
        Manifest manifest = Bundle.open(out).manifest();
        assertThat(manifest.features().dense())
                .extracting(DenseFeature::name)
                .containsExactly("user_dense", "content_dense");
        assertThat(manifest.features().sparse())
                .extracting(SparseFeature::name)
                .containsExactly("u0", "u1", "c0", "c1");
        assertThat(manifest.nets())
                .extracting(NetSpec::name)
                .containsExactly("user_bottom", "user", "content_bottom", "content");
        assertThat(manifest.nets().getLast().inputs())
                .containsExactly(
                        new NetInput("bottom", List.of("content_bottom")),
                        new NetInput("embeddings", List.of("c0", "c1")),
                        new NetInput("user_vector", List.of("user_vector")));
        assertThat(manifest.outputs()).containsExactly("score");
    }

    @Test
    void writesTheSameBytesWhateverTheThreadsWhenSeedsAreEqual() throws IOException {
        Path one = directory.resolve("one");
        Path three = directory.resolve("three");
        CommandRun.of("generate", "--workload", TINY, "--scale", 1, "--seed", 3, "--threads", 1, "--out", one);
        CommandRun.of("generate", "--workload", TINY, "--scale", 1, "--seed", 3, "--threads", 3, "--out", three);
        List<Path> files = files(one);
        assertThat(files).hasSize(9).isEqualTo(files(three));
        for (Path file : files) {
            assertThat(three.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
        }
    }

    @Test
    void writesOtherNumbersWhenSeedsDiffer() throws IOException {
        Path one = directory.resolve("one");
        Path two = directory.resolve("two");
        CommandRun.of("generate", "--workload", TINY, "--seed", 1, "--out", one);
        CommandRun.of("generate", "--workload", TINY, "--seed", 2, "--out", two);
        for (String file : List.of("tables/c0.safetensors", "dense/content.onnx", "dense/user_bottom.onnx")) {
            assertThat(Files.mismatch(one.resolve(file), two.resolve(file)))
                    .as(file)
                    .isNotNegative();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--scale   | 0    | scale: 0.0 (expected: above 0, at most 1)",
                "--scale   | 1.5  | scale: 1.5 (expected: above 0, at most 1)",
                "--scale   | NaN  | scale: NaN (expected: above 0, at most 1)",
                "--threads | 0    | threads: 0 (expected: at least 1)",
                "--workload| drm9 | workload: 'drm9' (expected: one of [drm1",
            })
    void refusesWhenAnArgumentMakesNoSense(String option, String value, String message) {
        Path out = directory.resolve("bundle");
        CommandRun run = option.equals("--workload")
                ? CommandRun.of("generate", option, value, "--out", out)
                : CommandRun.of("generate", "--workload", TINY, option, value, "--out", out);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("outrank: " + message);
        assertThat(out).doesNotExist();
    }

    @Test
    void refusesWhenTheTargetIsNotEmpty() throws IOException {
        Files.writeString(directory.resolve("mine.txt"), "keep");
        CommandRun run = CommandRun.of("generate", "--workload", TINY, "--out", directory);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(directory.toString(), "not empty");
        assertThat(files(directory)).containsExactly(Path.of("mine.txt"));
    }

    @Test
    void refusesBeforeWritingWhenTheDiskIsTooSmall() throws IOException {
        Path workload = directory.resolve("huge.json");
        Files.writeString(workload, Files.readString(Path.of(TINY)).replace("30000", "30000000000000"));
        CommandRun run =
                CommandRun.of("generate", "--workload", workload, "--scale", 1, "--out", directory.resolve("out"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("bytes are free", "expected: at least 1920000");
        assertThat(files(directory)).containsExactly(Path.of("huge.json"));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(directory::relativize)
                    .sorted()
                    .toList();
        }
    }
}
