package dev.outrank.workbench.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.row.StoredTable;
import dev.outrank.bundle.row.TableTensor;
import dev.outrank.bundle.tensor.SafetensorsFile;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BagPoolingTests {

    @TempDir
    private Path directory;

    /** Rows (r, 10 r), 4 of them, as int8 with the levels 1 and 10 and the row as scale. */
    private StoredTable table() {
        TableSpec table = new TableSpec("t", 4, 2, ElementType.INT8, "t", "t", List.of(0f, 255f));
        ByteBuffer rows = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < 4; row++) {
            rows.put((byte) 1).put((byte) 10).putFloat(row).putFloat(0);
        }
        Path file = directory.resolve("t.safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, List.of(TableTensor.of(table)))) {
            writer.write("t", 0, rows.flip());
        }
        return StoredTable.open(SafetensorsFile.open(file), table);
    }

    private float[] pool(Pooling pooling, IdPolicy idPolicy, Bags bags) {
        SparseFeature feature = new SparseFeature("f", "t", Scope.CANDIDATE, pooling, false, idPolicy);
        try (StoredTable table = table()) {
            return new BagPooling(feature, table).pool(bags).values();
        }
    }

    @Test
    void sumsRowsByWeightAndGivesZerosForAnEmptyBag() {
        Bags bags = Bags.ofLengths(new int[] {2, 0, 1}, new long[] {1, 3, 2}, new float[] {1, 2, 0.5f});
        assertThat(pool(Pooling.SUM, IdPolicy.FAIL, bags)).containsExactly(7, 70, 0, 0, 1, 10);
        assertThat(pool(Pooling.MEAN, IdPolicy.FAIL, bags)).containsExactly(3.5f, 35, 0, 0, 1, 10);
    }

    @Test
    void obeysTheIdPolicyWhenAnIdIsOutside() {
        Bags bags = Bags.ofLengths(new int[] {1, 1}, new long[] {-1, 5}, null);
        assertThat(pool(Pooling.SUM, IdPolicy.MODULO, bags)).containsExactly(3, 30, 1, 10);
        assertThat(pool(Pooling.SUM, IdPolicy.DEFAULT, bags)).containsExactly(0, 255, 0, 255);
    }
}
