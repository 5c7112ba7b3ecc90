package dev.outrank.bundle.row;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.tensor.SafetensorsFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A table of a bundle, mapped read-only and decoded row by row; owns the arena of the mapping. Thread-safe. */
public final class StoredTable implements AutoCloseable {

    private final TableSpec spec;
    private final RowCodec codec;
    private final Arena arena;
    private final MemorySegment rows;

    private StoredTable(TableSpec spec, Arena arena, MemorySegment rows) {
        this.spec = spec;
        this.codec = RowCodec.of(spec.dtype(), spec.dim());
        this.arena = arena;
        this.rows = rows;
    }

    /**
     * Maps a table of an opened bundle.
     *
     * @param file that which {@code Bundle.tensors(spec)} returns
     * @throws BundleException if the file is not what it was when it was opened
     */
    // The arena outlives this method on purpose: the table owns it and closes it.
    @SuppressWarnings("MustBeClosed")
    public static StoredTable open(SafetensorsFile file, TableSpec spec) {
        Arena arena = Arena.ofShared();
        boolean mapped = false;
        try {
            StoredTable table = new StoredTable(spec, arena, file.map(spec.tensor(), arena));
            mapped = true;
            return table;
        } finally {
            if (!mapped) {
                arena.close();
            }
        }
    }

    /** Returns what the table is. */
    public TableSpec spec() {
        return spec;
    }

    /**
     * Decodes a row.
     *
     * @param row 0 to rows − 1
     * @param out float32 {@code [dim]}, overwritten
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public void readInto(long row, float[] out) {
        codec.decodeInto(rows, row * spec.dtype().rowBytes(spec.dim()), out);
    }

    /**
     * Decodes the default row as a shard that stores the table in this type holds it: the manifest's, rounded to what the type can hold.
     *
     * @param out float32 {@code [dim]}, overwritten
     * @throws BundleException if the type cannot hold it
     */
    public void readDefaultInto(float[] out) {
        MemorySegment row =
                MemorySegment.ofArray(new byte[Math.toIntExact(spec.dtype().rowBytes(spec.dim()))]);
        RowConverter.of(spec, spec.dtype()).encodeDefaultRowInto(row);
        codec.decodeInto(row, 0, out);
    }

    /**
     * Returns rows {@code [firstRow, endRow)} in a type, little-endian, without padding.
     *
     * @throws BundleException if the conversion is not possible, or naming table, row and column of what the type cannot hold
     */
    public ByteBuffer encoded(long firstRow, long endRow, ElementType dtype) {
        long rowBytes = dtype.rowBytes(spec.dim());
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact((endRow - firstRow) * rowBytes))
                .order(ByteOrder.LITTLE_ENDIAN);
        RowConverter.of(spec, dtype)
                .convertInto(rows, firstRow, endRow - firstRow, MemorySegment.ofBuffer(out), rowBytes);
        return out;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
