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

/** The rows of one table in a safetensors file, of any type, read one at a time and decoded in double precision. */
final class SafetensorsRows {

    private final Path file;
    private final String tensor;
    private final long offset;
    private final long rows;
    private final int dim;
    private final String dtype;

    private SafetensorsRows(Path file, String tensor, long offset, long rows, int dim, String dtype) {
        this.file = file;
        this.tensor = tensor;
        this.offset = offset;
        this.rows = rows;
        this.dim = dim;
        this.dtype = dtype;
    }

    /**
     * Finds a table's tensor by the header: u64 length, then that many bytes of JSON, then the data that offsets are relative to.
     *
     * @param table as {@code model.json} has it
     */
    static SafetensorsRows open(Path file, JsonNode table, JsonMapper json) {
        String tensor = table.required("tensor").asString();
        String dtype = table.required("dtype").asString();
        try (FileChannel channel = FileChannel.open(file)) {
            int headerBytes = Math.toIntExact(read(channel, 0, Long.BYTES).getLong());
            String text = StandardCharsets.UTF_8
                    .decode(read(channel, Long.BYTES, headerBytes))
                    .toString();
            JsonNode info = json.readTree(text).required(tensor);
            String elements = info.required("dtype").asString();
            if (!elements.equals(elements(dtype))) {
                throw new IllegalArgumentException(
                        file + ": '" + tensor + "' is " + elements + " (expected: " + elements(dtype) + ")");
            }
            JsonNode shape = info.required("shape");
            long begin = info.required("data_offsets").required(0).asLong();
            return new SafetensorsRows(
                    file,
                    tensor,
                    Long.BYTES + headerBytes + begin,
                    shape.required(0).asLong(),
                    table.required("dim").asInt(),
                    dtype);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String elements(String dtype) {
        return switch (dtype) {
            case "float32" -> "F32";
            case "float16" -> "F16";
            case "int8", "int4" -> "U8";
            default -> throw unknown(dtype);
        };
    }

    private static IllegalArgumentException unknown(String dtype) {
        return new IllegalArgumentException(
                "dtype: '" + dtype + "' (expected: one of float32, float16, int8 and int4)");
    }

    private int rowBytes() {
        return switch (dtype) {
            case "float32" -> dim * Float.BYTES;
            case "float16" -> dim * Short.BYTES;
            case "int8" -> dim + 2 * Float.BYTES;
            case "int4" -> (dim + 1) / 2 + 2 * Short.BYTES;
            default -> throw unknown(dtype);
        };
    }

    private double element(ByteBuffer row, int column) {
        return switch (dtype) {
            case "float32" -> row.getFloat(column * Float.BYTES);
            case "float16" -> Float.float16ToFloat(row.getShort(column * Short.BYTES));
            case "int8" -> {
                double scale = row.getFloat(dim);
                double bias = row.getFloat(dim + Float.BYTES);
                yield (row.get(column) & 0xff) * scale + bias;
            }
            case "int4" -> {
                int levels = (dim + 1) / 2;
                double scale = Float.float16ToFloat(row.getShort(levels));
                double bias = Float.float16ToFloat(row.getShort(levels + Short.BYTES));
                int pair = row.get(column / 2) & 0xff;
                yield (column % 2 == 0 ? pair % 16 : pair / 16) * scale + bias;
            }
            default -> throw unknown(dtype);
        };
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
            ByteBuffer bytes = read(channel, offset + row * rowBytes(), rowBytes());
            for (int d = 0; d < dim; d++) {
                out[d] += weight * element(bytes, d);
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
