package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.BundleException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** The checks that the binary files of a packed shard have in common. */
final class Prefixes {

    private Prefixes() {}

    static void requireMagic(Path file, ByteBuffer buffer, byte[] expected, String what) {
        byte[] magic = new byte[expected.length];
        buffer.get(magic);
        if (!Arrays.equals(magic, expected)) {
            throw new BundleException(file + ": magic: " + HexFormat.of().formatHex(magic) + " (expected: '"
                    + new String(expected, StandardCharsets.US_ASCII) + "', " + what + ")");
        }
    }

    static void requireVersion(Path file, int version, int expected) {
        if (version != expected) {
            throw new BundleException(file + ": format version: " + Integer.toUnsignedString(version) + " (expected: "
                    + expected + "; pack the model again with this version of Outrank)");
        }
    }

    static void requireChecksum(Path file, String part, int computed, int stored) {
        if (computed != stored) {
            throw new BundleException(file + ": CRC32C of the " + part + ": " + hex(computed) + " (expected: "
                    + hex(stored) + "; the file was changed or damaged)");
        }
    }

    static void requireZero(Path file, String field, long value) {
        if (value != 0) {
            throw new BundleException(file + ": " + field + ": " + value + " (expected: 0, reserved)");
        }
    }

    static void requireEqual(Path file, String field, long value, long expected) {
        if (value != expected) {
            throw new BundleException(file + ": " + field + ": " + value + " (expected: " + expected + " as "
                    + ShardHeaderFormat.FILE_NAME + " says)");
        }
    }

    private static String hex(int crc) {
        return HexFormat.of().toHexDigits(crc);
    }
}
