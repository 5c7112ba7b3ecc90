package dev.outrank.engine;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.shard.MappedTable;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a lookup needs while it runs, kept for the next one, so that lookups allocate nothing for each bag. One a thread; not thread-safe. It grows
 * to the largest lookup it has seen, 8 bytes an id, 12 with weights, and 8 bytes a bag.
 *
 * <p>Of a run of equal bags only the first is resolved and pooled. Bags {@code [7, 9], [7, 9], [], [8]} become the distinct bags
 * {@code [7, 9], [], [8]} and {@code source = [0, 0, 1, 2]}.
 */
public final class LookupScratch {

    /**
     * Ids from which a bag is compared with the one before. A row that was just read is in the first cache, so that gathering a single one again costs
     * as much as copying its vector: {@code outrank bench lookups} gave 1.0 for bags of 1 id, 1.2 for 2, 1.7 for 5 and 3.9 for 20 (Zen 5, dim 64, C).
     */
    private static final int LEAST_IDS = 2;

    private static final ThreadLocal<LookupScratch> OF_THREAD = ThreadLocal.withInitial(LookupScratch::new);

    private long[] localRows = new long[0];
    private float[] weights = new float[0];
    private int[] offsets = new int[1];
    private int[] source = new int[0];
    private int[] blockOffsets = new int[0];
    private int distinct;
    private int bagCount;
    private boolean weighted;
    private @Nullable ByteBuffer target;
    private MemorySegment targetSegment = MemorySegment.NULL;

    LookupScratch() {}

    /** Returns the scratch of the calling thread; for threads that are few and stay. */
    public static LookupScratch ofThread() {
        return OF_THREAD.get();
    }

    /** Resolves the ids of all distinct bags to rows; returns for how many ids of all bags the default row stands. */
    int resolve(MappedTable table, Bags bags, IdPolicy policy) {
        begin(bags);
        RowResolution resolution = RowResolution.of(table, policy);
        int defaulted = 0;
        int defaultedBefore = 0;
        for (int bag = 0; bag < bagCount; bag++) {
            if (!repeatsTheOneBefore(bags, bag)) {
                int first = offsets[distinct];
                int length = bags.length(bag);
                defaultedBefore = resolution.resolveInto(bags.ids(), bags.offsets()[bag], length, localRows, first);
                if (weighted) {
                    System.arraycopy(bags.weights(), bags.offsets()[bag], weights, first, length);
                }
                distinct++;
                offsets[distinct] = first + length;
            }
            source[bag] = distinct - 1;
            defaulted += defaultedBefore;
        }
        return defaulted;
    }

    private void begin(Bags bags) {
        bagCount = bags.bagCount();
        weighted = bags.weights() != null;
        distinct = 0;
        localRows = localRows.length < bags.idCount() ? new long[bags.idCount()] : localRows;
        if (weighted && weights.length < bags.idCount()) {
            weights = new float[bags.idCount()];
        }
        if (source.length < bagCount) {
            source = new int[bagCount];
            offsets = new int[bagCount + 1];
        }
    }

    private boolean repeatsTheOneBefore(Bags bags, int bag) {
        int length = bags.length(bag);
        if (bag == 0 || length < LEAST_IDS || bags.length(bag - 1) != length) {
            return false;
        }
        int from = bags.offsets()[bag];
        int before = bags.offsets()[bag - 1];
        float[] all = bags.weights();
        return Arrays.equals(bags.ids(), from, from + length, bags.ids(), before, before + length)
                && (all == null || Arrays.equals(all, from, from + length, all, before, before + length));
    }

    /** Returns a buffer's memory from its index 0 on; lookups of one answer go into the same. */
    @SuppressWarnings("ReferenceEquality") // The very buffer is meant: another's memory may be at the same place.
    MemorySegment segmentOf(ByteBuffer out) {
        if (out != target) {
            targetSegment = MemorySegment.ofBuffer(out.duplicate().clear());
            target = out;
        }
        return targetSegment;
    }

    long[] localRows() {
        return localRows;
    }

    /** Returns the offsets of the distinct bags. */
    int[] offsets() {
        return offsets;
    }

    /** Returns the offsets of the distinct bags {@code [begin, end)}, in an array that the next call overwrites. */
    int[] offsetsFrom(int begin, int end) {
        if (begin == 0) {
            return offsets;
        }
        if (blockOffsets.length < offsets.length) {
            blockOffsets = new int[offsets.length];
        }
        System.arraycopy(offsets, begin, blockOffsets, 0, end + 1 - begin);
        return blockOffsets;
    }

    int distinctBags() {
        return distinct;
    }

    float @Nullable [] weights() {
        return weighted ? weights : null;
    }

    /** Copies the vectors of the distinct bags, which are the first ones of {@code out}, to where their bags are. */
    void spreadInPlace(MemorySegment out, int outOffsetBytes, int outStrideBytes, int dim) {
        // Backwards, and only until each bag is its own source, so that nothing is overwritten before it was copied.
        for (int bag = bagCount - 1; bag >= 0 && source[bag] != bag; bag--) {
            long to = outOffsetBytes + (long) bag * outStrideBytes;
            long from = outOffsetBytes + (long) source[bag] * outStrideBytes;
            MemorySegment.copy(out, from, out, to, (long) dim * Float.BYTES);
        }
    }
}
