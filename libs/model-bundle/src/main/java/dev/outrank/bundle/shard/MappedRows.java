package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.internal.LinuxMemory;
import dev.outrank.bundle.memory.ReadAdvice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.CRC32C;

/**
 * What is done with mapped rows besides looking them up.
 *
 * <p>The file may have been truncated since. The kernel then answers a read of the mapping by SIGBUS, which HotSpot turns into an
 * {@link InternalError} in single reads and in {@link MemorySegment#copy}, but not in the intrinsics of checksums and of the Vector API, where it ends
 * the process: so rows are copied out first.
 */
final class MappedRows {

    /** Bytes checked by one task. */
    private static final long PART_BYTES = 16L << 20;

    /** Bytes copied out at once: they stay in the second-level cache (from 512 KiB on today's cores). */
    private static final long COPY_BYTES = 256L << 10;

    private static final long PAGE_BYTES = 4096;

    @SuppressWarnings("unused")
    private static volatile int touched;

    private MappedRows() {}

    /** Returns the tasks that check parts of the rows; each gives the CRC32C and the length of its part, in order. */
    static List<Callable<RowsPart>> checks(MappedTable table) {
        MemorySegment all = table.rows();
        List<Callable<RowsPart>> parts = new ArrayList<>();
        for (long begin = 0; begin < all.byteSize(); begin += PART_BYTES) {
            MemorySegment part = all.asSlice(begin, Math.min(PART_BYTES, all.byteSize() - begin));
            parts.add(() -> check(table, part));
        }
        return parts;
    }

    private static RowsPart check(MappedTable table, MemorySegment part) {
        CRC32C crc = new CRC32C();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(Math.min(COPY_BYTES, part.byteSize()));
            for (long begin = 0; begin < part.byteSize(); begin += COPY_BYTES) {
                long bytes = Math.min(COPY_BYTES, part.byteSize() - begin);
                MemorySegment.copy(part, begin, copy, 0, bytes);
                crc.update(copy.asSlice(0, bytes).asByteBuffer());
            }
        } catch (InternalError e) {
            throw new RowsLostException(table, e);
        }
        return new RowsPart((int) crc.getValue(), part.byteSize());
    }

    /** Tells the kernel how rows will be read; does nothing where it cannot be told. */
    static void advise(MemorySegment rows, ReadAdvice advice) {
        int number =
                switch (advice) {
                    case NORMAL -> LinuxMemory.NORMAL;
                    case RANDOM -> LinuxMemory.RANDOM;
                    case WILL_NEED -> LinuxMemory.WILL_NEED;
                };
        // Advice: where it is refused, reads are as right as before.
        LinuxMemory.find().ifPresent(linux -> linux.advise(rows, number));
    }

    /** Reads the first bytes of the rows into memory and into this process's page tables. */
    static void preTouch(MappedTable table, long bytes) {
        MemorySegment rows =
                table.rows().asSlice(0, Math.min(bytes, table.rows().byteSize()));
        int errno = LinuxMemory.find()
                .map(linux -> linux.advise(rows, LinuxMemory.POPULATE_READ))
                .orElse(LinuxMemory.INVALID);
        if (errno == LinuxMemory.INVALID) {
            touch(table, rows);
        } else if (errno != 0) {
            throw new RowsLostException(table, new InternalError("madvise: " + LinuxMemory.error(errno)));
        }
    }

    /** Reads one byte of each page, and keeps their sum, so that no compiler leaves a read out. */
    private static void touch(MappedTable table, MemorySegment rows) {
        int sum = 0;
        try {
            for (long at = 0; at < rows.byteSize(); at += PAGE_BYTES) {
                sum += rows.get(ValueLayout.JAVA_BYTE, at);
            }
        } catch (InternalError e) {
            throw new RowsLostException(table, e);
        }
        touched = sum;
    }

    /**
     * Locks memory.
     *
     * @param what whose it is, for the refusal
     * @throws CapacityException if the system refuses; the message names {@code RLIMIT_MEMLOCK}
     */
    static void lock(String what, MemorySegment memory) {
        LinuxMemory linux = LinuxMemory.find()
                .orElseThrow(() -> new CapacityException(what
                        + ": rows cannot be locked (expected: Linux and --enable-native-access, or lock 'false')"));
        int errno = linux.lock(memory);
        if (errno != 0) {
            throw new CapacityException(refusal(what, memory.byteSize(), errno, LinuxMemory.lockLimit()));
        }
    }

    static String refusal(String what, long bytes, int errno, String limit) {
        return what + ": " + bytes + " bytes cannot be locked in memory: " + LinuxMemory.error(errno)
                + "; RLIMIT_MEMLOCK is " + limit + " bytes for the whole process (expected: more; ulimit -l, docker"
                + " --ulimit memlock=-1 or systemd's LimitMEMLOCK raise it, or let lock be 'false')";
    }
}
