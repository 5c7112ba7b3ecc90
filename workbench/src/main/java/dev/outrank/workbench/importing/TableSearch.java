package dev.outrank.workbench.importing;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.row.TableTensor;
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
        String field = file.path() + ": tensor '" + tensor.name() + "': " + tensor.dtype() + " " + shape;
        ElementType dtype = entry.dtype() == null ? inferred(field, entry, tensor) : entry.dtype();
        String elements = TableTensor.elements(dtype);
        if (!tensor.dtype().equals(elements) || shape.size() != AXES || shape.get(1) > Integer.MAX_VALUE) {
            throw new CallerException(field + " (expected: " + elements + " [rows, " + columns(dtype) + "] for "
                    + dtype.jsonName() + ")");
        }
        long dim = dim(dtype, shape.get(1));
        if (dim < 1) {
            throw new CallerException(field + " (expected: " + elements + " [rows, " + columns(dtype) + "] for "
                    + dtype.jsonName() + ", at least one element beside scale and bias)");
        }
        return new TableSpec(
                entry.name(),
                shape.get(0),
                Math.toIntExact(dim),
                dtype,
                "tables/" + ImportSettings.fileName(file.path()),
                tensor.name(),
                entry.defaultRow(),
                null,
                entry.lossPolicy());
    }

    private static ElementType inferred(String field, TableEntry entry, TensorInfo tensor) {
        return switch (tensor.dtype()) {
            case "F32" -> ElementType.FLOAT32;
            case "F16" -> ElementType.FLOAT16;
            case "U8" ->
                throw new CallerException(field + " (expected: dtype int8 or int4 for table '" + entry.name()
                        + "' in the description, since bytes do not tell which)");
            default ->
                throw new CallerException(field
                        + " (expected: F32 or F16 [rows, dim], or U8 with dtype int8 or int4 in the description)");
        };
    }

    private static String columns(ElementType dtype) {
        return switch (dtype) {
            case FLOAT32, FLOAT16 -> "dim";
            case INT8 -> "dim + 8";
            case INT4 -> "dim / 2 + 4";
        };
    }

    /** Returns the elements of a row; those of int4 are an even number, as PyTorch has it. */
    private static long dim(ElementType dtype, long columns) {
        return switch (dtype) {
            case FLOAT32, FLOAT16 -> columns;
            case INT8 -> columns - 8;
            case INT4 -> 2 * (columns - 4);
        };
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
