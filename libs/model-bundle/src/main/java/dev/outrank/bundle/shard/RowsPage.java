package dev.outrank.bundle.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Encodes and checks the header page of a rows file; every byte is in {@code docs/format/packed-shard.md}. */
final class RowsPage {

    static final int FORMAT_VERSION = 1;

    private static final byte[] MAGIC = "ORLKROWS".getBytes(StandardCharsets.US_ASCII);

    /** Where the page's own checksum is; it covers everything before, and everything after is zero. */
    private static final int CHECKSUM_OFFSET = 68;

    private RowsPage() {}

    static ByteBuffer encode(PackedTable table, long fingerprint) {
        ByteBuffer page = ByteBuffer.allocate((int) RowLayout.ROWS_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
        page.put(MAGIC)
                .putInt(FORMAT_VERSION)
                .putInt(table.dtype().code())
                .putInt(table.dim())
                .putInt((int) RowLayout.ROWS_OFFSET)
                .putLong(table.rowStride())
                .putLong(table.tableRows())
                .putLong(table.firstRow())
                .putLong(table.endRow())
                .putLong(fingerprint)
                .putInt(table.crc32c());
        page.putInt(crc32c(page)).clear();
        return page;
    }

    /** Refuses a page that is not that of {@code table}. */
    static void check(Path file, ByteBuffer littleEndianPage, PackedTable table, long fingerprint) {
        ByteBuffer page = littleEndianPage;
        Prefixes.requireMagic(file, page, MAGIC, "the rows of a packed shard");
        Prefixes.requireVersion(file, page.getInt(), FORMAT_VERSION);
        Prefixes.requireChecksum(file, "header page", crc32c(page), page.getInt(CHECKSUM_OFFSET));
        Prefixes.requireEqual(file, "dtype", page.getInt(), table.dtype().code());
        Prefixes.requireEqual(file, "dim", page.getInt(), table.dim());
        Prefixes.requireEqual(file, "offset of the rows", page.getInt(), RowLayout.ROWS_OFFSET);
        Prefixes.requireEqual(file, "rowStride", page.getLong(), table.rowStride());
        Prefixes.requireEqual(file, "tableRows", page.getLong(), table.tableRows());
        Prefixes.requireEqual(file, "firstRow", page.getLong(), table.firstRow());
        Prefixes.requireEqual(file, "endRow", page.getLong(), table.endRow());
        Prefixes.requireEqual(file, "fingerprint", page.getLong(), fingerprint);
        Prefixes.requireEqual(file, "crc32c", page.getInt(), table.crc32c());
        for (int at = CHECKSUM_OFFSET + Integer.BYTES; at < page.limit(); at++) {
            if (page.get(at) != 0) {
                Prefixes.requireZero(file, "offset " + at, page.get(at));
            }
        }
    }

    private static int crc32c(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.duplicate().position(0).limit(CHECKSUM_OFFSET));
        return (int) crc.getValue();
    }
}
