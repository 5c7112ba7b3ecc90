package dev.outrank.bundle.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.BundleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestFormatTests {

    private static final String JSON = """
            {
              "formatVersion": 1,
              "name": "clicks",
              "description": "a \\"ranker\\"",
              "features": {
                "dense": [ {
                  "name": "user_dense",
                  "width": 4,
                  "scope": "request"
                } ],
                "sparse": [ {
                  "name": "item_id",
                  "table": "item",
                  "scope": "candidate",
                  "pooling": "mean",
                  "weighted": false,
                  "idPolicy": "default"
                } ]
              },
              "tables": [ {
                "name": "item",
                "rows": 8000,
                "dim": 2,
                "dtype": "float32",
                "file": "tables/tables.safetensors",
                "tensor": "item",
                "defaultRow": [ 0.1, -2.0 ]
              } ],
              "nets": [ {
                "name": "user",
                "scope": "request",
                "file": "dense/user.onnx",
                "inputs": [ {
                  "tensor": "user_dense",
                  "sources": [ "user_dense" ]
                } ],
                "outputs": [ {
                  "name": "user_vector",
                  "width": 8
                } ]
              }, {
                "name": "candidate",
                "scope": "candidate",
                "file": "dense/candidate.onnx",
                "inputs": [ {
                  "tensor": "item",
                  "sources": [ "item_id" ]
                }, {
                  "tensor": "user_vector",
                  "sources": [ "user_vector" ]
                } ],
                "outputs": [ {
                  "name": "score",
                  "width": 1
                } ]
              } ],
              "outputs": [ "score" ],
              "files": [ {
                "path": "tables/tables.safetensors",
                "bytes": 64064,
                "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
              }, {
                "path": "dense/user.onnx",
                "bytes": 10,
                "sha256": "1111111111111111111111111111111111111111111111111111111111111111"
              }, {
                "path": "dense/candidate.onnx",
                "bytes": 11,
                "sha256": "2222222222222222222222222222222222222222222222222222222222222222"
              } ]
            }
            """;

    @TempDir
    Path directory;

    private Path modelJson = Path.of("model.json");

    @BeforeEach
    void placeFile() {
        modelJson = directory.resolve("model.json");
    }

    private Manifest read(String json) {
        try {
            Files.writeString(modelJson, json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ManifestFormat.read(modelJson);
    }

    private static String with(String from, String to) {
        assertThat(JSON).contains(from);
        return JSON.replace(from, to);
    }

    @Test
    void writesWhatItReads() {
        Manifest manifest = read(JSON);

        assertThat(manifest.tables().getFirst().defaultRow()).isEqualTo(List.of(0.1f, -2f));
        assertThat(ManifestFormat.toJson(manifest)).isEqualTo(JSON);
        ManifestFormat.write(manifest, modelJson);
        assertThat(modelJson).hasContent(JSON);
        assertThat(ManifestFormat.read(modelJson)).isEqualTo(manifest);
        assertThat(directory).isDirectoryContaining("glob:**/model.json");
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void leavesOutTheDefaultRowWhenThereIsNone() {
        String json = with(",\n    \"defaultRow\": [ 0.1, -2.0 ]", "");

        assertThat(ManifestFormat.toJson(read(json))).isEqualTo(json);
    }

    @Test
    void readsWhatHappensOnLossAndLeavesOutTheUsual() {
        String json =
                with("\"defaultRow\": [ 0.1, -2.0 ]", "\"defaultRow\": [ 0.1, -2.0 ],\n    \"onLoss\": \"default\"");

        assertThat(read(json).tables().getFirst().onLoss()).isEqualTo(LossPolicy.DEFAULT);
        assertThat(ManifestFormat.toJson(read(json))).isEqualTo(json);
        assertThat(Bundle.fingerprint(read(json))).isNotEqualTo(Bundle.fingerprint(read(JSON)));
        assertThat(read(JSON).tables().getFirst().onLoss()).isEqualTo(LossPolicy.FAIL);
        assertThat(ManifestFormat.toJson(read(json.replace("\"onLoss\": \"default\"", "\"onLoss\": \"fail\""))))
                .isEqualTo(JSON);
    }

    @Test
    void fingerprintIsPinnedAndIgnoresPropertyOrderAndSpace() {
        String reordered = with(
                        "\"formatVersion\": 1,\n  \"name\": \"clicks\"", "\"name\"  :\"clicks\",\"formatVersion\":1")
                .replace("\"width\": 8", "\t\"width\" : 8 ");

        assertThat(Bundle.fingerprint(read(reordered))).isEqualTo(Bundle.fingerprint(read(JSON)));
        assertThat(Bundle.fingerprint(read(JSON)))
                .isEqualTo("2af3240057afa1836946e884bd53107250a03c2fd9e380e1aff546580f866805");
    }

    @Test
    void fingerprintDiffersWhenAChecksumDiffers() {
        assertThat(Bundle.fingerprint(read(with("1111", "1112")))).isNotEqualTo(Bundle.fingerprint(read(JSON)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "formatVersion": 1       | "formatVersion": 2          | formatVersion: 2 (expected: 1
            "formatVersion": 1       | "formatVersion": 2, "new":0 | formatVersion: 2 (expected: 1
            "formatVersion": 1       | "formatVersion": 4294967297 | formatVersion: 4294967297 (expected: 1
            "formatVersion": 1       | "formatVersion": 99999999999999999999 | formatVersion: 99999999999999999999 (expected: 1
            "formatVersion": 1,      |                             | formatVersion: missing (expected: a whole number of 32 bits)
            "formatVersion": 1       | "formatVersion": "1"        | formatVersion: "1" (expected: a whole number of 32 bits)
            "name": "clicks"         | "name": 5                   | name: 5 (expected: a string)
            "name": "clicks"         | "name": null                | name: null (expected: a string)
            "name": "clicks"         | "name": "a/b"               | name: 'a/b' (expected: 1 to 128 letters
            "name": "clicks"         | "name": "clicks", "x": 1    | x: unknown property (expected: one of [description, features,
            "name": "clicks"         | "name": "a", "name": "b"    | line 3, column
            "rows": 8000             | "rows": 8000.5              | tables[0].rows: 8000.5 (expected: a whole number of 64 bits)
            "rows": 8000             | "rows": "8000"              | tables[0].rows: "8000" (expected: a whole number of 64 bits)
            "rows": 8000             | "rows": 99999999999999999999 | tables[0].rows: 99999999999999999999 (expected: a whole number of 64 bits)
            "rows": 8000             | "rows": null                | tables[0].rows: null (expected: a whole number of 64 bits)
            "rows": 8000             | "rows": 0                   | tables['item'].rows: 0 (expected: at least 1)
            "rows": 8000             | "rows": 4611686018427387904 | tables[0]: tables['item']: rows 4611686018427387904 x dim 2 x FLOAT32 overflows 64 bits
            "dim": 2                 | "dim": 0                    | tables['item'].dim: 0 (expected: 1 to 65536)
            "dim": 2                 | "dim": 3                    | tables['item'].defaultRow: 2 numbers (expected: dim, 3)
            "dim": 2                 | "dim": 3000000000           | tables[0].dim: 3000000000 (expected: a whole number of 32 bits)
            [ 0.1, -2.0 ]              | [0.1, "x"]                  | tables[0].defaultRow[1]: "x" (expected: a number)
            [ 0.1, -2.0 ]              | [0.1, null]                 | tables[0].defaultRow[1]: null (expected: a number)
            [ 0.1, -2.0 ]              | [0.1, 1e300]                | tables['item'].defaultRow: Infinity (expected: finite numbers
            "pooling": "mean"        | "pooling": "max"            | features.sparse[0].pooling: "max" (expected: one of [sum, mean])
            "pooling": "mean"        | "pooling": 1                | features.sparse[0].pooling: 1 (expected: one of [sum, mean])
            "pooling": "mean"        | "pooling": ""               | features.sparse[0].pooling: "" (expected: one of [sum, mean])
            "weighted": false        | "weighted": 0               | features.sparse[0].weighted: 0 (expected: true or false)
            "weighted": false        | "weighted": "false"         | features.sparse[0].weighted: "false" (expected: true or false)
            "dtype": "float32"       | "dtype": "float64"          | tables[0].dtype: "float64" (expected: one of [float32, float16, int8, int4])
            "idPolicy": "default"    | "idPolicy": "Default"       | features.sparse[0].idPolicy: "Default" (expected: one of [fail, default, modulo])
            "rows": 8000             | "rows": 8000, "onLoss": "zeros" | tables[0].onLoss: "zeros" (expected: one of [fail, default])
            "rows": 8000             | "rows": 8000, "onLoss": 1   | tables[0].onLoss: 1 (expected: one of [fail, default])
            "tensor": "user_vector"  | "tensor": 7                 | nets[1].inputs[1].tensor: 7 (expected: a string)
            "tensor": "user_vector"  | "tensor": ""                | nets[1].inputs[1]: nets.inputs.tensor: '' (expected: the name of an input
            "tensor": "user_vector", |                             | nets[1].inputs[1].tensor: missing (expected: a string)
            "sources": [ "item_id" ]   | "sources": "item_id"        | nets[1].inputs[0].sources: "item_id" (expected: an array)
            "sources": [ "item_id" ]   | "sources": []               | sources: [] (expected: at least one feature or net output)
            "sources": [ "item_id" ]   | "sources": ["item_id", "x"] | nobody feeds 'x' (expected: a feature or the output of another net)
            "file": "dense/user.onnx" | "file": "../user.onnx"     | nets['user'].file: '../user.onnx' (expected: a relative path inside the bundle
            "file": "dense/user.onnx" | "file": "/etc/passwd"      | nets['user'].file: '/etc/passwd' (expected: a relative path inside the bundle
            "file": "dense/user.onnx" | "file": "dense/other.onnx" | files: no 'dense/other.onnx' (expected: an entry for every file
            "path": "dense/user.onnx" | "path": "a/../../b"        | files[1]: files.path: 'a/../../b' (expected: a relative path
            "path": "dense/user.onnx" | "path": "model.json"       | files.path: 'model.json' (expected: every file but the manifest itself)
            "path": "dense/user.onnx" | "path": "dense/candidate.onnx" | files: 'dense/candidate.onnx' occurs twice
            "sha256": "11            | "sha256": "ZZ               | files[1]: files['dense/user.onnx'].sha256:
            "outputs": [ "score" ]     | "outputs": {}               | outputs: {} (expected: an array)
            "outputs": [ "score" ]     | "outputs": ["score", "user_vector"] | outputs: 'user_vector' (expected: an output of a net with candidate scope)
            "dense": [               | "dense": [ 7,               | features.dense[0]: 7 (expected: an object)
            """)
    void refusesWhatIsNoManifest(String from, String to, String message) {
        String json = with(from, to == null ? "" : to);

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> read(json))
                .withMessageStartingWith(modelJson + ": ")
                .withMessageContaining(message)
                .withMessageContaining("(expected: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``          | no JSON at all (expected: a JSON object)
            {           | line 1, column 2
            []          | [] (expected: a JSON object)
            null        | null (expected: a JSON object)
            {"a":1} 2   | line 1
            {"a":1,}    | line 1
            """)
    void refusesWhatIsNoJson(String json, String message) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> read(json))
                .withMessageStartingWith(modelJson + ": ")
                .withMessageContaining(message)
                .withMessageContaining("(expected: ");
    }

    @Test
    void refusesAFileThatIsMissingOrADirectory() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> ManifestFormat.read(modelJson))
                .withMessage(modelJson + ": missing (expected: a file)");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> ManifestFormat.read(directory))
                .withMessage(directory + ": a directory (expected: a file)");
    }
}
