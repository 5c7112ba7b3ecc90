package dev.outrank.workbench.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.LossPolicy;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.onnx.GraphBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImportCommandTests {

    private static final Path DESCRIPTION = CommandRun.CLICKS.resolve("clicks.yaml");
    private static final Path NETS = CommandRun.CLICKS.resolve("dense");
    private static final Path TABLES = CommandRun.CLICKS.resolve("tables/tables.safetensors");

    /** Rows that PyTorch quantised. */
    private static final Path GOLDEN = Path.of("../libs/model-bundle/src/test/resources/quantized/golden.safetensors");

    @TempDir
    private Path directory;

    @Test
    void writesTheCommittedManifestWhenClicksIsImportedAgain() {
        Path out = directory.resolve("clicks");
        CommandRun run =
                CommandRun.of("import", "--description", DESCRIPTION, "--nets", NETS, "--tables", TABLES, "--out", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(out + ": clicks, 4 tables, 2 nets, outputs [score]\n");
        assertThat(out.resolve("model.json")).hasSameBinaryContentAs(CommandRun.CLICKS.resolve("model.json"));
        assertThat(out.resolve("dense/user.onnx")).hasSameBinaryContentAs(NETS.resolve("user.onnx"));
        Bundle.open(out).verifyChecksums(bytes -> {});
    }

    @Test
    void acceptsJsonWhenTheDescriptionIsJson() throws IOException {
        Path json = directory.resolve("tiny.json");
        Files.writeString(json, """
                {"name": "j", "features": {"dense": [{"name": "x", "scope": "candidate"}],
                  "sparse": [{"name": "likes", "table": "item", "scope": "candidate"}]},
                 "nets": [{"name": "n", "scope": "candidate", "inputs": {"in": ["x", "likes"]}}]}
                """);
        writeNet("n", 36);
        CommandRun run = importFrom(json);
        assertThat(run.err()).contains("features.dense['x']: no input tells its width");
        Files.writeString(json, Files.readString(json).replace("\"x\", \"scope\"", "\"x\", \"width\": 4, \"scope\""));
        assertThat(importFrom(json).err()).isEmpty();
        assertThat(Bundle.open(directory.resolve("out")).manifest().features().dense())
                .singleElement()
                .satisfies(feature -> assertThat(feature.width()).isEqualTo(4));
    }

    @Test
    void namesBothWidthsWhenTheyDiffer() throws IOException {
        Path yaml = directory.resolve("wide.yaml");
        Files.writeString(yaml, """
                name: wide
                features:
                  sparse:
                    - {name: in, table: item, scope: candidate}
                nets:
                  - {name: n, scope: candidate}
                """);
        writeNet("n", 33);
        assertThat(importFrom(yaml).err())
                .contains("input 'in': [batch, 33], but its sources [in] are [batch, 32] (expected: equal widths)");
    }

    @ParameterizedTest
    @CsvSource({"64.int8, int8", "64.int4, int4", "64.float16, float16"})
    void takesTablesThatPyTorchQuantised(String tensor, String dtype) throws IOException {
        writeNet("n", 64);
        CommandRun run = importQuantised("{name: item, tensor: " + tensor + ", dtype: " + dtype + "}");
        assertThat(run.err()).isEmpty();
        assertThat(Bundle.open(directory.resolve("out")).manifest().tables())
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.dtype().jsonName()).isEqualTo(dtype);
                    assertThat(table.dim()).isEqualTo(64);
                });
    }

    @Test
    void takesWhatHappensWhereRowsAreLost() throws IOException {
        writeNet("n", 64);
        assertThat(importQuantised("{name: item, tensor: 64.float16, onLoss: default}")
                        .err())
                .isEmpty();
        assertThat(Bundle.open(directory.resolve("out"))
                        .manifest()
                        .table("item")
                        .onLoss())
                .isEqualTo(LossPolicy.DEFAULT);
    }

    @Test
    void infersFloat16FromTheTensor() throws IOException {
        writeNet("n", 64);
        assertThat(importQuantised("{name: item, tensor: 64.float16}").err()).isEmpty();
        assertThat(Bundle.open(directory.resolve("out"))
                        .manifest()
                        .table("item")
                        .dtype())
                .isEqualTo(ElementType.FLOAT16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tensor: 64.int8 | (expected: dtype int8 or int4 for table 'item' in the description, since bytes do not tell which)",
                "tensor: 64.int8, dtype: float16 | (expected: F16 [rows, dim] for float16)",
                "tensor: 64.float16, dtype: int8 | (expected: U8 [rows, dim + 8] for int8)",
                "tensor: 2.int4, dtype: int8 | (expected: U8 [rows, dim + 8] for int8, at least one element beside scale and bias)",
                "tensor: 64.int8, dtype: int2 | tables[0].dtype",
            })
    void refusesATypeThatTheTensorIsNot(String entry, String message) throws IOException {
        writeNet("n", 64);
        CommandRun run = importQuantised("{name: item, " + entry + "}");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(message).doesNotContain("unexpected");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    private CommandRun importQuantised(String table) throws IOException {
        Path yaml = directory.resolve("quantised.yaml");
        Files.writeString(yaml, """
                name: quantised
                features:
                  sparse:
                    - {name: in, table: item, scope: candidate}
                tables:
                  - %s
                nets:
                  - {name: n, scope: candidate}
                """.formatted(table));
        return CommandRun.of(
                "import",
                "--description",
                yaml,
                "--nets",
                directory,
                "--tables",
                GOLDEN,
                "--out",
                directory.resolve("out"));
    }

    @Test
    void refusesWhenAFileIsNoOnnxModel() throws IOException {
        Path nets = Files.createDirectory(directory.resolve("nets"));
        Files.writeString(nets.resolve("user.onnx"), "{\"not\": \"onnx\"}");
        CommandRun run = CommandRun.of(
                "import",
                "--description",
                DESCRIPTION,
                "--nets",
                nets,
                "--tables",
                TABLES,
                "--out",
                directory.resolve("o"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(nets.resolve("user.onnx") + ": ", "(expected: an ONNX model");
    }

    @Test
    void refusesWhenTwoFilesHoldTheTensor() throws IOException {
        Path copy = directory.resolve("copy.safetensors");
        Files.copy(TABLES, copy);
        CommandRun run = CommandRun.of(
                "import",
                "--description",
                DESCRIPTION,
                "--nets",
                NETS,
                "--tables",
                TABLES,
                copy,
                "--out",
                directory.resolve("o"));
        assertThat(run.err()).contains("table 'user': tensor 'user' is in 2 files (expected: exactly one of [");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: user_dense,   | name: user_dens,        | user.onnx: input 'user_dense': nobody feeds 'user_dense' (expected: a feature or net output of this name",
                "table: user,        | table: users,           | table 'users': tensor 'users' is in 0 files (expected: exactly one of [",
                "table: term,        | table: user,            | candidate.onnx: input 'terms': [batch, 16], but its sources [terms] are [batch, 32]",
                "{name: user, scope: request}  | {name: user, scope: candidate} | candidate.onnx: input 'user_vector': batch 1 (expected: a dynamic axis",
                "{name: user, scope: request}  | {name: usr, scope: request}    | usr.onnx: not readable (expected: an ONNX model)",
                "{name: user_dense, scope: request} | {name: user_dense, scope: candidate} | user.onnx: input 'user_dense': batch 1 (expected: a dynamic axis",
                "pooling: mean       | pooling: max            | features.sparse[4].pooling",
                "pooling: mean       | poolng: mean            | features.sparse[4].poolng",
                "pooling: mean       | weighted: yes please    | features.sparse[4].weighted",
                "name: clicks        | name: clicks/1          | name: 'clicks/1' (expected:",
                "name: clicks        | ``                      | name",
                "name: category,     | name: item_id,          | 'item_id' names two features or net outputs",
                "scope: request, pooling: sum | scope: user, pooling: sum | features.sparse[1].scope",
                "features:           | outputs: [user_vector]~features: | outputs: [user_vector] (expected: outputs of candidate nets, which are [score])",
                "features:           | tables: [{name: cat}]~features:  | tables: 'cat' is read by no feature (expected: one of [user, item, category, term])",
                "features:           | name: twice~features:            | name",
            })
    void refusesAndLeavesNothingWhenTheDescriptionIsWrong(String found, String replacement, String message)
            throws IOException {
        String yaml = Files.readString(DESCRIPTION);
        assertThat(yaml).contains(found);
        Path broken = directory.resolve("broken.yaml");
        Files.writeString(broken, yaml.replace(found, replacement.replace('~', '\n')));
        CommandRun run = CommandRun.of(
                "import", "--description", broken, "--nets", NETS, "--tables", TABLES, "--out", directory.resolve("o"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(message).doesNotContain("unexpected");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(broken));
    }

    private CommandRun importFrom(Path description) {
        return CommandRun.of(
                "import",
                "--description",
                description,
                "--nets",
                directory,
                "--tables",
                TABLES,
                "--out",
                directory.resolve("out"));
    }

    /** Writes a net of one layer with the input {@code in} of this width. */
    private void writeNet(String name, int width) throws IOException {
        GraphBuilder graph = new GraphBuilder(name);
        graph.output(graph.linear("y", graph.input("in", width), new float[width], new float[1], width), 1);
        try (OutputStream out = Files.newOutputStream(directory.resolve(name + ".onnx"))) {
            graph.build().writeTo(out);
        }
    }
}
