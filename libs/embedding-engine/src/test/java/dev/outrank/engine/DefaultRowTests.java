package dev.outrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.shard.PackedShard;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DefaultRowTests {

    private static final int DIM = 6;
    private static final List<Float> ROW = List.of(0.1f, -0.7f, 3.3f, 1e-9f, 0f, 12.25f);
    private static final Bags PLAIN = Bags.ofLengths(new int[] {3, 0, 1, 7, 7}, outside(18), null);
    private static final Bags WEIGHTED =
            Bags.ofLengths(new int[] {2, 1, 0, 4}, outside(7), new float[] {0.3f, -1.7f, 0f, 1e-3f, 2.5f, -2.5f, 0.9f});

    @TempDir
    private Path directory;

    private static long[] outside(int ids) {
        return IntStream.range(0, ids).mapToLong(id -> 100 + id).toArray();
    }

    static Stream<Arguments> everyWay() {
        return Stream.of(ElementType.values()).flatMap(dtype -> Stream.of(Pooling.values())
                .flatMap(pooling -> Stream.of(true, false).flatMap(weighted -> Stream.of(true, false)
                        .map(zeros -> Arguments.of(dtype, pooling, weighted, zeros)))));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void givesTheBitsOfAShardThatDefaultsEveryId(ElementType dtype, Pooling pooling, boolean weighted, boolean zeros) {
        Bags bags = weighted ? WEIGHTED : PLAIN;
        List<Float> values = zeros ? null : ROW;
        ByteBuffer expected = buffer(bags);
        try (PackedShard shard = packed(values, dtype)) {
            int defaulted = new EmbeddingEngine(shard, new ScalarPoolingKernels())
                    .lookupInto(
                            0, bags, pooling, IdPolicy.DEFAULT, expected, 8, DIM * Float.BYTES, new LookupScratch());
            assertThat(defaulted).isEqualTo(bags.idCount());
        }

        ByteBuffer actual = buffer(bags);
        DefaultRow row = DefaultRow.of(table(values), dtype);
        row.poolInto(bags, pooling, actual, 8);

        assertThat(row.dim()).isEqualTo(DIM);
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void refusesABufferThatIsTooSmall() {
        ByteBuffer small = ByteBuffer.allocateDirect(8 + 4).order(ByteOrder.LITTLE_ENDIAN);

        for (List<Float> values : Arrays.asList(ROW, null)) {
            DefaultRow row = DefaultRow.of(table(values), ElementType.FLOAT32);
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> row.poolInto(PLAIN, Pooling.SUM, small, 8));
        }
    }

    /** Filled with something, so that what is left alone shows. */
    private static ByteBuffer buffer(Bags bags) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(16 + bags.bagCount() * DIM * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < buffer.capacity(); at++) {
            buffer.put(at, (byte) 0x5A);
        }
        return buffer;
    }

    private static TableSpec table(@Nullable List<Float> defaultRow) {
        return new TableSpec("t", 4, DIM, ElementType.FLOAT32, "tables.safetensors", "t", defaultRow);
    }

    private PackedShard packed(@Nullable List<Float> defaultRow, ElementType dtype) {
        float[] rows = new float[4 * DIM];
        Arrays.fill(rows, 1.5f);
        return PackedFixture.storedAs(directory, new PackedFixture.Table("t", DIM, rows, defaultRow), dtype);
    }
}
