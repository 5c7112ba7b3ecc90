package dev.outrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Pooling;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All kernels against plain loops over arrays: the same bits, whatever the type, the shape, the alignment and the numbers. */
final class PoolingKernelsTests {

    private static final int ROWS = 61;
    private static final int LARGEST_DIM = 300;
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final byte UNTOUCHED = 0x77;

    private final Random random = new Random(7);

    static List<PoolingKernels> kernels() {
        return Kernels.all();
    }

    static Stream<Arguments> kernelsAndTypes() {
        return kernels().stream().flatMap(kernels -> Stream.of(ElementType.values())
                .map(dtype -> Arguments.of(kernels.provider(), kernels, dtype)));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void poolsLikePlainLoopsInEveryDim(String provider, PoolingKernels kernels, ElementType dtype) {
        for (int dim = 1; dim <= LARGEST_DIM; dim++) {
            try (Arena arena = Arena.ofConfined()) {
                StoredRows rows = new StoredRows(arena, dtype, dim, ROWS, 0, random);
                Call call = Call.random(random, 7, 40);
                check(kernels, rows, call, null, Pooling.SUM, 0, 0);
                check(kernels, rows, call, call.weights, Pooling.MEAN, 1, 5);
            }
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void poolsLikePlainLoopsInEveryShape(String provider, PoolingKernels kernels, ElementType dtype) {
        for (int dim : new int[] {1, 13, 64, 128, 207, 513}) {
            for (int bags : new int[] {0, 1, 13}) {
                for (int longest : new int[] {0, 1, 40, 5_000}) {
                    try (Arena arena = Arena.ofConfined()) {
                        StoredRows rows = new StoredRows(arena, dtype, dim, ROWS, 3, random);
                        Call call = Call.random(random, bags, longest);
                        for (Pooling pooling : Pooling.values()) {
                            check(kernels, rows, call, null, pooling, 64, 4);
                            check(kernels, rows, call, call.weights, pooling, 1, 0);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void poolsBagsOfOneRow(String provider, PoolingKernels kernels, ElementType dtype) {
        for (int dim : new int[] {1, 13, 16, 64, 100, 128, 207}) {
            try (Arena arena = Arena.ofConfined()) {
                StoredRows rows = new StoredRows(arena, dtype, dim, ROWS, 3, random);
                Call call = Call.ofOneRow(random, 300);
                for (Pooling pooling : Pooling.values()) {
                    check(kernels, rows, call, null, pooling, 1, 4);
                    check(kernels, rows, call, call.weights, pooling, 64, 0);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void poolsVeryLongBagsAmongShortOnes(String provider, PoolingKernels kernels, ElementType dtype) {
        int[] offsets = {0, 3, 3 + (1 << 16), 70_000, 70_000, 210_000, 210_002};
        long[] localRows = random.longs(offsets[6], 0, ROWS).toArray();
        float[] weights = new float[localRows.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        Call call = new Call(6, offsets, localRows, weights);
        try (Arena arena = Arena.ofConfined()) {
            StoredRows rows = new StoredRows(arena, dtype, 21, ROWS, 0, random);
            check(kernels, rows, call, null, Pooling.SUM, 0, 0);
            check(kernels, rows, call, weights, Pooling.MEAN, 1, 5);
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void takesSpecialWeights(String provider, PoolingKernels kernels, ElementType dtype) {
        float[] weights = {Float.NaN, Float.POSITIVE_INFINITY, 0, -0f, Float.MIN_VALUE, Float.MAX_VALUE, -1.5f};
        Call call = new Call(3, new int[] {0, 1, 3, 7}, new long[] {1, 2, 3, 4, 5, 6, 7}, weights);
        try (Arena arena = Arena.ofConfined()) {
            StoredRows rows = new StoredRows(arena, dtype, 37, ROWS, 0, random);
            check(kernels, rows, call, weights, Pooling.SUM, 0, 0);
            check(kernels, rows, call, weights, Pooling.MEAN, 0, 0);
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void scalarStaysCloseToDoublePrecision(ElementType dtype) {
        try (Arena arena = Arena.ofConfined()) {
            StoredRows rows = new StoredRows(arena, dtype, 64, ROWS, 0, random);
            Call call = Call.random(random, 13, 40);
            float[] actual = pool(new ScalarPoolingKernels(), rows, call, call.weights, Pooling.SUM, 0, 0);
            for (int bag = 0; bag < call.bags; bag++) {
                int length = call.offsets[bag + 1] - call.offsets[bag];
                for (int d = 0; d < 64; d++) {
                    double sum = 0;
                    double size = 0;
                    for (int i = call.offsets[bag]; i < call.offsets[bag + 1]; i++) {
                        int row = (int) call.rows[i];
                        double scaled = (double) call.weights[i] * rows.scale(row) * rows.elements(row)[d];
                        double bias = (double) call.weights[i] * rows.bias(row);
                        sum += scaled + bias;
                        size += Math.abs(scaled) + Math.abs(bias);
                    }
                    // Each of the additions rounds once, by at most half a unit in the last place of what was added so
                    // far.
                    if (size < Float.MAX_VALUE) {
                        assertThat((double) actual[bag * 64 + d]).isCloseTo(sum, within(size * (length + 3) * 0x1p-23));
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void refusesRowsOutsideTheTable(String provider, PoolingKernels kernels, ElementType dtype) {
        try (Arena arena = Arena.ofConfined()) {
            StoredRows rows = new StoredRows(arena, dtype, 13, ROWS, 0, random);
            for (long row : new long[] {-1, ROWS, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 60}) {
                Call call = new Call(2, new int[] {0, 1, 2}, new long[] {3, row}, new float[] {1, 1});
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> pool(kernels, rows, call, null, Pooling.SUM, 0, 0));
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> pool(kernels, rows, call, call.weights, Pooling.SUM, 0, 0));
            }
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void poolsManyShortAndEmptyBags(String provider, PoolingKernels kernels, ElementType dtype) {
        int[] offsets = new int[20_001];
        for (int bag = 0; bag < 20_000; bag++) {
            offsets[bag + 1] = offsets[bag] + (bag < 5_000 ? 1 : bag < 12_000 ? 0 : random.nextInt(4));
        }
        long[] localRows = random.longs(offsets[20_000], 0, ROWS).toArray();
        Call call = new Call(20_000, offsets, localRows, new float[localRows.length]);
        Arrays.fill(call.weights, 0.3f);
        try (Arena arena = Arena.ofConfined()) {
            StoredRows rows = new StoredRows(arena, dtype, 20, ROWS, 0, random);
            check(kernels, rows, call, null, Pooling.MEAN, 0, 0);
            check(kernels, rows, call, call.weights, Pooling.SUM, 0, 0);
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void poolsVeryWideRows(String provider, PoolingKernels kernels, ElementType dtype) {
        try (Arena arena = Arena.ofConfined()) {
            StoredRows rows = new StoredRows(arena, dtype, 20_001, 5, 0, random);
            Call call = new Call(3, new int[] {0, 3, 4, 5}, new long[] {4, 0, 1, 2, 3}, new float[] {1, 2, -3, 4, .5f});
            check(kernels, rows, call, null, Pooling.SUM, 0, 0);
            check(kernels, rows, call, call.weights, Pooling.MEAN, 0, 0);
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void poolsPartsOfTheArraysIntoTheHeap(String provider, PoolingKernels kernels, ElementType dtype) {
        for (int[] offsets : new int[][] {{5, 6, 7, 8, 9}, {5, 5, 8, 20, 24}}) {
            try (Arena arena = Arena.ofConfined()) {
                StoredRows rows = new StoredRows(arena, dtype, 33, ROWS, 0, random);
                long[] localRows = random.longs(30, 0, ROWS).toArray();
                Call call = new Call(4, offsets, localRows, new float[30]);
                float[] actual = new float[4 * 33];
                MemorySegment out = MemorySegment.ofArray(actual);
                kernels.poolInto(rows.matrix(), localRows, offsets, 4, null, Pooling.SUM, out, 0, 33 * 4);
                assertThat(bits(actual)).isEqualTo(bits(expected(rows, call, null, Pooling.SUM)));
            }
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void refusesOffsetsThatLeaveTheRows(String provider, PoolingKernels kernels, ElementType dtype) {
        try (Arena arena = Arena.ofConfined()) {
            StoredRows rows = new StoredRows(arena, dtype, 8, ROWS, 0, random);
            for (int[] offsets : new int[][] {{0, 1, 900_000}, {-900_000, 1, 2}, {0, 900_000, 2}}) {
                Call call = new Call(2, offsets, new long[] {3, 4}, new float[] {1, 1});
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> pool(kernels, rows, call, null, Pooling.SUM, 0, 0));
            }
            Call call = new Call(1, new int[] {0, 2}, new long[] {3, 4}, new float[] {1});
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> pool(kernels, rows, call, call.weights, Pooling.SUM, 0, 0));
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void refusesVectorsOutsideTheOutput(String provider, PoolingKernels kernels, ElementType dtype) {
        try (Arena arena = Arena.ofConfined()) {
            StoredRows rows = new StoredRows(arena, dtype, 8, ROWS, 0, random);
            MemorySegment out = arena.allocate(5 * 32 - 1);
            long[] localRows = {1, 2, 3, 4, 5};
            int[] offsets = {0, 1, 2, 3, 4, 5};
            for (long stride : new long[] {32, 1 << 20, -32, Long.MIN_VALUE + 7, (1L << 62) + 3, Long.MAX_VALUE}) {
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> kernels.poolInto(
                                rows.matrix(), localRows, offsets, 5, null, Pooling.SUM, out, 0, stride));
            }
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("kernelsAndTypes")
    void failsOnMemoryThatWasClosed(String provider, PoolingKernels kernels, ElementType dtype) {
        StoredRows rows;
        try (Arena arena = Arena.ofShared()) {
            rows = new StoredRows(arena, dtype, 8, ROWS, 0, random);
        }
        Call call = new Call(1, new int[] {0, 1}, new long[] {3}, new float[] {1});

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> pool(kernels, rows, call, null, Pooling.SUM, 0, 0));
    }

    private static void check(
            PoolingKernels kernels,
            StoredRows rows,
            Call call,
            float @Nullable [] weights,
            Pooling pooling,
            int offset,
            int gap) {
        float[] actual = pool(kernels, rows, call, weights, pooling, offset, gap);
        assertThat(bits(actual))
                .as(
                        "%s, %s, dim %d, %s",
                        kernels.provider(), rows.matrix().dtype(), rows.matrix().dim(), pooling)
                .isEqualTo(bits(expected(rows, call, weights, pooling)));
    }

    /** Pools, and checks that nothing but the vectors was written. */
    private static float[] pool(
            PoolingKernels kernels,
            StoredRows rows,
            Call call,
            float @Nullable [] weights,
            Pooling pooling,
            int offset,
            int gap) {
        int dim = rows.matrix().dim();
        long stride = dim * 4L + gap;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(offset + call.bags * stride + 9).fill(UNTOUCHED);
            kernels.poolInto(rows.matrix(), call.rows, call.offsets, call.bags, weights, pooling, out, offset, stride);
            float[] vectors = new float[call.bags * dim];
            for (int bag = 0; bag < call.bags; bag++) {
                MemorySegment vector = out.asSlice(offset + bag * stride, dim * 4L);
                MemorySegment.copy(vector, FLOAT, 0, vectors, bag * dim, dim);
                vector.fill(UNTOUCHED);
            }
            assertThat(out.toArray(ValueLayout.JAVA_BYTE)).containsOnly(UNTOUCHED);
            return vectors;
        }
    }

    /** The contract, word for word. */
    private static float[] expected(StoredRows rows, Call call, float @Nullable [] weights, Pooling pooling) {
        int dim = rows.matrix().dim();
        float[] out = new float[call.bags * dim];
        for (int bag = 0; bag < call.bags; bag++) {
            int length = call.offsets[bag + 1] - call.offsets[bag];
            float biases = 0;
            for (int i = call.offsets[bag]; i < call.offsets[bag + 1]; i++) {
                biases = Math.fma(weights == null ? 1 : weights[i], rows.bias((int) call.rows[i]), biases);
            }
            for (int d = 0; d < dim; d++) {
                float sum = 0;
                for (int i = call.offsets[bag]; i < call.offsets[bag + 1]; i++) {
                    int row = (int) call.rows[i];
                    float factor = (weights == null ? 1 : weights[i]) * rows.scale(row);
                    sum = Math.fma(rows.elements(row)[d], factor, sum);
                }
                boolean quantised =
                        switch (rows.matrix().dtype()) {
                            case FLOAT32, FLOAT16 -> false;
                            case INT8, INT4 -> true;
                        };
                sum = quantised ? sum + biases : sum;
                out[bag * dim + d] = pooling == Pooling.MEAN && length > 0 ? sum / length : sum;
            }
        }
        return out;
    }

    /** Bits, with all NaN taken as one. */
    private static int[] bits(float[] floats) {
        int[] bits = new int[floats.length];
        Arrays.setAll(bits, i -> Float.floatToIntBits(floats[i]));
        return bits;
    }

    private static final class Call {

        private final int bags;
        private final int[] offsets;
        private final long[] rows;
        private final float[] weights;

        Call(int bags, int[] offsets, long[] rows, float[] weights) {
            this.bags = bags;
            this.offsets = offsets;
            this.rows = rows;
            this.weights = weights;
        }

        static Call ofOneRow(Random random, int bags) {
            long[] rows = random.longs(bags, 0, ROWS).toArray();
            float[] weights = new float[bags];
            int[] offsets = new int[bags + 1];
            for (int bag = 0; bag < bags; bag++) {
                offsets[bag + 1] = bag + 1;
                weights[bag] = (float) random.nextGaussian();
            }
            return new Call(bags, offsets, rows, weights);
        }

        static Call random(Random random, int bags, int longest) {
            int[] offsets = new int[bags + 1];
            for (int bag = 0; bag < bags; bag++) {
                // Every third bag is empty.
                offsets[bag + 1] = offsets[bag] + (bag % 3 == 1 || longest == 0 ? 0 : random.nextInt(1, longest + 1));
            }
            long[] rows = random.longs(offsets[bags], 0, ROWS).toArray();
            float[] weights = new float[rows.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) random.nextGaussian();
            }
            return new Call(bags, offsets, rows, weights);
        }
    }
}
