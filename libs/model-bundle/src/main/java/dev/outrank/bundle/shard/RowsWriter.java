package dev.outrank.bundle.shard;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.internal.SmallFiles;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.row.RowConverter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

/**
 * Copies the rows of one placement from the bundle's mapping into a rows file, in the type that the plan chooses. The parts may be copied by several threads; {@link #finish}
 * comes after all of them. Holds no file open between parts, so that a shard may have more tables than a process may open files.
 */
final class RowsWriter {

    /** Bytes a task copies; large enough that a task costs nothing, small enough that one table keeps all cores busy. */
    private static final long PART_BYTES = 16L << 20;

    private final TableSpec table;
    private final ElementType dtype;
    private final RowConverter converter;
    private final Placement placement;
    private final Path file;
    private final MemorySegment source;
    private final LongConsumer bytesDone;
    private final long stride;

    private RowsWriter(
            TableSpec table,
            ElementType dtype,
            Placement placement,
            Path file,
            MemorySegment source,
            LongConsumer bytesDone) {
        this.table = table;
        this.dtype = dtype;
        this.converter = RowConverter.of(table, dtype);
        this.placement = placement;
        this.file = file;
        this.source = source;
        this.bytesDone = bytesDone;
        this.stride = RowLayout.rowBytes(dtype, table.dim());
    }

    /** Maps the source into {@code arena}, which the caller closes when the file is finished. */
    static RowsWriter of(
            Bundle bundle, ShardingPlan plan, Placement placement, Path file, Arena arena, LongConsumer bytesDone) {
        TableSpec table = bundle.manifest().table(placement.table());
        MemorySegment source = bundle.tensors(table).map(table.tensor(), arena);
        return new RowsWriter(table, plan.storedType(table), placement, file, source, bytesDone);
    }

    /** Returns the tasks that copy the rows, in the order of the file; the last one writes the default row. */
    List<Callable<RowsPart>> copies() {
        List<Callable<RowsPart>> parts = new ArrayList<>();
        long rowsAPart = Math.max(1, PART_BYTES / stride);
        for (long row = placement.firstRow(); row < placement.endRow(); row += rowsAPart) {
            long first = row;
            long count = Math.min(rowsAPart, placement.endRow() - row);
            parts.add(() -> copy(first, count));
        }
        parts.add(this::writeDefaultRow);
        return parts;
    }

    private RowsPart copy(long firstRow, long count) {
        if (converter.copies() && stride == dtype.rowBytes(table.dim())) {
            return write(source.asSlice(firstRow * stride, count * stride), firstRow - placement.firstRow());
        }
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment padded = scratch.allocate(count * stride);
            converter.convertInto(source, firstRow, count, padded, stride);
            return write(padded, firstRow - placement.firstRow());
        }
    }

    private RowsPart writeDefaultRow() {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment row = scratch.allocate(stride);
            converter.encodeDefaultRowInto(row);
            return write(row, placement.rows());
        }
    }

    private RowsPart write(MemorySegment rows, long localRow) {
        write(rows.asByteBuffer(), RowLayout.ROWS_OFFSET + localRow * stride);
        bytesDone.accept(rows.byteSize());
        return RowsPart.of(rows);
    }

    private void write(ByteBuffer bytes, long position) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long next = position;
            while (bytes.hasRemaining()) {
                next += channel.write(bytes, next);
            }
        } catch (IOException e) {
            throw SmallFiles.unwritable(file, e);
        }
    }

    /** Writes the header page; the file is complete then. */
    PackedTable finish(List<RowsPart> parts, long fingerprint) {
        PackedTable packed = new PackedTable(
                table.name(),
                dtype,
                table.dim(),
                table.rows(),
                placement.firstRow(),
                placement.endRow(),
                stride,
                file.getFileName().toString(),
                RowLayout.fileBytes(placement.rows(), stride),
                RowsPart.crc32c(parts));
        write(RowsPage.encode(packed, fingerprint), 0);
        bytesDone.accept(RowLayout.ROWS_OFFSET);
        return packed;
    }
}
