package dev.outrank.bundle.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RowCodecTests {

    private static Stream<String> float16() {
        return GoldenRows.named(".float16");
    }

    private static Stream<String> int8() {
        return GoldenRows.named(".int8");
    }

    private static Stream<String> int4() {
        return GoldenRows.named(".int4");
    }

    private static float[] floats(byte[] row) {
        float[] values = new float[row.length / Float.BYTES];
        RowCodec.of(ElementType.FLOAT32, values.length).decodeInto(MemorySegment.ofArray(row), 0, values);
        return values;
    }

    private static byte[] encoded(ElementType dtype, float... row) {
        byte[] out = new byte[Math.toIntExact(dtype.rowBytes(row.length))];
        Arrays.fill(out, (byte) 0x5a);
        RowCodec.of(dtype, row.length).encodeInto(row, MemorySegment.ofArray(out), 0);
        return out;
    }

    private static float[] decoded(ElementType dtype, int dim, byte[] row) {
        float[] out = new float[dim];
        RowCodec.of(dtype, dim).decodeInto(MemorySegment.ofArray(row), 0, out);
        return out;
    }

    private static void assertEncodesAsPyTorch(ElementType dtype, String name) {
        byte[][] input = GoldenRows.rows(name + ".input");
        byte[][] packed = GoldenRows.rows(name + "." + dtype.jsonName());
        for (int row = 0; row < input.length; row++) {
            assertThat(encoded(dtype, floats(input[row])))
                    .as("row %d, %s", row, Arrays.toString(floats(input[row])))
                    .containsExactly(packed[row]);
        }
    }

    private static void assertDecodesAsPyTorch(ElementType dtype, String name) {
        byte[][] packed = GoldenRows.rows(name + "." + dtype.jsonName());
        byte[][] unpacked = GoldenRows.rows(name + "." + dtype.jsonName() + ".decoded");
        for (int row = 0; row < packed.length; row++) {
            float[] values = decoded(dtype, unpacked[row].length / Float.BYTES, packed[row]);
            assertThat(encoded(ElementType.FLOAT32, values)).as("row %d", row).containsExactly(unpacked[row]);
        }
    }

    @ParameterizedTest
    @MethodSource("float16")
    void encodesFloat16AsPyTorchDoes(String name) {
        assertEncodesAsPyTorch(ElementType.FLOAT16, name);
    }

    @ParameterizedTest
    @MethodSource("int8")
    void encodesInt8AsPyTorchDoes(String name) {
        assertEncodesAsPyTorch(ElementType.INT8, name);
    }

    @ParameterizedTest
    @MethodSource("int8")
    void decodesInt8AsPyTorchDoes(String name) {
        assertDecodesAsPyTorch(ElementType.INT8, name);
    }

    @ParameterizedTest
    @MethodSource("int4")
    void encodesInt4AsPyTorchDoes(String name) {
        assertEncodesAsPyTorch(ElementType.INT4, name);
    }

    @ParameterizedTest
    @MethodSource("int4")
    void decodesInt4AsPyTorchDoes(String name) {
        assertDecodesAsPyTorch(ElementType.INT4, name);
    }

    @Test
    void coversEveryFormatByGoldenRows() {
        assertThat(float16()).hasSize(12);
        assertThat(int8()).hasSize(13).contains("wide", "1", "33");
        assertThat(int4()).hasSize(7).contains("2", "100");
    }

    @Test
    void leavesTheLastHighNibbleZeroWhenDimIsOdd() {
        byte[] row = encoded(ElementType.INT4, 0, 15, 7);

        assertThat(row).hasSize(6).startsWith(0xf0, 0x07);
        assertThat(decoded(ElementType.INT4, 3, row)).containsExactly(0, 15, 7);
    }

    @ParameterizedTest
    @EnumSource
    void decodesZerosToExactlyZerosInEveryType(ElementType dtype) {
        for (int dim = 1; dim < 40; dim++) {
            assertThat(decoded(dtype, dim, encoded(dtype, new float[dim]))).containsExactly(new float[dim]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAndWritesAtAnyOffsetWithoutTouchingTheNeighbours(ElementType dtype) {
        int rowBytes = Math.toIntExact(dtype.rowBytes(5));
        byte[] memory = new byte[rowBytes + 4];
        MemorySegment segment = MemorySegment.ofArray(memory);
        float[] out = {9, 9, 9, 9, 9, 9};
        RowCodec codec = RowCodec.of(dtype, 5);

        codec.encodeInto(new float[] {-1, 0, 1, 2, 14}, segment, 3);
        codec.decodeInto(segment, 3, out);

        assertThat(memory).startsWith(0, 0, 0).endsWith(0);
        assertThat(out[5]).isEqualTo(9);
        assertThat(out[0]).isEqualTo(-1);
        assertThat(out[4]).isCloseTo(14, within(1e-5f));
    }

    @ParameterizedTest
    @CsvSource({"INT8, NaN", "INT8, Infinity", "INT4, NaN", "INT4, -Infinity"})
    void refusesToQuantiseWhatIsNoNumber(ElementType dtype, float value) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> encoded(dtype, 1, 2, value))
                .withMessage("column 2: " + value + " (expected: a finite number, to be stored as " + dtype.jsonName()
                        + ")");
    }

    @Test
    void refusesRangesThatScaleAndBiasCannotHold() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> encoded(ElementType.INT8, 0, -3e38f, 3e38f))
                .withMessage("column 2: 3.0E38 in a row from -3.0E38 to 3.0E38"
                        + " (expected: a range that the scale and bias of int8 can hold)");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> encoded(ElementType.INT4, 0, -70_000, 1))
                .withMessageStartingWith("column 1: -70000.0 in a row from -70000.0 to 1.0 (expected: ");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> encoded(ElementType.INT4, 0, 1e6f))
                .withMessageStartingWith("column 1: 1000000.0 in a row from 0.0 to 1000000.0 (expected: ");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> encoded(ElementType.FLOAT16, 1, 65_520))
                .withMessage("column 1: 65520.0 (expected: within ±65504, the range of float16)");
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32", "FLOAT16"})
    void keepsNanAndInfinitiesInFloats(ElementType dtype) {
        float[] row = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0.0f};

        assertThat(decoded(dtype, 4, encoded(dtype, row))).containsExactly(row);
    }
}
