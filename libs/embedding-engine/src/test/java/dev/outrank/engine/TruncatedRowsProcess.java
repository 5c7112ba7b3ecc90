package dev.outrank.engine;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.RowsLostException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The process of {@link TruncatedRowsTests}: looks up until the kernels are compiled, truncates the rows file, and looks up again. */
final class TruncatedRowsProcess {

    /** HotSpot's optimizing compiler takes a method after 15,000 calls at the latest (Tier4CompileThreshold). */
    private static final int WARM_CALLS = 25_000;

    private static final int CALLS = 2_000;
    private static final int ELEMENTS = 400_000;
    private static final int BAGS = 10;
    private static final int LENGTH = 4;

    private final SplittableRandom random = new SplittableRandom(1);
    private final int dim;
    private final long rows;
    private final ByteBuffer out;

    private TruncatedRowsProcess(int dim) {
        this.dim = dim;
        this.rows = ELEMENTS / dim;
        this.out = ByteBuffer.allocate(BAGS * dim * Float.BYTES);
    }

    /**
     * Runs it.
     *
     * @param arguments an empty directory, the kernels, the dim
     */
    public static void main(String[] arguments) throws Exception {
        new TruncatedRowsProcess(Integer.parseInt(arguments[2])).run(Path.of(arguments[0]), arguments[1]);
    }

    private void run(Path directory, String provider) throws Exception {
        PoolingKernels kernels = PoolingKernelsProvider.select(provider).kernels();
        float[] values = new float[Math.toIntExact(rows) * dim];
        Arrays.fill(values, 1);
        try (PackedShard mapped =
                        PackedFixture.wholeTables(directory, new PackedFixture.Table("a", dim, values, null));
                PackedShard copied =
                        PackedShard.open(directory.resolve("packed/shard-0"), MemorySettings.of(MemoryMode.COPIED))) {
            EmbeddingEngine overMapping = new EmbeddingEngine(mapped, kernels);
            EmbeddingEngine overCopy = new EmbeddingEngine(copied, kernels);
            require(lost(overMapping, WARM_CALLS) + lost(overCopy, WARM_CALLS) == 0, "warm calls");
            try (RandomAccessFile file =
                    new RandomAccessFile(mapped.table(0).path().toFile(), "rw")) {
                file.setLength(8192);
            }
            System.out.println("lost: " + lost(overMapping, CALLS) + " of " + CALLS + " mapped, "
                    + lost(overCopy, CALLS) + " of " + CALLS + " copied");
        }
    }

    /** Returns how many of so many lookups, which all need rows behind the first pages, fail as they are to. */
    private int lost(EmbeddingEngine engine, int calls) {
        int lost = 0;
        int[] lengths = new int[BAGS];
        Arrays.fill(lengths, LENGTH);
        for (int call = 0; call < calls; call++) {
            Bags bags = Bags.ofLengths(
                    lengths, random.longs(BAGS * LENGTH, rows / 2, rows).toArray(), null);
            try {
                engine.lookupInto(
                        0, bags, Pooling.SUM, IdPolicy.FAIL, out, 0, dim * Float.BYTES, LookupScratch.ofThread());
                require(out.getInt(0) == Integer.reverseBytes(Float.floatToIntBits(LENGTH)), "sum");
            } catch (RowsLostException e) {
                if (lost++ == 0) {
                    System.out.println(e.getMessage());
                }
            }
        }
        return lost;
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException(what + " (expected: right)");
        }
    }
}
