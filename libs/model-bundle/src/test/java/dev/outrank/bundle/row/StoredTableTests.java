package dev.outrank.bundle.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.tensor.SafetensorsFile;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StoredTableTests {

    private static final TableSpec FLOATS = table(ElementType.FLOAT32);

    @TempDir
    Path directory;

    private static TableSpec table(ElementType dtype) {
        return new TableSpec("item", 4, 3, dtype, "t.safetensors", "item.weight", null);
    }

    private StoredTable stored(TableSpec table, ByteBuffer rows) {
        Path file = directory.resolve(table.dtype() + ".safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, List.of(TableTensor.of(table)))) {
            writer.write(table.tensor(), 0, rows);
        }
        return StoredTable.open(SafetensorsFile.open(file), table);
    }

    private StoredTable floats(float... values) {
        ByteBuffer rows = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            rows.putFloat(value);
        }
        return stored(FLOATS, rows.flip());
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItEncodedInEveryType(ElementType dtype) {
        float[] row = new float[3];
        try (StoredTable source = floats(0, 0, 0, 15, 0, 7, -15, 0, -1, 1, 2, 16);
                StoredTable target = stored(table(dtype), source.encoded(0, 4, dtype))) {
            target.readInto(3, row);
            assertThat(row).containsExactly(new float[] {1, 2, 16}, within(1e-5f));
            target.readInto(0, row);
            assertThat(row).containsExactly(0, 0, 0);
            assertThat(target.encoded(1, 3, dtype)).isEqualTo(source.encoded(1, 3, dtype));
        }
    }

    @Test
    void namesTableRowAndColumnOfWhatCannotBeQuantised() {
        try (StoredTable source = floats(0, 0, 0, 1, 2, Float.NaN, 0, 0, 0, 0, 0, 0)) {
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> source.encoded(0, 4, ElementType.INT8))
                    .withMessage("table 'item', row 1, column 2: NaN"
                            + " (expected: a finite number, to be stored as int8)");
        }
    }

    @ParameterizedTest
    @CsvSource({"INT8, INT4", "INT8, FLOAT16", "INT4, INT8", "INT4, FLOAT16"})
    void refusesToQuantiseTwice(ElementType from, ElementType to) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> RowConverter.of(table(from), to))
                .withMessage("dtype of table 'item': " + to.jsonName() + " (expected: one of [float32, "
                        + from.jsonName() + "], since its rows are stored as " + from.jsonName() + ")");
    }
}
