package dev.outrank.bundle.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.outrank.bundle.failure.BundleException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An embedding table as the bundle stores it: {@code [rows, dim]}, row-major.
 *
 * @param name the table's name
 * @param rows at least 1
 * @param dim elements a row, 1 to 65,536
 * @param dtype the element type in the bundle
 * @param file the safetensors file, relative to the bundle, with '/' as separator
 * @param tensor the name of the tensor in that file
 * @param defaultRow {@code [dim]} float32 that stand in for an id out of range under {@link IdPolicy#DEFAULT}, and for one that is lost under
 *     {@link LossPolicy#DEFAULT}; zeros where absent
 * @param order which ids take the first rows when the table is packed; where absent, each id lies in the row of its number
 * @param onLoss what happens where the shard of an id is not available; {@link LossPolicy#FAIL} where absent
 */
public record TableSpec(
        String name,
        long rows,
        int dim,
        ElementType dtype,
        String file,
        String tensor,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET, contentNulls = Nulls.FAIL) @Nullable
        List<Float> defaultRow,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        OrderSpec order,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = LossPolicy.Usual.class)
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        LossPolicy onLoss) {

    private static final int MAX_DIM = 65_536;

    public TableSpec {
        Names.requireName("tables.name", name);
        String field = "tables['" + name + "']";
        if (rows < 1) {
            throw new BundleException(field + ".rows: " + rows + " (expected: at least 1)");
        }
        if (dim < 1 || dim > MAX_DIM) {
            throw new BundleException(field + ".dim: " + dim + " (expected: 1 to " + MAX_DIM + ")");
        }
        if (rows > Long.MAX_VALUE / dtype.rowBytes(dim)) {
            throw new BundleException(field + ": rows " + rows + " x dim " + dim + " x " + dtype
                    + " overflows 64 bits (expected: fewer rows or a smaller dim)");
        }
        RelativePaths.require(field + ".file", file);
        if (tensor.isEmpty()) {
            throw new BundleException(field + ".tensor: '' (expected: the name of a tensor in '" + file + "')");
        }
        if (defaultRow != null) {
            defaultRow = List.copyOf(defaultRow);
            if (defaultRow.size() != dim) {
                throw new BundleException(
                        field + ".defaultRow: " + defaultRow.size() + " numbers (expected: dim, " + dim + ")");
            }
            for (float element : defaultRow) {
                if (!Float.isFinite(element)) {
                    throw new BundleException(
                            field + ".defaultRow: " + element + " (expected: finite numbers of 32 bits)");
                }
            }
        }
        if (order != null && order.hotRows() > rows) {
            throw new BundleException(field + ".order.hotRows: " + order.hotRows() + " (expected: at most " + rows
                    + ", the table's rows)");
        }
    }

    /** Makes a table whose loss fails the request. */
    public TableSpec(
            String name,
            long rows,
            int dim,
            ElementType dtype,
            String file,
            String tensor,
            @Nullable List<Float> defaultRow,
            @Nullable OrderSpec order) {
        this(name, rows, dim, dtype, file, tensor, defaultRow, order, LossPolicy.FAIL);
    }

    /** Makes a table without an order, whose loss fails the request. */
    public TableSpec(
            String name,
            long rows,
            int dim,
            ElementType dtype,
            String file,
            String tensor,
            @Nullable List<Float> defaultRow) {
        this(name, rows, dim, dtype, file, tensor, defaultRow, null);
    }

    /** Returns this table with its rows stored in another type, in a tensor of the same place. */
    public TableSpec withDtype(ElementType other) {
        return new TableSpec(name, rows, dim, other, file, tensor, defaultRow, order, onLoss);
    }

    /** Returns this table in another order, or in none. */
    public TableSpec withOrder(@Nullable OrderSpec other) {
        return new TableSpec(name, rows, dim, dtype, file, tensor, defaultRow, other, onLoss);
    }

    /** Returns this table with another policy for losses. */
    public TableSpec withOnLoss(LossPolicy other) {
        return new TableSpec(name, rows, dim, dtype, file, tensor, defaultRow, order, other);
    }

    /** Returns the bytes of all rows, without padding. */
    public long capacityBytes() {
        return rows * dtype.rowBytes(dim);
    }
}
