package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.SmallFiles;
import dev.outrank.bundle.internal.StrictJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads and writes {@code shard.header}: 8 bytes of magic, then little-endian u32 format version, u32 bytes of the body, u32 CRC32C of
 * the body, u32 zero, then the body, canonical JSON of {@link ShardHeader}.
 */
final class ShardHeaderFormat {

    static final String FILE_NAME = "shard.header";

    static final int FORMAT_VERSION = 1;

    private static final byte[] MAGIC = "ORLKSHRD".getBytes(StandardCharsets.US_ASCII);

    private static final int PREFIX_BYTES = 24;

    /** A limit against files that are no header. */
    private static final long MAX_BYTES = 64L << 20;

    private ShardHeaderFormat() {}

    static void write(ShardHeader header, Path file) {
        byte[] body = StrictJson.write(header).getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(PREFIX_BYTES + body.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC)
                .putInt(FORMAT_VERSION)
                .putInt(body.length)
                .putInt(crc32c(body))
                .putInt(0)
                .put(body);
        SmallFiles.writeAtomically(file, buffer.array());
    }

    static ShardHeader read(Path file) {
        byte[] content = SmallFiles.read(file, MAX_BYTES);
        if (content.length < PREFIX_BYTES) {
            throw new BundleException(
                    file + ": " + content.length + " bytes, truncated (expected: at least " + PREFIX_BYTES + " bytes)");
        }
        ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        Prefixes.requireMagic(file, buffer, MAGIC, "the header of a packed shard");
        Prefixes.requireVersion(file, buffer.getInt(), FORMAT_VERSION);
        byte[] body = body(file, content, buffer.getInt());
        Prefixes.requireChecksum(file, "body", crc32c(body), buffer.getInt());
        Prefixes.requireZero(file, "offset 20", buffer.getInt());
        return StrictJson.bind(StrictJson.parse(body, file.toString()), ShardHeader.class, file.toString());
    }

    private static byte[] body(Path file, byte[] content, int bodyBytes) {
        int found = content.length - PREFIX_BYTES;
        if (found != bodyBytes) {
            throw new BundleException(file + ": body of " + found + " bytes, "
                    + (Integer.compareUnsigned(found, bodyBytes) < 0 ? "truncated" : "with trailing bytes")
                    + " (expected: " + Integer.toUnsignedString(bodyBytes) + " bytes)");
        }
        return Arrays.copyOfRange(content, PREFIX_BYTES, content.length);
    }

    private static int crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
