package dev.outrank.bundle.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Encodes and checks the first bytes of an order file; every byte is in {@code docs/format/packed-shard.md}. */
final class OrderPage {

    static final int FORMAT_VERSION = 1;

    /** Bytes before the ids: a cache line. */
    static final int IDS_OFFSET = 64;

    private static final byte[] MAGIC = "ORLKORDR".getBytes(StandardCharsets.US_ASCII);

    /** Where the page's own checksum is; it covers everything before, and everything after is zero. */
    private static final int CHECKSUM_OFFSET = 44;

    private OrderPage() {}

    /** Returns the size of an order file; there are far fewer ids than would make it overflow. */
    static long fileBytes(long hotRows) {
        return IDS_OFFSET + hotRows * Long.BYTES;
    }

    static ByteBuffer encode(PackedOrder order, long tableRows, long fingerprint) {
        ByteBuffer page = ByteBuffer.allocate(IDS_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
        page.put(MAGIC)
                .putInt(FORMAT_VERSION)
                .putInt(IDS_OFFSET)
                .putLong(tableRows)
                .putLong(order.hotRows())
                .putLong(fingerprint)
                .putInt(order.crc32c());
        page.putInt(crc32c(page)).clear();
        return page;
    }

    /** Refuses a page that is not that of {@code order}. */
    static void check(Path file, ByteBuffer littleEndianPage, PackedOrder order, long tableRows, long fingerprint) {
        ByteBuffer page = littleEndianPage;
        Prefixes.requireMagic(file, page, MAGIC, "the row order of a packed table");
        Prefixes.requireVersion(file, page.getInt(), FORMAT_VERSION);
        Prefixes.requireChecksum(
                file, "first " + CHECKSUM_OFFSET + " bytes", crc32c(page), page.getInt(CHECKSUM_OFFSET));
        Prefixes.requireEqual(file, "offset of the ids", page.getInt(), IDS_OFFSET);
        Prefixes.requireEqual(file, "tableRows", page.getLong(), tableRows);
        Prefixes.requireEqual(file, "hotRows", page.getLong(), order.hotRows());
        Prefixes.requireEqual(file, "fingerprint", page.getLong(), fingerprint);
        Prefixes.requireEqual(file, "crc32c", page.getInt(), order.crc32c());
        for (page.position(CHECKSUM_OFFSET + Integer.BYTES); page.hasRemaining(); ) {
            Prefixes.requireZero(file, "offset " + page.position(), page.get());
        }
    }

    private static int crc32c(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.duplicate().position(0).limit(CHECKSUM_OFFSET));
        return (int) crc.getValue();
    }
}
