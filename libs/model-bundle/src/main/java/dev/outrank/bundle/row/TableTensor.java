package dev.outrank.bundle.row;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.tensor.TensorSpec;
import java.util.List;

/** Which tensor a table is, in safetensors: quantised rows, scale and bias included, are rows of bytes. */
public final class TableTensor {

    private TableTensor() {}

    /** Returns the tensor that a table must be in its file. */
    public static TensorSpec of(TableSpec table) {
        long columns =
                switch (table.dtype()) {
                    case FLOAT32, FLOAT16 -> table.dim();
                    case INT8, INT4 -> table.dtype().rowBytes(table.dim());
                };
        return new TensorSpec(table.tensor(), elements(table.dtype()), List.of(table.rows(), columns));
    }

    /** Returns the element type in safetensors: {@code F32}, {@code F16} or {@code U8}. */
    public static String elements(ElementType dtype) {
        return switch (dtype) {
            case FLOAT32 -> "F32";
            case FLOAT16 -> "F16";
            case INT8, INT4 -> "U8";
        };
    }
}
