package dev.outrank.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.shard.PackedShard;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The detour of mapped rows changes no bit: copied rows, pooled where they are, are the oracle. */
final class MappedPoolingTests {

    private static final int ROWS = 50;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "1, 3, 5, false, SUM",
        "7, 40, 9, true, SUM",
        "13, 200, 30, true, MEAN",
        "64, 300, 20, false, MEAN",
        "64, 1, 5000, true, SUM",
        "207, 3, 2000, false, SUM",
        "300, 100, 7, true, SUM"
    })
    void poolsMappedRowsAsCopiedOnes(int dim, int bagCount, int maxLength, boolean weighted, Pooling pooling) {
        SplittableRandom random = new SplittableRandom(dim);
        float[] values = new float[ROWS * dim];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        Bags bags = bags(random, bagCount, maxLength, weighted);
        for (PoolingKernels kernels : Kernels.all()) {
            check(kernels, dim, values, bags, bagCount, pooling);
        }
    }

    private void check(PoolingKernels kernels, int dim, float[] values, Bags bags, int bagCount, Pooling pooling) {
        try (PackedShard mapped = PackedFixture.wholeTables(
                        directory.resolve(kernels.provider()), new PackedFixture.Table("a", dim, values, null));
                PackedShard copied = PackedShard.open(
                        directory.resolve(kernels.provider() + "/packed/shard-0"),
                        MemorySettings.of(MemoryMode.COPIED))) {
            int stride = dim * Float.BYTES + 12;
            ByteBuffer expected = ByteBuffer.allocate(4 + bagCount * stride);
            ByteBuffer actual = ByteBuffer.allocate(4 + bagCount * stride);

            new EmbeddingEngine(copied, kernels)
                    .lookupInto(0, bags, pooling, IdPolicy.DEFAULT, expected, 4, stride, LookupScratch.ofThread());
            new EmbeddingEngine(mapped, kernels)
                    .lookupInto(0, bags, pooling, IdPolicy.DEFAULT, actual, 4, stride, LookupScratch.ofThread());

            assertThat(mapped.table(0).copied()).isFalse();
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static Bags bags(SplittableRandom random, int bagCount, int maxLength, boolean weighted) {
        int[] lengths = new int[bagCount];
        int count = 0;
        for (int bag = 0; bag < bagCount; bag++) {
            lengths[bag] = bag == 0 ? maxLength : random.nextInt(maxLength);
            count += lengths[bag];
        }
        long[] ids = random.longs(count, -1, ROWS + 1).toArray();
        float @Nullable [] weights = weighted ? new float[count] : null;
        for (int i = 0; weights != null && i < count; i++) {
            weights[i] = (float) random.nextDouble(2);
        }
        return Bags.ofLengths(lengths, ids, weights);
    }
}
