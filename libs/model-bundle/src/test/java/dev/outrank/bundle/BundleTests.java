package dev.outrank.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import dev.outrank.bundle.tensor.TensorInfo;
import dev.outrank.bundle.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BundleTests {

    private static final TableSpec A = SampleBundle.table("a", 5, 3);

    @TempDir
    Path directory;

    private Path net = Path.of("top.onnx");

    @BeforeEach
    void writeBundle() {
        SampleBundle.write(directory, List.of(A));
        net = directory.resolve("dense/top.onnx");
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> Bundle.open(directory))
                .withMessageContaining(message)
                .withMessageContaining("(expected: ");
    }

    private void editManifest(String from, String to) throws IOException {
        Path modelJson = directory.resolve("model.json");
        String json = Files.readString(modelJson);
        assertThat(json).contains(from);
        Files.writeString(modelJson, json.replace(from, to));
    }

    @Test
    void opensWhatFitsTogether() {
        Bundle bundle = Bundle.open(directory);

        assertThat(bundle.directory()).isEqualTo(directory);
        assertThat(bundle.fingerprint()).matches("[0-9a-f]{64}").isEqualTo(Bundle.fingerprint(bundle.manifest()));
        TensorInfo tensor = bundle.tensors(A).tensor("a");
        assertThat(tensor.shape()).containsExactly(5L, 3L);
        assertThat(bundle.file("dense/top.onnx")).isEqualTo(net);
        assertThat(ManifestFormat.read(directory.resolve("model.json"))).isEqualTo(bundle.manifest());
    }

    @Test
    void describesAFile() throws IOException {
        Files.writeString(directory.resolve("abc"), "abc");

        assertThat(Bundle.describe(directory, "abc"))
                .isEqualTo(
                        new BundleFile("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    @Test
    void verifiesChecksumsAndTellsOfEveryByte() {
        Bundle bundle = Bundle.open(directory);
        AtomicLong bytes = new AtomicLong();

        bundle.verifyChecksums(bytes::addAndGet);

        assertThat(bytes.get())
                .isEqualTo(bundle.manifest().files().stream()
                        .mapToLong(BundleFile::bytes)
                        .sum());
    }

    @Test
    void refusesAChangedFileWhenItsChecksumIsVerified() throws IOException {
        Files.writeString(net, "A stand-in for a graph");
        Bundle bundle = Bundle.open(directory);

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> bundle.verifyChecksums(bytes -> {}))
                .withMessageStartingWith(net + ": SHA-256 ")
                .withMessageContaining("(expected: ");
    }

    @Test
    void refusesAChangedNetWhenOnlyTheNetsAreVerified() throws IOException {
        Bundle bundle = Bundle.open(directory);
        bundle.verifyNets();
        Files.writeString(net, "A stand-in for a graph");

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(bundle::verifyNets)
                .withMessageStartingWith(net + ": SHA-256 ")
                .withMessageContaining("the file was changed or damaged");
    }

    @Test
    void refusesAFileThatIsMissingOrOfAnotherSize() throws IOException {
        Files.writeString(net, "short");
        assertRefused(net + ": 5 bytes (expected: 22 bytes as model.json lists it)");
        Files.delete(net);
        assertRefused(net + ": missing (expected: a file)");
        Files.createDirectory(net);
        assertRefused(net + ": a directory (expected: a file)");
    }

    @Test
    void refusesADirectoryWithoutManifest() throws IOException {
        Files.delete(directory.resolve("model.json"));
        assertRefused("model.json: missing (expected: a file)");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> Bundle.open(directory.resolve("absent")))
                .withMessageContaining("absent: missing (expected: a bundle's directory)");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> Bundle.open(net))
                .withMessageContaining("top.onnx: no directory (expected: a bundle's directory)");
    }

    @Test
    void refusesALinkOutOfTheBundle(@TempDir Path elsewhere) throws IOException {
        Path outside = Files.copy(net, elsewhere.resolve("top.onnx"));
        Files.delete(net);
        Files.createSymbolicLink(net, outside);

        assertRefused("'dense/top.onnx' is " + outside.toRealPath() + " (expected: a file inside the directory)");
    }

    @Test
    void refusesADanglingLink() throws IOException {
        Files.delete(net);
        Files.createSymbolicLink(net, directory.resolve("absent"));

        assertRefused("a dangling link or a special file (expected: a file)");
    }

    @Test
    void followsALinkInsideTheBundle() throws IOException {
        Path moved = Files.move(net, directory.resolve("moved.onnx"));
        Files.createSymbolicLink(net, moved);

        assertThatCode(() -> Bundle.open(directory)).doesNotThrowAnyException();
    }

    @Test
    void refusesAPathOutOfTheBundle() {
        Bundle bundle = Bundle.open(directory);

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> bundle.file("../secret"))
                .withMessageContaining("'../secret'")
                .withMessageContaining("(expected: a file inside the directory)");
    }

    @Test
    void refusesATableThatItsTensorDoesNotFit() throws IOException {
        editManifest("\"rows\": 5", "\"rows\": 6");
        assertRefused("tensor 'a'.shape: [5, 3] (expected: [6, 3], rows and dim of table 'a' in model.json)");
    }

    @Test
    void refusesATableWithoutTensor() throws IOException {
        editManifest("\"tensor\": \"a\"", "\"tensor\": \"z\"");
        assertRefused("tables.safetensors: no tensor 'z' (expected: one of [a])");
    }

    @Test
    void refusesATensorThatIsNotOfTheTablesType() throws IOException {
        editManifest("\"dtype\": \"float32\"", "\"dtype\": \"int8\"");
        assertRefused("tensor 'a'.dtype: F32 (expected: U8 for the dtype int8 of table 'a' in model.json)");
    }

    @ParameterizedTest
    @CsvSource({"float16, F16, 3", "int8, U8, 11", "int4, U8, 6"})
    void opensTablesOfEveryTypeAndRefusesOtherShapes(String dtype, String elements, long columns) throws IOException {
        Path file = directory.resolve("tables/tables.safetensors");
        for (long found : new long[] {columns + 1, columns}) {
            TensorSpec tensor = new TensorSpec("a", elements, List.of(5L, found));
            try (SafetensorsWriter writer = SafetensorsWriter.create(file, List.of(tensor))) {
                writer.write("a", 0, ByteBuffer.allocate((int) tensor.bytes()));
            }
            Manifest manifest = SampleBundle.manifest(
                    List.of(new TableSpec("a", 5, 3, type(dtype), "tables/tables.safetensors", "a", null)));
            List<BundleFile> files = List.of(
                    Bundle.describe(directory, "tables/tables.safetensors"),
                    Bundle.describe(directory, "dense/top.onnx"));
            ManifestFormat.write(
                    new Manifest(
                            1,
                            "sample",
                            "",
                            manifest.features(),
                            manifest.tables(),
                            manifest.nets(),
                            manifest.outputs(),
                            files),
                    directory.resolve("model.json"));
            if (found == columns) {
                assertThat(Bundle.open(directory).manifest().tables().getFirst().capacityBytes())
                        .isEqualTo(tensor.bytes());
            } else {
                assertRefused("tensor 'a'.shape: [5, " + found + "] (expected: [5, " + columns + "], rows and dim");
            }
        }
    }

    private static ElementType type(String jsonName) {
        return Arrays.stream(ElementType.values())
                .filter(dtype -> dtype.jsonName().equals(jsonName))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void refusesATensorOfAnotherType() throws IOException {
        Path file = directory.resolve("tables/tables.safetensors");
        byte[] content = Files.readAllBytes(file);
        String header = new String(content, StandardCharsets.ISO_8859_1).replace("F32", "I32");
        Files.write(file, header.getBytes(StandardCharsets.ISO_8859_1));

        assertRefused("tensor 'a'.dtype: I32 (expected: F32");
    }
}
