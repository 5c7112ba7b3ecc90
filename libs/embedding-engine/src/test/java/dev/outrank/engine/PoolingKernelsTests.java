package dev.outrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.ClosedTableException;
import dev.outrank.bundle.shard.MappedTable;
import dev.outrank.bundle.shard.PackedShard;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kernels against plain loops over arrays: the same bits, whatever the shape, the alignment and the numbers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PoolingKernelsTests {

    private static final int ROWS = 61;
    private static final int[] DIMS = {1, 3, 7, 13, 16, 32, 64, 128, 207, 300};
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final byte UNTOUCHED = 0x77;

    private PackedShard shard;
    private float[][] values;

    static List<PoolingKernels> kernels() {
        return List.of(new ScalarPoolingKernels(), new VectorPoolingKernels());
    }

    @BeforeAll
    void pack(@TempDir Path directory) {
        Random random = new Random(7);
        values = new float[DIMS.length + 1][];
        PackedFixture.Table[] tables = new PackedFixture.Table[values.length];
        for (int t = 0; t < DIMS.length; t++) {
            values[t] = new float[ROWS * DIMS[t]];
            for (int i = 0; i < values[t].length; i++) {
                values[t][i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-3, 4)));
            }
            tables[t] = new PackedFixture.Table("dim" + DIMS[t], DIMS[t], values[t], null);
        }
        values[DIMS.length] = edges();
        tables[DIMS.length] = new PackedFixture.Table("edges", 13, edges(), null);
        shard = PackedFixture.wholeTables(directory, tables);
    }

    @AfterAll
    void close() {
        shard.close();
    }

    /** Every special number of float32, in each column, over and over. */
    private static float[] edges() {
        float[] special = {
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0f,
            -0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            1f,
            0x1.000002p0f
        };
        float[] edges = new float[ROWS * 13];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = special[i % special.length];
        }
        return edges;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void poolsLikePlainLoopsInEveryShape(PoolingKernels kernels) {
        Random random = new Random(11);
        for (int table = 0; table < values.length; table++) {
            for (int bags : new int[] {0, 1, 13}) {
                for (int longest : new int[] {0, 1, 40}) {
                    Call call = Call.random(random, bags, longest);
                    for (Pooling pooling : Pooling.values()) {
                        check(kernels, table, call, null, pooling);
                        check(kernels, table, call, call.weights, pooling);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumsOneBagInTheOrderOfItsIds(PoolingKernels kernels) {
        // Their first column holds the largest number, its negative and 1: forwards they add up to 1, backwards to 0.
        int edges = DIMS.length;
        long[] forwards = {8, 9, 10};
        long[] backwards = {10, 9, 8};
        check(kernels, edges, new Call(1, new int[] {0, 3}, forwards, new float[] {1, 1, 1}), null, Pooling.SUM);
        check(kernels, edges, new Call(1, new int[] {0, 3}, backwards, new float[] {1, 1, 1}), null, Pooling.SUM);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void takesSpecialWeights(PoolingKernels kernels) {
        float[] weights = {Float.NaN, Float.POSITIVE_INFINITY, 0, -0f, Float.MIN_VALUE, Float.MAX_VALUE, -1.5f};
        long[] rows = {1, 2, 3, 4, 5, 6, 7};
        Call call = new Call(3, new int[] {0, 1, 3, 7}, rows, weights);
        for (int table = 0; table < values.length; table++) {
            check(kernels, table, call, weights, Pooling.SUM);
            check(kernels, table, call, weights, Pooling.MEAN);
        }
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void scalarStaysCloseToDoublePrecision(Pooling pooling) {
        int table = 6;
        int dim = DIMS[table];
        Call call = Call.random(new Random(3), 13, 40);
        float[] actual = expected(table, call, call.weights, pooling);
        for (int bag = 0; bag < call.bags; bag++) {
            int length = call.offsets[bag + 1] - call.offsets[bag];
            for (int d = 0; d < dim; d++) {
                double sum = 0;
                double size = 0;
                for (int i = call.offsets[bag]; i < call.offsets[bag + 1]; i++) {
                    double term = (double) call.weights[i] * values[table][(int) call.rows[i] * dim + d];
                    sum += term;
                    size += Math.abs(term);
                }
                double exact = pooling == Pooling.MEAN && length > 0 ? sum / length : sum;
                // Each of the additions rounds once, by at most half a unit in the last place of what was added so far.
                assertThat((double) actual[bag * dim + d]).isCloseTo(exact, within(size * (length + 1) * 0x1p-23));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, ROWS + 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesRowsOutsideTheTable(long row) {
        Call call = new Call(1, new int[] {0, 1}, new long[] {row}, new float[] {1});
        for (PoolingKernels kernels : kernels()) {
            for (int table = 0; table < values.length; table++) {
                int index = table;
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> pool(kernels, index, call, null, Pooling.SUM, 0, 0));
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> pool(kernels, index, call, call.weights, Pooling.SUM, 0, 0));
            }
        }
    }

    @Test
    void namesTheTableAfterItWasClosed(@TempDir Path directory) {
        PackedShard closed =
                PackedFixture.wholeTables(directory, new PackedFixture.Table("gone", 2, new float[] {1, 2}, null));
        MappedTable table = closed.table(0);
        closed.close();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(8);
            for (PoolingKernels kernels : kernels()) {
                assertThatExceptionOfType(ClosedTableException.class)
                        .isThrownBy(() -> kernels.poolInto(
                                table, new long[] {0}, new int[] {0, 1}, 1, null, Pooling.SUM, out, 0, 8))
                        .withMessageContaining("gone");
            }
        }
    }

    private void check(PoolingKernels kernels, int table, Call call, float @Nullable [] weights, Pooling pooling) {
        float[] expected = expected(table, call, weights, pooling);
        for (int offset : new int[] {0, 1, 64}) {
            for (int gap : new int[] {0, 4, 5}) {
                float[] actual = pool(kernels, table, call, weights, pooling, offset, gap);
                assertThat(bits(actual))
                        .as("%s, %s, offset %d, gap %d", kernels.provider(), pooling, offset, gap)
                        .isEqualTo(bits(expected));
            }
        }
    }

    /** Pools, and checks that nothing but the vectors was written. */
    private float[] pool(
            PoolingKernels kernels,
            int table,
            Call call,
            float @Nullable [] weights,
            Pooling pooling,
            int offset,
            int gap) {
        int dim = shard.table(table).spec().dim();
        long stride = dim * 4L + gap;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(offset + call.bags * stride + 9).fill(UNTOUCHED);
            kernels.poolInto(
                    shard.table(table), call.rows, call.offsets, call.bags, weights, pooling, out, offset, stride);
            float[] vectors = new float[call.bags * dim];
            for (int bag = 0; bag < call.bags; bag++) {
                MemorySegment vector = out.asSlice(offset + bag * stride, dim * 4L);
                for (int d = 0; d < dim; d++) {
                    vectors[bag * dim + d] = vector.getAtIndex(FLOAT, d);
                }
                vector.fill(UNTOUCHED);
            }
            assertThat(out.toArray(ValueLayout.JAVA_BYTE)).containsOnly(UNTOUCHED);
            return vectors;
        }
    }

    private float[] expected(int table, Call call, float @Nullable [] weights, Pooling pooling) {
        int dim = shard.table(table).spec().dim();
        float[] out = new float[call.bags * dim];
        for (int bag = 0; bag < call.bags; bag++) {
            int length = call.offsets[bag + 1] - call.offsets[bag];
            for (int d = 0; d < dim; d++) {
                float sum = 0;
                for (int i = call.offsets[bag]; i < call.offsets[bag + 1]; i++) {
                    float element = values[table][(int) call.rows[i] * dim + d];
                    sum = weights == null ? sum + element : Math.fma(weights[i], element, sum);
                }
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
