package dev.outrank.bundle.shard;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.zip.CRC32C;

/** The checksum of some consecutive bytes of a rows file. */
record RowsPart(int crc32c, long bytes) {

    static RowsPart of(MemorySegment part) {
        CRC32C crc = new CRC32C();
        crc.update(part.asByteBuffer());
        return new RowsPart((int) crc.getValue(), part.byteSize());
    }

    /** Returns the CRC32C of all parts in a row. */
    static int crc32c(List<RowsPart> parts) {
        int crc = 0;
        for (RowsPart part : parts) {
            crc = Crc32cSum.combine(crc, part.crc32c(), part.bytes());
        }
        return crc;
    }
}
