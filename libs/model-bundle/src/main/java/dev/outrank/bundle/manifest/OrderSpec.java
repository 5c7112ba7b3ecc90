package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;

/**
 * Where a bundle keeps the hot ids of a table, which take its first rows when it is packed; see {@link dev.outrank.bundle.order.RowOrder}.
 *
 * @param hotRows how many, 1 to {@link #MAX_HOT_ROWS}
 * @param file the safetensors file, relative to the bundle, with '/' as separator
 * @param tensor the name of the tensor in that file: I64 {@code [hotRows]}, the hottest id first
 */
public record OrderSpec(long hotRows, String file, String tensor) {

    /** So that the list of ids is an array, and so is a table of up to four times as many places that finds them. */
    public static final int MAX_HOT_ROWS = 1 << 28;

    public OrderSpec {
        if (hotRows < 1 || hotRows > MAX_HOT_ROWS) {
            throw new BundleException("order.hotRows: " + hotRows + " (expected: 1 to " + MAX_HOT_ROWS + ")");
        }
        RelativePaths.require("order.file", file);
        if (tensor.isEmpty()) {
            throw new BundleException("order.tensor: '' (expected: the name of a tensor in '" + file + "')");
        }
    }
}
