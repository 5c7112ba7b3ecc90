package dev.outrank.bundle.shard;

import dev.outrank.bundle.memory.ReadAdvice;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A shard for measurements: no files, held as served ones are copied, in huge pages where the kernel gives them. All its tables lie over the same
 * memory, so that many types and widths are measured on as many bytes as fit, and each alone meets all of them.
 */
public final class SyntheticShard {

    private static final long BLOCK_BYTES = 1L << 20;

    /** The bits that stay of each half. Any two bytes are then a half of 2⁻¹³ to 2 and any four a float of 2⁻¹¹¹ to 2: normal ones, which no CPU handles apart. */
    private static final long KEPT_BITS = 0x3FFF_3FFF_3FFF_3FFFL;

    private static final long SET_BITS = 0x0800_0800_0800_0800L;

    private SyntheticShard() {}

    /**
     * Returns a shard whose tables each have as many rows as fit, less one, the default row. The caller closes it.
     *
     * @param bytes at least 1 MiB, rounded up to whole MiB
     * @throws dev.outrank.bundle.failure.CapacityException if the system has no memory left for it
     */
    public static PackedShard allocate(List<SyntheticTable> tables, long bytes) {
        long regionBytes = Math.ceilDiv(bytes, BLOCK_BYTES) * BLOCK_BYTES;
        List<PackedTable> packed = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            packed.add(tables.get(i).packed(i, regionBytes));
        }
        CopiedRows copy = CopiedRows.allocate(regionBytes);
        fill(copy.region());
        List<MappedTable> mapped = packed.stream()
                .map(table -> MappedTable.synthetic(
                        table,
                        copy.region().asSlice(0, RowsFile.rowsBytes(table)).asReadOnly()))
                .toList();
        ShardHeader header = new ShardHeader("synthetic", "", 0, 0, 1, packed);
        return new PackedShard(
                header, mapped, copy, ReadAdvice.NORMAL, new ShardMemory(true, false, "made for a measurement"));
    }

    private static void fill(MemorySegment memory) {
        LongStream.range(0, memory.byteSize() / BLOCK_BYTES).parallel().forEach(block -> {
            SplittableRandom random = new SplittableRandom(block);
            for (long at = block * BLOCK_BYTES; at < (block + 1) * BLOCK_BYTES; at += Long.BYTES) {
                memory.set(ValueLayout.JAVA_LONG, at, (random.nextLong() & KEPT_BITS) | SET_BITS);
            }
        });
    }
}
