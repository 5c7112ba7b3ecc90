package dev.outrank.workbench.importing;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.tensor.SafetensorsFile;
import dev.outrank.bundle.tensor.TensorInfo;
import dev.outrank.workbench.importing.ImportDescription.SparseEntry;
import dev.outrank.workbench.importing.ImportDescription.TableEntry;
import java.nio.file.Path;
import java.util.List;

/** Finds the tensors of tables in safetensors files. */
final class TableSearch {

    private static final int AXES = 2;

    private final List<SafetensorsFile> files;

    TableSearch(List<Path> files) {
        this.files = files.stream().map(SafetensorsFile::open).toList();
    }

    /** Returns every table that a feature reads, in the order of their first readers. */
    List<TableSpec> tables(ImportDescription description) {
        List<TableEntry> written = description.tables() == null ? List.of() : description.tables();
        List<String> read = description.features().sparseEntries().stream()
                .map(SparseEntry::tableName)
                .distinct()
                .toList();
        for (TableEntry entry : written) {
            if (!read.contains(entry.name())) {
                throw new CallerException(
                        "tables: '" + entry.name() + "' is read by no feature (expected: one of " + read + ")");
            }
        }
        return read.stream().map(name -> spec(description.table(name))).toList();
    }

    private TableSpec spec(TableEntry entry) {
        SafetensorsFile file = holder(entry);
        TensorInfo tensor = file.tensor(entry.tensorName());
        List<Long> shape = tensor.shape();
        if (!tensor.dtype().equals("F32") || shape.size() != AXES || shape.get(1) > Integer.MAX_VALUE) {
            throw new CallerException(file.path() + ": tensor '" + tensor.name() + "': " + tensor.dtype() + " " + shape
                    + " (expected: F32 [rows, dim])");
        }
        return new TableSpec(
                entry.name(),
                shape.get(0),
                Math.toIntExact(shape.get(1)),
                ElementType.FLOAT32,
                "tables/" + ImportSettings.fileName(file.path()),
                tensor.name(),
                entry.defaultRow());
    }

    private SafetensorsFile holder(TableEntry entry) {
        List<SafetensorsFile> holders = files.stream()
                .filter(file -> file.tensors().containsKey(entry.tensorName()))
                .toList();
        if (holders.size() == 1) {
            return holders.getFirst();
        }
        String where = files.stream()
                .map(file -> file.path() + " " + file.tensors().keySet())
                .toList()
                .toString();
        throw new CallerException("table '" + entry.name() + "': tensor '" + entry.tensorName() + "' is in "
                + holders.size() + " files (expected: exactly one of " + where + ")");
    }
}
