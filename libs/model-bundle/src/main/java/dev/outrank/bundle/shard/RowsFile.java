package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.SmallFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.CRC32C;

/** A rows file that is open for reading, its size and header page checked. */
final class RowsFile implements AutoCloseable {

    /** Bytes read by one task. */
    private static final long PART_BYTES = 16L << 20;

    /** Bytes read by one call, so that their checksum is computed while they are in the second-level cache (from 512 KiB on today's cores). */
    private static final long CALL_BYTES = 256L << 10;

    private final PackedTable spec;
    private final Path path;
    private final FileChannel channel;

    private RowsFile(PackedTable spec, Path path, FileChannel channel) {
        this.spec = spec;
        this.path = path;
        this.channel = channel;
    }

    static RowsFile open(Path path, PackedTable spec, long fingerprint) {
        requireBytes(path, spec.bytes());
        try {
            RowsFile file = new RowsFile(spec, path, FileChannel.open(path, StandardOpenOption.READ));
            boolean checked = false;
            try {
                file.checkPage(fingerprint);
                checked = true;
                return file;
            } finally {
                if (!checked) {
                    file.close();
                }
            }
        } catch (IOException e) {
            throw SmallFiles.unreadable(path, e);
        }
    }

    /** Refuses a file of a shard that has not the size of which its header speaks. */
    static void requireBytes(Path file, long expected) {
        long bytes = SmallFiles.size(file);
        if (bytes != expected) {
            throw new BundleException(file + ": " + bytes + " bytes, "
                    + (bytes < expected ? "truncated" : "with trailing bytes") + " (expected: " + expected
                    + " bytes as " + ShardHeaderFormat.FILE_NAME + " says)");
        }
    }

    private void checkPage(long fingerprint) throws IOException {
        ByteBuffer page = ByteBuffer.allocate((int) RowLayout.ROWS_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
        while (page.hasRemaining() && channel.read(page, page.position()) >= 0) {}
        RowsPage.check(path, page.flip(), spec, fingerprint);
    }

    PackedTable spec() {
        return spec;
    }

    Path path() {
        return path;
    }

    /** Maps the rows and the default row, read-only. */
    MemorySegment map(Arena arena) {
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, RowLayout.ROWS_OFFSET, rowsBytes(spec), arena)
                    .asReadOnly();
        } catch (IOException e) {
            throw SmallFiles.unreadable(path, e);
        }
    }

    /** Returns the tasks that read the rows and the default row into {@code rows}; each gives the checksum of its part, in order. */
    List<Callable<RowsPart>> copies(MemorySegment rows) {
        List<Callable<RowsPart>> parts = new ArrayList<>();
        for (long begin = 0; begin < rows.byteSize(); begin += PART_BYTES) {
            long at = begin;
            MemorySegment part = rows.asSlice(begin, Math.min(PART_BYTES, rows.byteSize() - begin));
            parts.add(() -> copy(at, part));
        }
        return parts;
    }

    private RowsPart copy(long at, MemorySegment part) {
        CRC32C crc = new CRC32C();
        for (long begin = 0; begin < part.byteSize(); begin += CALL_BYTES) {
            ByteBuffer bytes = part.asSlice(begin, Math.min(CALL_BYTES, part.byteSize() - begin))
                    .asByteBuffer();
            readFully(bytes, RowLayout.ROWS_OFFSET + at + begin);
            crc.update(bytes.flip());
        }
        return new RowsPart((int) crc.getValue(), part.byteSize());
    }

    private void readFully(ByteBuffer bytes, long position) {
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, position + bytes.position()) < 0) {
                    throw new BundleException(path + ": truncated to " + channel.size() + " bytes while it was read"
                            + " (expected: " + spec.bytes() + " bytes)");
                }
            }
        } catch (IOException e) {
            throw SmallFiles.unreadable(path, e);
        }
    }

    /** Returns the bytes of all rows and the default row. */
    static long rowsBytes(PackedTable spec) {
        return spec.bytes() - RowLayout.ROWS_OFFSET;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw SmallFiles.unreadable(path, e);
        }
    }
}
