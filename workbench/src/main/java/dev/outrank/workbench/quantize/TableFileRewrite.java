package dev.outrank.workbench.quantize;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.row.StoredTable;
import dev.outrank.bundle.row.TableTensor;
import dev.outrank.bundle.tensor.SafetensorsFile;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import dev.outrank.bundle.tensor.TensorInfo;
import dev.outrank.bundle.tensor.TensorSpec;
import dev.outrank.workbench.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a file of tables anew: some in another type, all other tensors as they are, in the same order. */
final class TableFileRewrite {

    /** Bytes of the source in one step: large enough that a step costs nothing, small enough to keep all cores busy. */
    private static final long STEP_BYTES = 4L << 20;

    private final SafetensorsFile source;
    private final Map<String, TableSpec> changed = new HashMap<>();
    private final Map<String, ElementType> types = new HashMap<>();

    /**
     * Prepares the rewriting of a file.
     *
     * @param tables all tables in the file
     * @param types the types of those that change, by table name
     * @throws CallerException if two tables share a tensor and disagree
     */
    TableFileRewrite(SafetensorsFile source, List<TableSpec> tables, Map<String, ElementType> types) {
        this.source = source;
        Map<String, TableSpec> owners = new HashMap<>();
        for (TableSpec table : tables) {
            ElementType dtype = types.getOrDefault(table.name(), table.dtype());
            TableSpec owner = owners.putIfAbsent(table.tensor(), table);
            if (owner != null && types.getOrDefault(owner.name(), owner.dtype()) != dtype) {
                throw new CallerException("tables '" + owner.name() + "' and '" + table.name() + "' share tensor '"
                        + table.tensor() + "' of " + source.path() + " (expected: the same dtype for both)");
            }
            if (dtype != table.dtype()) {
                changed.put(table.tensor(), table);
                this.types.put(table.tensor(), dtype);
            }
        }
    }

    private List<TensorSpec> specs() {
        List<TensorSpec> specs = new ArrayList<>();
        for (TensorInfo tensor : source.tensors().values()) {
            TableSpec table = changed.get(tensor.name());
            ElementType dtype = types.get(tensor.name());
            specs.add(
                    table == null || dtype == null
                            ? new TensorSpec(tensor.name(), tensor.dtype(), tensor.shape())
                            : TableTensor.of(table.withDtype(dtype)));
        }
        return specs;
    }

    /** Returns the bytes of the data that will be written. */
    long bytes() {
        return specs().stream().mapToLong(TensorSpec::bytes).sum();
    }

    /**
     * Writes the file, on all processors.
     *
     * @param progress told of the source's bytes of each table that changes
     */
    void write(Path target, Progress progress) {
        List<Runnable> steps = new ArrayList<>();
        List<StoredTable> open = new ArrayList<>();
        try (SafetensorsWriter writer = SafetensorsWriter.create(target, specs())) {
            for (TensorInfo tensor : source.tensors().values()) {
                TableSpec table = changed.get(tensor.name());
                ElementType dtype = types.get(tensor.name());
                if (table == null || dtype == null) {
                    addCopies(steps, writer, tensor);
                } else {
                    StoredTable stored = StoredTable.open(source, table);
                    open.add(stored);
                    addConversions(steps, writer, stored, dtype, progress);
                }
            }
            steps.parallelStream().forEach(Runnable::run);
        } finally {
            open.forEach(StoredTable::close);
        }
    }

    private void addCopies(List<Runnable> steps, SafetensorsWriter writer, TensorInfo tensor) {
        for (long begin = 0; begin < tensor.bytes(); begin += STEP_BYTES) {
            long from = begin;
            int length = (int) Math.min(STEP_BYTES, tensor.bytes() - from);
            steps.add(() -> writer.write(tensor.name(), from, source.read(tensor.name(), from, length)));
        }
    }

    private static void addConversions(
            List<Runnable> steps, SafetensorsWriter writer, StoredTable stored, ElementType dtype, Progress progress) {
        TableSpec table = stored.spec();
        long rowBytes = table.dtype().rowBytes(table.dim());
        long rowsOfStep = Math.max(1, STEP_BYTES / rowBytes);
        for (long row = 0; row < table.rows(); row += rowsOfStep) {
            long firstRow = row;
            long endRow = Math.min(table.rows(), firstRow + rowsOfStep);
            steps.add(() -> {
                long offset = firstRow * dtype.rowBytes(table.dim());
                writer.write(table.tensor(), offset, stored.encoded(firstRow, endRow, dtype));
                progress.add((endRow - firstRow) * rowBytes);
            });
        }
    }
}
