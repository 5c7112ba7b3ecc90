package dev.outrank.bundle.tensor;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.ShortText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sizes of tensors, computed without overflow. */
final class TensorSizes {

    /** The element types of safetensors that fill whole bytes. */
    private static final Map<String, Integer> ELEMENT_BYTES = new TreeMap<>(Map.ofEntries(
            Map.entry("BOOL", 1),
            Map.entry("U8", 1),
            Map.entry("I8", 1),
            Map.entry("F8_E4M3", 1),
            Map.entry("F8_E5M2", 1),
            Map.entry("U16", 2),
            Map.entry("I16", 2),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("U32", 4),
            Map.entry("I32", 4),
            Map.entry("F32", 4),
            Map.entry("U64", 8),
            Map.entry("I64", 8),
            Map.entry("F64", 8)));

    private TensorSizes() {}

    static long bytes(String field, String dtype, List<Long> shape) {
        Integer elementBytes = ELEMENT_BYTES.get(dtype);
        if (elementBytes == null) {
            throw new BundleException(
                    field + ".dtype: '" + ShortText.of(dtype) + "' (expected: one of " + ELEMENT_BYTES.keySet() + ")");
        }
        long bytes = elementBytes;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new BundleException(
                        field + ".shape: " + ShortText.of(shape) + " (expected: no negative dimension)");
            }
            if (dimension != 0 && bytes > Long.MAX_VALUE / dimension) {
                throw new BundleException(field + ".shape: " + ShortText.of(shape) + " of " + dtype
                        + " overflows 64 bits (expected: fewer bytes than 2^63)");
            }
            bytes *= dimension;
        }
        return bytes;
    }
}
