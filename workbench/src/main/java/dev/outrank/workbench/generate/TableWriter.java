package dev.outrank.workbench.generate;

import dev.outrank.bundle.tensor.SafetensorsWriter;
import dev.outrank.bundle.tensor.TensorSpec;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.random.CounterMixer;
import dev.outrank.workbench.workload.WorkloadTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** Writes tables whose element (row, column) is a function of (seed, table, row, column) alone, uniform in ±1/√dim. */
final class TableWriter {

    /** A chunk fits the second-level cache, and a large table has many. */
    private static final long CHUNK_BYTES = 1L << 20;

    private final GenerateSettings settings;
    private final Progress progress;

    TableWriter(GenerateSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Writes one file of one tensor, in parallel chunks of whole rows on the caller's pool. */
    void write(WorkloadTable table, Path file) {
        long rows = table.rows(settings.scale());
        long rowsOfChunk = Math.max(1, CHUNK_BYTES / ((long) table.dim() * Float.BYTES));
        TensorSpec tensor = new TensorSpec(table.name(), List.of(rows, (long) table.dim()));
        CounterMixer mixer = new CounterMixer(settings.seed(), "table:" + table.name());
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, List.of(tensor))) {
            LongStream.range(0, Math.ceilDiv(rows, rowsOfChunk)).parallel().forEach(chunk -> {
                long firstRow = chunk * rowsOfChunk;
                long endRow = Math.min(rows, firstRow + rowsOfChunk);
                ByteBuffer values = values(mixer, table.dim(), firstRow, endRow);
                int bytes = values.remaining();
                writer.write(table.name(), firstRow * table.dim() * Float.BYTES, values);
                progress.add(bytes);
            });
        }
    }

    /** Returns the rows {@code [firstRow, endRow)}, row-major little-endian float32. */
    static ByteBuffer values(CounterMixer mixer, int dim, long firstRow, long endRow) {
        int count = Math.toIntExact((endRow - firstRow) * dim);
        ByteBuffer values = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        float bound = (float) (1 / Math.sqrt(dim));
        long first = firstRow * dim;
        for (int i = 0; i < count; i++) {
            values.putFloat(i * Float.BYTES, mixer.symmetric(first + i) * bound);
        }
        return values;
    }
}
