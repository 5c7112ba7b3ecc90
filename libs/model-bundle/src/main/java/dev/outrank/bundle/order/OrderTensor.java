package dev.outrank.bundle.order;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.ShortText;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.tensor.SafetensorsFile;
import dev.outrank.bundle.tensor.SafetensorsWriter;
import dev.outrank.bundle.tensor.TensorInfo;
import dev.outrank.bundle.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Which tensor an order is, in safetensors: I64 {@code [hotRows]}, ids, the hottest first. */
public final class OrderTensor {

    /** Ids that are read or written at once: 1 MiB of them. */
    private static final int IDS_AT_ONCE = 1 << 17;

    private OrderTensor() {}

    /** Returns the tensor that an order must be in its file. */
    public static TensorSpec of(OrderSpec order) {
        return new TensorSpec(order.tensor(), "I64", List.of(order.hotRows()));
    }

    /**
     * Checks the tensor, without reading it.
     *
     * @param table the name of the table whose order it is
     * @throws BundleException if it is not there, or of another type or shape
     */
    public static void check(String table, OrderSpec order, SafetensorsFile file) {
        TensorInfo tensor = file.tensor(order.tensor());
        TensorSpec expected = of(order);
        String field = field(file, order);
        String origin = " for the order of table '" + table + "')";
        if (!tensor.dtype().equals(expected.dtype())) {
            throw new BundleException(field + ".dtype: " + tensor.dtype() + " (expected: " + expected.dtype() + origin);
        }
        if (!tensor.shape().equals(expected.shape())) {
            throw new BundleException(field + ".shape: " + ShortText.of(tensor.shape()) + " (expected: "
                    + expected.shape() + ", hotRows" + origin);
        }
    }

    /**
     * Reads an order whose tensor was checked.
     *
     * @param rows of the whole table
     * @throws BundleException naming the first id that is outside the table or occurs twice
     */
    public static RowOrder read(SafetensorsFile file, OrderSpec order, long rows) {
        long[] ids = new long[Math.toIntExact(order.hotRows())];
        for (int first = 0; first < ids.length; first += IDS_AT_ONCE) {
            int count = Math.min(IDS_AT_ONCE, ids.length - first);
            file.read(order.tensor(), (long) first * Long.BYTES, count * Long.BYTES)
                    .asLongBuffer()
                    .get(ids, first, count);
        }
        return RowOrder.of(field(file, order), ids, rows);
    }

    /** Writes all of an order's tensor. */
    public static void write(SafetensorsWriter writer, OrderSpec order, RowOrder ids) {
        long[] all = ids.hotIds();
        for (int first = 0; first < all.length; first += IDS_AT_ONCE) {
            int count = Math.min(IDS_AT_ONCE, all.length - first);
            ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(all, first, count);
            writer.write(order.tensor(), (long) first * Long.BYTES, bytes);
        }
    }

    private static String field(SafetensorsFile file, OrderSpec order) {
        return file.path() + ": tensor '" + order.tensor() + "'";
    }
}
