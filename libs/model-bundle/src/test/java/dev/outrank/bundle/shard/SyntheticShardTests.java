package dev.outrank.bundle.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.row.RowCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SyntheticShardTests {

    private static final long BYTES = 1L << 20;

    @Test
    void givesEachTableAllOfTheMemoryWhenAllocated() {
        List<SyntheticTable> tables =
                List.of(new SyntheticTable(ElementType.FLOAT32, 64), new SyntheticTable(ElementType.INT4, 7));
        try (PackedShard shard = SyntheticShard.allocate(tables, BYTES)) {
            assertThat(shard.memory().copied()).isTrue();
            assertThat(shard.table(0).spec().rows()).isEqualTo(BYTES / 256 - 1);
            assertThat(shard.table(1).spec().rows()).isEqualTo(BYTES / 8 - 1);
            assertThat(shard.table(0).rows().address())
                    .isEqualTo(shard.table(1).rows().address());
        }
    }

    @Test
    void holdsNormalNumbersWhateverTypeIsReadWhenAllocated() {
        List<SyntheticTable> tables = List.of(
                new SyntheticTable(ElementType.FLOAT32, 16),
                new SyntheticTable(ElementType.FLOAT16, 16),
                new SyntheticTable(ElementType.INT8, 16),
                new SyntheticTable(ElementType.INT4, 16));
        try (PackedShard shard = SyntheticShard.allocate(tables, BYTES)) {
            for (int i = 0; i < tables.size(); i++) {
                MappedTable table = shard.table(i);
                float[] row = new float[16];
                for (long r = 0; r < table.spec().rows(); r += 100) {
                    RowCodec.of(table.spec().dtype(), 16)
                            .decodeInto(table.rows(), r * table.spec().rowStride(), row);
                    for (float element : row) {
                        assertThat(Math.abs(element)).isBetween(Float.MIN_NORMAL, 1e4f);
                    }
                }
            }
        }
    }
}
