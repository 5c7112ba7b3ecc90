package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.SmallFiles;
import dev.outrank.bundle.order.RowOrder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Writes and reads the file of a packed table's row order. It is always read whole: lookups need it in memory. */
final class OrderFile {

    /** Ids that are read or written at once: 256 KiB of them, which stay in the second-level cache while they are summed up. */
    private static final int IDS_AT_ONCE = 1 << 15;

    private OrderFile() {}

    /** Writes the ids, and returns their checksum; {@link #finish} completes the file. */
    static RowsPart writeIds(Path file, RowOrder order) {
        long[] ids = order.hotIds();
        CRC32C crc = new CRC32C();
        ByteBuffer bytes = buffer(ids.length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(OrderPage.IDS_OFFSET);
            for (int first = 0; first < ids.length; first += IDS_AT_ONCE) {
                int count = Math.min(IDS_AT_ONCE, ids.length - first);
                bytes.clear().limit(count * Long.BYTES);
                bytes.asLongBuffer().put(ids, first, count);
                crc.update(bytes.duplicate());
                writeFully(channel, bytes);
            }
        } catch (IOException e) {
            throw SmallFiles.unwritable(file, e);
        }
        return new RowsPart((int) crc.getValue(), (long) ids.length * Long.BYTES);
    }

    /** Writes what stands before the ids; {@code ids} is what {@link #writeIds} returned. */
    static PackedOrder finish(Path file, RowsPart ids, long tableRows, long fingerprint) {
        long hotRows = ids.bytes() / Long.BYTES;
        PackedOrder packed =
                new PackedOrder(file.getFileName().toString(), hotRows, OrderPage.fileBytes(hotRows), ids.crc32c());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writeFully(channel, OrderPage.encode(packed, tableRows, fingerprint));
        } catch (IOException e) {
            throw SmallFiles.unwritable(file, e);
        }
        return packed;
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Reads a file, and checks it to the last byte.
     *
     * @throws BundleException naming the file and what is wrong
     */
    static RowOrder read(Path file, PackedOrder order, long tableRows, long fingerprint) {
        RowsFile.requireBytes(file, order.bytes());
        long[] ids = new long[Math.toIntExact(order.hotRows())];
        CRC32C crc = new CRC32C();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer page = ByteBuffer.allocate(OrderPage.IDS_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
            readFully(file, channel, page);
            OrderPage.check(file, page.flip(), order, tableRows, fingerprint);
            ByteBuffer bytes = buffer(ids.length);
            for (int first = 0; first < ids.length; first += IDS_AT_ONCE) {
                int count = Math.min(IDS_AT_ONCE, ids.length - first);
                readFully(file, channel, bytes.clear().limit(count * Long.BYTES));
                crc.update(bytes.flip());
                bytes.flip().asLongBuffer().get(ids, first, count);
            }
        } catch (IOException e) {
            throw SmallFiles.unreadable(file, e);
        }
        Prefixes.requireChecksum(file, "ids", (int) crc.getValue(), order.crc32c());
        return RowOrder.of(file + ": ids", ids, tableRows);
    }

    private static void readFully(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new BundleException(
                        file + ": truncated while it was read (expected: a file that nobody changes meanwhile)");
            }
        }
    }

    private static ByteBuffer buffer(int ids) {
        return ByteBuffer.allocate(Math.min(ids, IDS_AT_ONCE) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
