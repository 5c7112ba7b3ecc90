package dev.outrank.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.OrderTensor;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.bundle.tensor.SafetensorsFile;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BundleOrderTests {

    private static final List<TableSpec> TABLES = List.of(SampleBundle.table("a", 9, 3), SampleBundle.table("b", 4, 2));

    @TempDir
    Path directory;

    private Bundle write(long... hotIds) {
        return SampleBundle.write(directory, TABLES, Map.of("a", hotIds));
    }

    private void editManifest(String from, String to) {
        Path modelJson = directory.resolve("model.json");
        try {
            String json = Files.readString(modelJson);
            assertThat(json).contains(from);
            Files.writeString(modelJson, json.replace(from, to));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> Bundle.open(directory))
                .withMessageContaining(message)
                .withMessageContaining("(expected: ");
    }

    @Test
    void readsTheOrderThatItLists() {
        Bundle bundle = write(7, 2, 8);

        TableSpec ordered = bundle.manifest().table("a");
        assertThat(ordered.order()).isEqualTo(new OrderSpec(3, "tables/orders.safetensors", "a"));
        RowOrder order = bundle.order(ordered).orElseThrow();
        assertThat(order.hotIds()).containsExactly(7, 2, 8);
        assertThat(order.row(0)).isEqualTo(7);
        assertThat(bundle.order(bundle.manifest().table("b"))).isEmpty();
        bundle.verifyChecksums(bytes -> {});
        assertThat(ManifestFormat.read(directory.resolve("model.json"))).isEqualTo(bundle.manifest());
    }

    @Test
    void hasAnotherFingerprintWithAnotherOrder() {
        String fingerprint = write(7, 2, 8).fingerprint();

        assertThat(write(2, 7, 8).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(write(7, 2, 8).fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void leavesManifestsWithoutOrderAsTheyWere() {
        Bundle bundle = SampleBundle.write(directory, TABLES);

        assertThat(ManifestFormat.toJson(bundle.manifest())).doesNotContain("order");
    }

    @Test
    void takesAnOrderThatIsNullForNone() {
        SampleBundle.write(directory, TABLES);
        editManifest("\"tensor\": \"a\"", "\"tensor\": \"a\", \"order\": null");

        assertThat(Bundle.open(directory).manifest().table("a").order()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "hotRows": 3 | "hotRows": 0  | tables[0].order: order.hotRows: 0 (expected: 1 to 268435456)
            "hotRows": 3 | "hotRows": 268435457 | order.hotRows: 268435457 (expected: 1 to 268435456)
            "hotRows": 3 | "hotRows": 10 | tables['a'].order.hotRows: 10 (expected: at most 9, the table's rows)
            "hotRows": 3 | "hotRows": 2  | tensor 'a'.shape: [3] (expected: [2], hotRows for the order of table 'a')
            "hotRows": 3 | "hotRows": 3, "x": 3 | tables[0].order.x: unknown property
            "hotRows": 3, |              | tables[0].order.hotRows: missing
            "file": "tables/orders.safetensors" | "file": "../o" | order.file: '../o' (expected: a relative path
            "file": "tables/orders.safetensors" | "file": "o.safetensors" | files: no 'o.safetensors' (expected: an entry for every file that a table or net names)
            "file": "tables/orders.safetensors" | "file": "tables/tables.safetensors" | tensor 'a'.dtype: F32 (expected: I64 for the order of table 'a')
            "file": "tables/orders.safetensors" | "file": "dense/top.onnx" | top.onnx: header length
            "file": "tables/orders.safetensors" | "file": null | tables[0].order.file: null
            """)
    void refusesAnOrderThatDoesNotFit(String from, String to, String message) {
        write(7, 2, 8);
        editManifest(from, to == null ? "" : to);

        assertRefused(message);
    }

    @Test
    void refusesATensorThatIsNotThere() {
        write(7, 2, 8);
        editManifest(
                "\"file\": \"tables/orders.safetensors\",\n      \"tensor\": \"a\"",
                "\"file\": \"tables/orders.safetensors\", \"tensor\": \"z\"");

        assertRefused("orders.safetensors: no tensor 'z' (expected: one of [a])");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9   | [1]: 9 (expected: 0 to 8)
            -1  | [1]: -1 (expected: 0 to 8)
            7   | [1]: 7 occurs twice, first at 0 (expected: distinct ids)
            """)
    void refusesIdsThatAreNoOrderWhenTheyAreRead(long second, String message) {
        Bundle bundle = write(7, second);

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> bundle.order(bundle.manifest().table("a")))
                .withMessage(directory.resolve("tables/orders.safetensors") + ": tensor 'a'" + message);
    }

    @Test
    void readsWhatItWroteInSeveralParts() {
        long[] ids = LongStream.range(0, 300_000).map(i -> i * 7 % 300_007).toArray();
        OrderSpec spec = new OrderSpec(ids.length, "o.safetensors", "o");
        Path file = directory.resolve("o.safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, List.of(OrderTensor.of(spec)))) {
            OrderTensor.write(writer, spec, RowOrder.of("o", ids, 300_007));
        }

        assertThat(OrderTensor.read(SafetensorsFile.open(file), spec, 300_007).hotIds())
                .containsExactly(ids);
    }
}
