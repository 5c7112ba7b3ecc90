package dev.outrank.bundle.tensor;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.StrictJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the header of a safetensors file. */
final class WriterHeader {

    /** Bytes; data begins at a multiple of a cache line, the header is filled up with spaces as the format allows. */
    private static final int DATA_ALIGNMENT = 64;

    private WriterHeader() {}

    /** Returns the length, the JSON and the padding: everything in front of the data. */
    static ByteBuffer encode(Path path, List<TensorSpec> tensors) {
        Map<String, Object> entries = new LinkedHashMap<>();
        long begin = 0;
        for (TensorSpec tensor : tensors) {
            if (tensor.bytes() > Long.MAX_VALUE - SafetensorsHeader.MAX_BYTES * 2 - begin) {
                throw new BundleException(path + ": tensor '" + tensor.name()
                        + "' makes the file overflow 64 bits (expected: less data)");
            }
            long end = begin + tensor.bytes();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.dtype());
            entry.put("shape", tensor.shape());
            entry.put("data_offsets", List.of(begin, end));
            if (entries.put(tensor.name(), entry) != null) {
                throw new BundleException(
                        path + ": tensor '" + tensor.name() + "' occurs twice (expected: distinct names)");
            }
            begin = end;
        }
        return frame(path, StrictJson.writeCompact(entries).getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer frame(Path path, byte[] json) {
        if (json.length > SafetensorsHeader.MAX_BYTES - DATA_ALIGNMENT) {
            throw new BundleException(path + ": header length: " + json.length + " (expected: at most "
                    + (SafetensorsHeader.MAX_BYTES - DATA_ALIGNMENT) + ")");
        }
        int total = Math.ceilDiv(SafetensorsHeader.LENGTH_BYTES + json.length, DATA_ALIGNMENT) * DATA_ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(total - SafetensorsHeader.LENGTH_BYTES).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }
}
