package dev.outrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.PackedShard;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingEngineTests {

    /** Row r of either table is [r, r + 0.5]; the second table has a default row. */
    private static final PackedFixture.Table PLAIN = new PackedFixture.Table("plain", 2, ramp(), null);

    private static final PackedFixture.Table DEFAULTED =
            new PackedFixture.Table("defaulted", 2, ramp(), List.of(-1f, -2f));

    @TempDir
    private Path directory;

    private final LookupScratch scratch = new LookupScratch();
    private @Nullable PackedShard open;

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }

    @Test
    void poolsBagsOfWholeTables() {
        ByteBuffer out = buffer(4);
        int defaulted =
                whole().lookupInto(0, bags(new int[] {2, 0}, 3, 4), Pooling.SUM, IdPolicy.FAIL, out, 0, 8, scratch);

        assertThat(defaulted).isZero();
        assertThat(floats(out)).containsExactly(7, 8, 0, 0);
    }

    @Test
    void weighsAndAverages() {
        ByteBuffer out = buffer(2);
        Bags weighted = Bags.ofLengths(new int[] {2}, new long[] {2, 4}, new float[] {0.5f, 2});

        whole().lookupInto(1, weighted, Pooling.MEAN, IdPolicy.FAIL, out, 0, 8, scratch);

        assertThat(floats(out)).containsExactly((1 + 8) / 2f, (1.25f + 9) / 2f);
    }

    @Test
    void refusesIdsOutsideTheTableUnderFail() {
        EmbeddingEngine engine = whole();
        for (long id : new long[] {10, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32}) {
            assertThatExceptionOfType(IdOutOfRangeException.class)
                    .isThrownBy(() -> engine.lookupInto(
                            0, bags(new int[] {1}, id), Pooling.SUM, IdPolicy.FAIL, buffer(2), 0, 8, scratch))
                    .withMessage("table 'plain': id " + id + " (expected: 0 to 9)")
                    .satisfies(refusal -> assertThat(refusal.id()).isEqualTo(id));
        }
    }

    @Test
    void countsIdsForWhichTheDefaultRowStands() {
        ByteBuffer out = buffer(2);

        int defaulted = whole().lookupInto(
                        1, bags(new int[] {3}, 10, 3, -7), Pooling.SUM, IdPolicy.DEFAULT, out, 0, 8, scratch);

        assertThat(defaulted).isEqualTo(2);
        assertThat(floats(out)).containsExactly(3 - 2, 3.5f - 4);
    }

    @Test
    void defaultsToZerosWhereTheTableHasNoDefaultRow() {
        ByteBuffer out = buffer(2);

        assertThat(whole().lookupInto(0, bags(new int[] {2}, 10, 3), Pooling.SUM, IdPolicy.DEFAULT, out, 0, 8, scratch))
                .isOne();
        assertThat(floats(out)).containsExactly(3, 3.5f);
    }

    @Test
    void wrapsIdsUnderModulo() {
        ByteBuffer out = buffer(6);

        int defaulted = whole().lookupInto(
                        0,
                        bags(new int[] {1, 1, 1}, 13, -1, Long.MIN_VALUE),
                        Pooling.SUM,
                        IdPolicy.MODULO,
                        out,
                        0,
                        8,
                        scratch);

        assertThat(defaulted).isZero();
        assertThat(floats(out)).containsExactly(3, 3.5f, 9, 9.5f, 2, 2.5f);
    }

    @Test
    void takesIdsOfTheWholeTableOnTheSecondShardOfASplitOne() {
        ByteBuffer out = buffer(2);
        EmbeddingEngine second = engine(PackedFixture.split(directory, DEFAULTED, 4, 1));

        assertThat(second.lookupInto(
                        0, bags(new int[] {3}, 4, 9, 10), Pooling.SUM, IdPolicy.DEFAULT, out, 0, 8, scratch))
                .isOne();
        assertThat(floats(out)).containsExactly(13 - 1, 14 - 2);
    }

    @Test
    void refusesIdsOfAnotherShard() {
        EmbeddingEngine second = engine(PackedFixture.split(directory, PLAIN, 4, 1));

        assertThatExceptionOfType(MisroutedIdException.class)
                .isThrownBy(() -> second.lookupInto(
                        0, bags(new int[] {2}, 5, 3), Pooling.SUM, IdPolicy.FAIL, buffer(2), 0, 8, scratch))
                .withMessage("table 'plain': id 3 (expected: in rows [4, 10) of this shard)")
                .satisfies(refusal -> assertThat(refusal.id()).isEqualTo(3));
        assertThatExceptionOfType(MisroutedIdException.class)
                .isThrownBy(() -> second.lookupInto(
                        0, bags(new int[] {1}, 11), Pooling.SUM, IdPolicy.MODULO, buffer(2), 0, 8, scratch));
    }

    @Test
    void refusesMeansOverAPartOfATable() {
        EmbeddingEngine second = engine(PackedFixture.split(directory, PLAIN, 4, 1));
        ByteBuffer out = buffer(2);

        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() ->
                        second.lookupInto(0, bags(new int[] {1}, 5), Pooling.MEAN, IdPolicy.FAIL, out, 0, 8, scratch))
                .withMessage("table 'plain': pooling mean over rows [4, 10) of [0, 10) "
                        + "(expected: sum, divided by the bag's length where the parts are added)");
        assertThat(floats(out)).containsOnly(0);
    }

    @Test
    void refusesTablesThatAreNotThere() {
        EmbeddingEngine engine = whole();
        for (int table : new int[] {-1, 2}) {
            assertThatExceptionOfType(CallerException.class)
                    .isThrownBy(() -> engine.lookupInto(
                            table, bags(new int[] {1}, 1), Pooling.SUM, IdPolicy.FAIL, buffer(2), 0, 8, scratch))
                    .withMessage("table: " + table + " (expected: 0 to 1, the tables of shard 0)");
        }
    }

    @Test
    void writesAtUnalignedOffsetsAndStrides() {
        ByteBuffer out = buffer(8);

        whole().lookupInto(0, bags(new int[] {1, 1}, 3, 4), Pooling.SUM, IdPolicy.FAIL, out, 3, 13, scratch);

        assertThat(out.getFloat(3)).isEqualTo(3);
        assertThat(out.getFloat(3 + 13 + 4)).isEqualTo(4.5f);
        assertThat(out.get(3 + 8)).isZero();
    }

    @Test
    void ignoresThePositionAndTheOrderOfTheBuffer() {
        ByteBuffer out =
                ByteBuffer.allocateDirect(8).order(ByteOrder.BIG_ENDIAN).position(5);

        whole().lookupInto(0, bags(new int[] {1}, 3), Pooling.SUM, IdPolicy.FAIL, out, 0, 8, scratch);

        assertThat(out.position()).isEqualTo(5);
        assertThat(floats(out)).containsExactly(3, 3.5f);
    }

    @Test
    void refusesBuffersThatAreTooSmallBeforeItWrites() {
        EmbeddingEngine engine = whole();
        Bags bags = bags(new int[] {1, 1}, 3, 4);
        int[][] tooSmall = {{8, 8}, {0, 9}, {-1, 8}, {0, 7}, {Integer.MAX_VALUE, 8}, {0, Integer.MAX_VALUE}};
        for (int[] place : tooSmall) {
            ByteBuffer out = buffer(4);
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() ->
                            engine.lookupInto(0, bags, Pooling.SUM, IdPolicy.FAIL, out, place[0], place[1], scratch));
            assertThat(floats(out)).containsOnly(0);
        }
    }

    @Test
    void answersRunsOfEqualBagsAsIfEachWerePooled() {
        ByteBuffer out = buffer(12);

        int defaulted = whole().lookupInto(
                        1,
                        bags(new int[] {2, 2, 2, 0, 2, 1}, 3, 10, 3, 10, 3, 10, 4, 5, 6),
                        Pooling.SUM,
                        IdPolicy.DEFAULT,
                        out,
                        0,
                        8,
                        scratch);

        assertThat(scratch.distinctBags()).isEqualTo(4);
        assertThat(defaulted).isEqualTo(3);
        assertThat(floats(out)).containsExactly(2, 1.5f, 2, 1.5f, 2, 1.5f, 0, 0, 9, 10, 6, 6.5f);
    }

    @Test
    void poolsBagsApartThatDifferInAWeightOnly() {
        ByteBuffer out = buffer(6);
        long[] ids = {3, 4, 3, 4, 3, 4};
        Bags weighted = Bags.ofLengths(new int[] {2, 2, 2}, ids, new float[] {1, 1, 1, 2, 1, 2});

        whole().lookupInto(0, weighted, Pooling.SUM, IdPolicy.FAIL, out, 0, 8, scratch);

        assertThat(scratch.distinctBags()).isEqualTo(2);
        assertThat(floats(out)).containsExactly(7, 8, 11, 12.5f, 11, 12.5f);
    }

    @Test
    void forgetsTheLookupBefore() {
        ByteBuffer out = buffer(4);
        Bags weighted = Bags.ofLengths(new int[] {2, 2}, new long[] {1, 2, 1, 2}, new float[] {2, 2, 2, 2});
        EmbeddingEngine engine = whole();
        engine.lookupInto(0, weighted, Pooling.SUM, IdPolicy.FAIL, out, 0, 8, scratch);

        engine.lookupInto(0, bags(new int[] {1, 1}, 8, 9), Pooling.SUM, IdPolicy.FAIL, out, 0, 8, scratch);

        assertThat(floats(out)).containsExactly(8, 8.5f, 9, 9.5f);
    }

    private EmbeddingEngine whole() {
        return engine(PackedFixture.wholeTables(directory, PLAIN, DEFAULTED));
    }

    private EmbeddingEngine engine(PackedShard shard) {
        open = shard;
        return new EmbeddingEngine(shard, PoolingKernelsProvider.select("auto").kernels());
    }

    private static Bags bags(int[] lengths, long... ids) {
        return Bags.ofLengths(lengths, ids, null);
    }

    private static ByteBuffer buffer(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] floats(ByteBuffer out) {
        float[] floats = new float[out.limit() / Float.BYTES];
        out.duplicate()
                .position(0)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
        return floats;
    }

    private static float[] ramp() {
        float[] values = new float[20];
        for (int row = 0; row < 10; row++) {
            values[2 * row] = row;
            values[2 * row + 1] = row + 0.5f;
        }
        return values;
    }
}
