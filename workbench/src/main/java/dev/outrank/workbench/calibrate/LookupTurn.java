package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.EmbeddingEngine;
import dev.outrank.engine.LookupScratch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Looks bags of random ids up in one table, as a shard does, each time others. For one thread. */
final class LookupTurn {

    /** Forty for each huge page of 2 GiB: a host may keep smaller pages behind them, and their tables in its caches. */
    private static final int TOUCHED_ROWS = 40_960;

    private final EmbeddingEngine engine;
    private final int table;
    private final int dim;
    private final int[] lengths;
    private final long[] ids;
    private final ByteBuffer out;
    private final SplittableRandom random = new SplittableRandom(11);

    LookupTurn(EmbeddingEngine engine, int table, int dim, int bags, int pool) {
        this.engine = engine;
        this.table = table;
        this.dim = dim;
        lengths = new int[bags];
        Arrays.fill(lengths, pool);
        ids = new long[bags * pool];
        out = ByteBuffer.allocateDirect(bags * dim * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns the nanoseconds of one lookup.
     *
     * @param rows ids are below this
     * @param hotRows those of the hot share are below this
     */
    long nanos(long rows, long hotRows, double hotShare) {
        for (int i = 0; i < ids.length; i++) {
            ids[i] = random.nextLong(hotShare > 0 && random.nextDouble() < hotShare ? hotRows : rows);
        }
        return nanos();
    }

    /** Reads the rows {@code [0, rows)} in order, so that caches hold what they can of them. */
    void warm(long rows) {
        for (long next = 0; next < rows; next += ids.length) {
            for (int i = 0; i < ids.length; i++) {
                ids[i] = (next + i) % rows;
            }
            nanos();
        }
    }

    /** Looks random rows up until every huge page was met: one that nobody touched for a while is slow the first time on virtual machines. */
    void touch(long rows) {
        for (int met = 0; met < TOUCHED_ROWS; met += ids.length) {
            nanos(rows, rows, 0);
        }
    }

    private long nanos() {
        Bags bags = Bags.ofLengths(lengths, ids, null);
        long begin = System.nanoTime();
        engine.lookupInto(table, bags, Pooling.SUM, IdPolicy.FAIL, out, 0, dim * Float.BYTES, LookupScratch.ofThread());
        return System.nanoTime() - begin;
    }

    /** Returns the vectors of the last lookup as another engine has them. */
    ByteBuffer again(EmbeddingEngine other) {
        ByteBuffer vectors = ByteBuffer.allocateDirect(out.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        other.lookupInto(
                table,
                Bags.ofLengths(lengths, ids, null),
                Pooling.SUM,
                IdPolicy.FAIL,
                vectors,
                0,
                dim * Float.BYTES,
                LookupScratch.ofThread());
        return vectors;
    }

    /** Returns the vectors of the last lookup. */
    ByteBuffer vectors() {
        return out;
    }
}
