package dev.outrank.engine;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.MappedTable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The readable reference: one element at a time, no vector instructions asked for. */
public final class ScalarPoolingKernels implements PoolingKernels {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public String provider() {
        return "scalar";
    }

    @Override
    public void poolInto(
            MappedTable table,
            long[] localRows,
            int[] offsets,
            int bagCount,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        int dim = table.spec().dim();
        long rowStride = table.spec().rowStride();
        MemorySegment rows = table.rows();
        long rowCount = rows.byteSize() / rowStride;
        for (int bag = 0; bag < bagCount; bag++) {
            MemorySegment sums = out.asSlice(outOffsetBytes + bag * outStrideBytes, (long) dim * Float.BYTES);
            sums.fill((byte) 0);
            for (int i = offsets[bag]; i < offsets[bag + 1]; i++) {
                long localRow = Objects.checkIndex(localRows[i], rowCount);
                MemorySegment row = rows.asSlice(localRow * rowStride, (long) dim * Float.BYTES);
                if (weights == null) {
                    addInto(row, sums, dim);
                } else {
                    addWeightedInto(row, weights[i], sums, dim);
                }
            }
            int length = offsets[bag + 1] - offsets[bag];
            if (pooling == Pooling.MEAN && length > 0) {
                divideInPlace(sums, length, dim);
            }
        }
    }

    private static void addInto(MemorySegment row, MemorySegment sums, int dim) {
        for (int d = 0; d < dim; d++) {
            sums.setAtIndex(FLOAT, d, sums.getAtIndex(FLOAT, d) + row.getAtIndex(FLOAT, d));
        }
    }

    private static void addWeightedInto(MemorySegment row, float weight, MemorySegment sums, int dim) {
        for (int d = 0; d < dim; d++) {
            sums.setAtIndex(FLOAT, d, Math.fma(weight, row.getAtIndex(FLOAT, d), sums.getAtIndex(FLOAT, d)));
        }
    }

    private static void divideInPlace(MemorySegment sums, int length, int dim) {
        for (int d = 0; d < dim; d++) {
            sums.setAtIndex(FLOAT, d, sums.getAtIndex(FLOAT, d) / length);
        }
    }
}
