package dev.outrank.bundle.shard;

import dev.outrank.bundle.internal.SmallFiles;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.bundle.plan.Placement;
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
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows of one placement from the bundle's mapping into a rows file, in the type that the plan chooses and the table's order. The parts may be copied by several threads; {@link #finish}
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
    private final Path orderFile;
    private final MemorySegment source;
    /** Null where each id lies in the row of its number. */
    private final @Nullable RowOrder order;

    private final LongConsumer bytesDone;
    private final long stride;

    private RowsWriter(Packing packing, TableSpec table, Placement placement, Path name) {
        this.table = table;
        this.dtype = packing.plan().storedType(table);
        this.converter = RowConverter.of(table, dtype);
        this.placement = placement;
        this.file = name.resolveSibling(name.getFileName() + ".rows");
        this.orderFile = name.resolveSibling(name.getFileName() + ".order");
        this.source = packing.bundle().tensors(table).map(table.tensor(), packing.sources());
        this.order = packing.order(table);
        this.bytesDone = packing.bytesDone();
        this.stride = RowLayout.rowBytes(dtype, table.dim());
    }

    /** Maps the source; {@code name} is that of the files, without '.rows' and '.order'. */
    static RowsWriter of(Packing packing, Placement placement, Path name) {
        return new RowsWriter(packing, packing.bundle().manifest().table(placement.table()), placement, name);
    }

    /**
     * Returns the tasks that copy the rows, in the order of the file; the one behind them writes the default row, and a last one the list of hot ids, where
     * there is one.
     */
    List<Callable<RowsPart>> copies() {
        List<Callable<RowsPart>> parts = new ArrayList<>();
        long rowsAPart = Math.max(1, PART_BYTES / stride);
        for (long row = placement.firstRow(); row < placement.endRow(); row += rowsAPart) {
            long first = row;
            long count = Math.min(rowsAPart, placement.endRow() - row);
            parts.add(() -> copy(first, count));
        }
        parts.add(this::writeDefaultRow);
        if (order != null) {
            parts.add(() -> writeOrder(order));
        }
        return parts;
    }

    private RowsPart copy(long firstRow, long count) {
        long firstId = order == null ? firstRow : order.id(firstRow);
        boolean consecutive = order == null || order.runEnd(firstRow, firstRow + count) == firstRow + count;
        if (consecutive && converter.copies() && stride == dtype.rowBytes(table.dim())) {
            return write(source.asSlice(firstId * stride, count * stride), firstRow - placement.firstRow());
        }
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment padded = scratch.allocate(count * stride);
            if (order == null) {
                converter.convertInto(source, firstRow, count, padded, stride);
            } else {
                gatherInto(order, firstRow, count, padded);
            }
            return write(padded, firstRow - placement.firstRow());
        }
    }

    /** Converts rows run by run: what hot ids have left behind is as consecutive as before. */
    private void gatherInto(RowOrder rowOrder, long firstRow, long count, MemorySegment padded) {
        long endRow = firstRow + count;
        for (long row = firstRow; row < endRow; ) {
            long runEnd = rowOrder.runEnd(row, endRow);
            MemorySegment run = padded.asSlice((row - firstRow) * stride, (runEnd - row) * stride);
            converter.convertInto(source, rowOrder.id(row), runEnd - row, run, stride);
            row = runEnd;
        }
    }

    private RowsPart writeOrder(RowOrder rowOrder) {
        RowsPart ids = OrderFile.writeIds(orderFile, rowOrder);
        bytesDone.accept(ids.bytes());
        return ids;
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

    /** Writes the header pages; the files are complete then. {@code parts} are the results of {@link #copies}. */
    PackedTable finish(List<RowsPart> parts, long fingerprint) {
        if (order == null) {
            return finish(parts, null, fingerprint);
        }
        PackedOrder packed = OrderFile.finish(orderFile, parts.getLast(), table.rows(), fingerprint);
        bytesDone.accept(OrderPage.IDS_OFFSET);
        return finish(parts.subList(0, parts.size() - 1), packed, fingerprint);
    }

    private PackedTable finish(List<RowsPart> rows, @Nullable PackedOrder packedOrder, long fingerprint) {
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
                RowsPart.crc32c(rows),
                packedOrder);
        write(RowsPage.encode(packed, fingerprint), 0);
        bytesDone.accept(RowLayout.ROWS_OFFSET);
        return packed;
    }
}
