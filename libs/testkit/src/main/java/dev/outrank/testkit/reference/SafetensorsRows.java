package dev.outrank.testkit.reference;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The float32 rows of one tensor in a safetensors file, read one at a time. */
final class SafetensorsRows {

    private final Path file;
    private final String tensor;
    private final long offset;
    private final long rows;
    private final int dim;

    private SafetensorsRows(Path file, String tensor, long offset, long rows, int dim) {
        this.file = file;
        this.tensor = tensor;
        this.offset = offset;
        this.rows = rows;
        this.dim = dim;
    }

    /** Finds a tensor by the header: u64 length, then that many bytes of JSON, then the data that offsets are relative to. */
    static SafetensorsRows open(Path file, String tensor, JsonMapper json) {
        try (FileChannel channel = FileChannel.open(file)) {
            int headerBytes = Math.toIntExact(read(channel, 0, Long.BYTES).getLong());
            String text = StandardCharsets.UTF_8
                    .decode(read(channel, Long.BYTES, headerBytes))
                    .toString();
            JsonNode info = json.readTree(text).required(tensor);
            if (!info.required("dtype").asString().equals("F32")) {
                throw new IllegalArgumentException(
                        file + ": '" + tensor + "' is " + info.required("dtype").asString() + " (expected: F32)");
            }
            JsonNode shape = info.required("shape");
            long begin = info.required("data_offsets").required(0).asLong();
            return new SafetensorsRows(
                    file,
                    tensor,
                    Long.BYTES + headerBytes + begin,
                    shape.required(0).asLong(),
                    shape.required(1).asInt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long rows() {
        return rows;
    }

    int dim() {
        return dim;
    }

    /** Opens the file for {@link #addRow}; the caller closes it. */
    FileChannel openChannel() {
        try {
            return FileChannel.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds {@code weight · row} to {@code out [dim]}. */
    void addRow(FileChannel channel, long row, double weight, double[] out) {
        if (row < 0 || row >= rows) {
            throw new IllegalArgumentException("'" + tensor + "' row: " + row + " (expected: 0 to " + (rows - 1) + ")");
        }
        try {
            ByteBuffer bytes = read(channel, offset + row * dim * Float.BYTES, dim * Float.BYTES);
            for (int d = 0; d < dim; d++) {
                out[d] += weight * bytes.getFloat();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("safetensors file ends early (expected: " + (position + length) + " bytes)");
            }
        }
        return bytes.flip();
    }
}
