package dev.outrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.bundle.shard.PackedShard;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table in row order gives the bits of the same table in the order of ids. */
final class OrderedLookupTests {

    private static final int ROWS = 50;
    private static final int DIM = 5;
    private static final long[] HOT = {31, 4, 17, 49, 2, 30, 0};
    private static final PackedFixture.Table PLAIN =
            new PackedFixture.Table("t", DIM, randomValues(), List.of(1f, -2f, 3f, -4f, 5f));
    private static final PackedFixture.Table ORDERED = PLAIN.ordered(HOT);

    @TempDir
    private Path directory;

    private final PoolingKernels kernels = PoolingKernelsProvider.select("auto").kernels();

    private static float[] randomValues() {
        Random random = new Random(11);
        float[] values = new float[ROWS * DIM];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    /** Bags with repeats, empty ones, and, unless the policy is to fail, ids outside the table. */
    private static Bags bags(IdPolicy policy, Random random) {
        int[] lengths = new int[40];
        int count = 0;
        for (int bag = 0; bag < lengths.length; bag++) {
            lengths[bag] = bag % 4 == 3 ? lengths[bag - 1] : random.nextInt(9);
            count += lengths[bag];
        }
        long[] ids = new long[count];
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            ids[i] = policy != IdPolicy.FAIL && i % 7 == 0 ? random.nextLong() : random.nextInt(ROWS);
            weights[i] = random.nextFloat();
        }
        return Bags.ofLengths(lengths, ids, weights);
    }

    private float[] lookup(PackedShard shard, Bags bags, Pooling pooling, IdPolicy policy, int expectedDefaults) {
        ByteBuffer out =
                ByteBuffer.allocateDirect(bags.bagCount() * DIM * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int defaulted = new EmbeddingEngine(shard, kernels)
                .lookupInto(0, bags, pooling, policy, out, 0, DIM * Float.BYTES, LookupScratch.ofThread());
        assertThat(defaulted).isEqualTo(expectedDefaults);
        float[] vectors = new float[bags.bagCount() * DIM];
        out.asFloatBuffer().get(vectors);
        return vectors;
    }

    private static int outside(Bags bags, IdPolicy policy) {
        int count = 0;
        for (long id : bags.ids()) {
            count += policy == IdPolicy.DEFAULT && (id < 0 || id >= ROWS) ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @EnumSource
    void poolsTheSameBitsFromAWholeTable(IdPolicy policy) {
        try (PackedShard plain = PackedFixture.wholeTables(directory.resolve("plain"), PLAIN);
                PackedShard ordered = PackedFixture.wholeTables(directory.resolve("ordered"), ORDERED)) {
            assertThat(ordered.table(0).order()).isNotNull();
            for (int seed = 0; seed < 20; seed++) {
                Bags bags = bags(policy, new Random(seed));
                int defaults = outside(bags, policy);
                for (Pooling pooling : Pooling.values()) {
                    assertThat(lookup(ordered, bags, pooling, policy, defaults))
                            .containsExactly(lookup(plain, bags, pooling, policy, defaults));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsEveryIdInTheShardOfItsRow(IdPolicy policy) {
        RowOrder order = RowOrder.of("hot", HOT, ROWS);
        try (PackedShard plain = PackedFixture.wholeTables(directory.resolve("plain"), PLAIN);
                PackedShard hot = PackedFixture.split(directory.resolve("hot"), ORDERED, HOT.length, 0);
                PackedShard cold = PackedFixture.split(directory.resolve("cold"), ORDERED, HOT.length, 1)) {
            for (long id = 0; id < ROWS; id++) {
                Bags bag = Bags.ofLengths(new int[] {1}, new long[] {id}, null);
                PackedShard right = order.row(id) < HOT.length ? hot : cold;
                assertThat(lookup(right, bag, Pooling.SUM, policy, 0))
                        .containsExactly(lookup(plain, bag, Pooling.SUM, policy, 0));
            }
        }
    }

    @Test
    void wrapsIdsBeforeItOrdersThem() {
        try (PackedShard hot = PackedFixture.split(directory, ORDERED, HOT.length, 0)) {
            Bags wrapped = Bags.ofLengths(new int[] {1, 1}, new long[] {31 + ROWS, 31 - 3L * ROWS}, null);
            Bags inside = Bags.ofLengths(new int[] {1, 1}, new long[] {31, 31}, null);

            assertThat(lookup(hot, wrapped, Pooling.SUM, IdPolicy.MODULO, 0))
                    .containsExactly(lookup(hot, inside, Pooling.SUM, IdPolicy.FAIL, 0));
        }
    }

    @Test
    void defaultsAndRefusesByIdNotByRow() {
        try (PackedShard cold = PackedFixture.split(directory, ORDERED, HOT.length, 1)) {
            Bags outside = Bags.ofLengths(new int[] {1}, new long[] {ROWS}, null);

            assertThat(lookup(cold, outside, Pooling.SUM, IdPolicy.DEFAULT, 1)).containsExactly(1, -2, 3, -4, 5);
            assertThatExceptionOfType(IdOutOfRangeException.class)
                    .isThrownBy(() -> lookup(cold, outside, Pooling.SUM, IdPolicy.FAIL, 0))
                    .withMessage("table 't': id 50 (expected: 0 to 49)");
        }
    }

    @Test
    void refusesAnIdWhoseRowIsOnAnotherShard() {
        try (PackedShard cold = PackedFixture.split(directory, ORDERED, HOT.length, 1)) {
            Bags hotId = Bags.ofLengths(new int[] {1}, new long[] {31}, null);
            Bags displacedId = Bags.ofLengths(new int[] {1}, new long[] {1}, null);

            assertThatExceptionOfType(MisroutedIdException.class)
                    .isThrownBy(() -> lookup(cold, hotId, Pooling.SUM, IdPolicy.FAIL, 0))
                    .withMessage("table 't': id 31 in row 0 (expected: in rows [7, 50) of this shard)")
                    .satisfies(refusal -> assertThat(refusal.id()).isEqualTo(31));
            assertThat(lookup(cold, displacedId, Pooling.SUM, IdPolicy.FAIL, 0)).hasSize(DIM);
        }
    }
}
