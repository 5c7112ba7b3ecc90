package dev.outrank.benchmarks.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Anonymous memory on huge pages, filled with bytes that are small normal numbers wherever a float or a half is read from it. Stays for the process. */
final class HugeTable {

    private static final long HUGE_PAGE_BYTES = 2L << 20;
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int ADVICE_HUGE_PAGE = 14;

    private HugeTable() {}

    /** Returns {@code bytes} of memory, a multiple of 2 MiB. */
    @SuppressWarnings("restricted")
    static MemorySegment allocate(long bytes) {
        Linker linker = Linker.nativeLinker();
        MethodHandle mmap = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("mmap"),
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG));
        MethodHandle madvise = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("madvise"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        try {
            MemorySegment mapped = (MemorySegment) mmap.invokeExact(
                    MemorySegment.NULL, bytes + HUGE_PAGE_BYTES, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
            if (mapped.address() == -1) {
                throw new IllegalStateException(
                        "memory: no " + bytes + " bytes (expected: free; take a smaller table)");
            }
            long begin = Math.ceilDiv(mapped.address(), HUGE_PAGE_BYTES) * HUGE_PAGE_BYTES;
            MemorySegment memory = MemorySegment.ofAddress(begin).reinterpret(bytes, Arena.global(), null);
            if ((int) madvise.invokeExact(memory, bytes, ADVICE_HUGE_PAGE) != 0) {
                throw new IllegalStateException("madvise: refused (expected: huge pages on request)");
            }
            fill(memory);
            return memory;
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fill(MemorySegment memory) {
        LongStream.range(0, memory.byteSize() / HUGE_PAGE_BYTES).parallel().forEach(page -> {
            SplittableRandom random = new SplittableRandom(page);
            for (long i = page * HUGE_PAGE_BYTES; i < (page + 1) * HUGE_PAGE_BYTES; i += Long.BYTES) {
                // Halves 0x0800 to 0x3FFF are 2^-13 to 2.
                memory.set(
                        ValueLayout.JAVA_LONG,
                        i,
                        (random.nextLong() & 0x3FFF_3FFF_3FFF_3FFFL) | 0x0800_0800_0800_0800L);
            }
        });
    }
}
