package dev.outrank.bundle.tensor;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.ShortText;
import dev.outrank.bundle.internal.StrictJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads the JSON header of a safetensors file. */
final class SafetensorsHeader {

    static final String METADATA = "__metadata__";

    /** Bytes; the limit of the reference implementation. */
    static final long MAX_BYTES = 100_000_000;

    /** Bytes of the length in front of the header. */
    static final int LENGTH_BYTES = 8;

    private final String origin;
    private final long dataOffset;

    private SafetensorsHeader(String origin, long dataOffset) {
        this.origin = origin;
        this.dataOffset = dataOffset;
    }

    /** Returns the tensors in the order of their data. */
    static Map<String, TensorInfo> parse(byte[] json, String origin, long fileBytes) {
        JsonNode tree = StrictJson.parse(json, origin + ": header");
        long dataOffset = LENGTH_BYTES + (long) json.length;
        return new SafetensorsHeader(origin, dataOffset).tensors(tree, fileBytes);
    }

    private Map<String, TensorInfo> tensors(JsonNode tree, long fileBytes) {
        List<TensorInfo> found = new ArrayList<>(tree.size());
        for (Map.Entry<String, JsonNode> property : tree.properties()) {
            if (property.getKey().equals(METADATA)) {
                requireMetadata(property.getValue());
            } else {
                found.add(tensor(property.getKey(), property.getValue()));
            }
        }
        found.sort(Comparator.comparingLong(TensorInfo::offset).thenComparingLong(TensorInfo::bytes));
        requireContiguous(found, fileBytes);
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        found.forEach(tensor -> tensors.put(tensor.name(), tensor));
        return Collections.unmodifiableMap(tensors);
    }

    private TensorInfo tensor(String name, JsonNode node) {
        String field = origin + ": tensor '" + ShortText.of(name) + "'";
        for (String property : node.propertyNames()) {
            if (!List.of("dtype", "shape", "data_offsets").contains(property)) {
                throw new BundleException(field + "." + ShortText.of(property)
                        + ": unknown property (expected: one of [data_offsets, dtype, shape])");
            }
        }
        JsonNode dtype = node.path("dtype");
        if (!dtype.isString()) {
            throw new BundleException(field + ".dtype: " + shown(dtype) + " (expected: a string)");
        }
        List<Long> shape = longs(field + ".shape", node.path("shape"));
        List<Long> offsets = longs(field + ".data_offsets", node.path("data_offsets"));
        long bytes = TensorSizes.bytes(field, dtype.stringValue(), shape);
        if (offsets.size() != 2
                || offsets.get(0) < 0
                || offsets.get(1) < offsets.get(0)
                || offsets.get(1) - offsets.get(0) != bytes) {
            throw new BundleException(field + ".data_offsets: " + ShortText.of(offsets) + " (expected: begin and end, "
                    + bytes + " bytes apart as dtype " + dtype.stringValue() + " and shape " + ShortText.of(shape)
                    + " say)");
        }
        if (offsets.get(1) > Long.MAX_VALUE - dataOffset) {
            throw new BundleException(
                    field + ".data_offsets: " + ShortText.of(offsets) + " (expected: offsets inside the file)");
        }
        return new TensorInfo(name, dtype.stringValue(), shape, dataOffset + offsets.get(0), bytes);
    }

    private void requireContiguous(List<TensorInfo> tensors, long fileBytes) {
        long next = dataOffset;
        for (TensorInfo tensor : tensors) {
            if (tensor.offset() != next) {
                throw new BundleException(
                        origin + ": tensor '" + ShortText.of(tensor.name()) + "'.data_offsets: begins at "
                                + (tensor.offset() - dataOffset)
                                + (tensor.offset() > next ? ", which leaves a hole" : ", inside the tensor before")
                                + " (expected: " + (next - dataOffset) + ", where the tensor before ends)");
            }
            next += tensor.bytes();
        }
        if (next != fileBytes) {
            throw new BundleException(origin + ": " + fileBytes + " bytes, "
                    + (fileBytes < next ? "truncated" : "with trailing bytes") + " (expected: " + next
                    + " bytes as its header says)");
        }
    }

    private void requireMetadata(JsonNode metadata) {
        boolean textOnly = metadata.isObject()
                && metadata.properties().stream()
                        .allMatch(property -> property.getValue().isString());
        if (!textOnly) {
            throw new BundleException(origin + ": " + METADATA + ": " + shown(metadata)
                    + " (expected: an object whose values are strings)");
        }
    }

    private static List<Long> longs(String field, JsonNode node) {
        if (!node.isArray()) {
            throw new BundleException(field + ": " + shown(node) + " (expected: an array of whole numbers)");
        }
        List<Long> values = new ArrayList<>(node.size());
        for (JsonNode value : node) {
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw new BundleException(
                        field + "[" + values.size() + "]: " + shown(value) + " (expected: a whole number of 64 bits)");
            }
            values.add(value.longValue());
        }
        return values;
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "missing" : ShortText.of(node);
    }
}
