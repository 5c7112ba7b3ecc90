package dev.outrank.bundle.internal;

import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The few calls of Linux on memory that Java has none for; all numbers are those of {@code <sys/mman.h>}, the same on every architecture
 * that a JDK 25 runs on. Thread-safe.
 */
public final class LinuxMemory {

    /** {@code MADV_NORMAL}. */
    public static final int NORMAL = 0;

    /** {@code MADV_RANDOM}. */
    public static final int RANDOM = 1;

    /** {@code MADV_WILLNEED}. */
    public static final int WILL_NEED = 3;

    /** {@code MADV_POPULATE_READ}, Linux 5.14: reads all pages in, and tells by an error where a page cannot be read. */
    public static final int POPULATE_READ = 22;

    /** {@code EINVAL}: the kernel does not know the advice. */
    public static final int INVALID = 22;

    private static final int HUGE_PAGE = 14;
    private static final int READ_AND_WRITE = 1 | 2;
    private static final int PRIVATE_ANONYMOUS = 0x02 | 0x20;

    /** Bytes of a huge page on x86-64, and on arm64 with pages of 4 KiB. */
    private static final long HUGE_PAGE_BYTES = 2L << 20;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle mmap;
    private final MethodHandle munmap;
    private final MethodHandle madvise;
    private final MethodHandle mlock;

    private LinuxMemory() {
        ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
        ValueLayout.OfInt number = ValueLayout.JAVA_INT;
        mmap = function("mmap", FunctionDescriptor.of(word, word, word, number, number, number, word));
        munmap = function("munmap", FunctionDescriptor.of(number, word, word));
        madvise = function("madvise", FunctionDescriptor.of(number, word, word, number));
        mlock = function("mlock", FunctionDescriptor.of(number, word, word));
    }

    private static final class Holder {

        private static final Optional<LinuxMemory> LINUX = load();

        private static Optional<LinuxMemory> load() {
            if (!System.getProperty("os.name").equals("Linux") || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
                return Optional.empty();
            }
            try {
                return Optional.of(new LinuxMemory());
            } catch (IllegalCallerException | UnsupportedOperationException | NoSuchElementException e) {
                return Optional.empty();
            }
        }
    }

    /** Returns the calls; empty on another system, and where this JVM denies native access. */
    public static Optional<LinuxMemory> find() {
        return Holder.LINUX;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(), type, Linker.Option.captureCallState("errno"));
    }

    /**
     * Returns anonymous memory, zeroed, that begins at a huge page and that the kernel was asked to back by huge pages; it takes no memory before it is
     * written. Unmapped when the arena is closed.
     *
     * @throws CapacityException if the system has no addresses or no memory left for it
     */
    @SuppressWarnings("restricted")
    public MemorySegment anonymous(long bytes, Arena arena) {
        long rounded = Math.ceilDiv(bytes, HUGE_PAGE_BYTES) * HUGE_PAGE_BYTES;
        long mapped = mapAnonymous(Math.addExact(rounded, HUGE_PAGE_BYTES));
        long begin = Math.ceilDiv(mapped, HUGE_PAGE_BYTES) * HUGE_PAGE_BYTES;
        // Of the one huge page too many, give back what is before and behind.
        unmap(mapped, begin - mapped);
        unmap(begin + rounded, HUGE_PAGE_BYTES - (begin - mapped));
        // Where the kernel knows no huge pages this fails, and small ones do as well.
        call(madvise, begin, rounded, HUGE_PAGE);
        return MemorySegment.ofAddress(begin)
                .reinterpret(rounded, arena, memory -> unmap(memory.address(), rounded))
                .asSlice(0, bytes);
    }

    private long mapAnonymous(long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long address = (long) mmap.invokeExact(state, 0L, bytes, READ_AND_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
            if (address == -1) {
                throw new CapacityException("mmap of " + bytes + " bytes: " + error(errno(state))
                        + " (expected: memory and addresses left; see ulimit -v and vm.overcommit_memory)");
            }
            return address;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new InternalException("mmap failed in an unknown way", e);
        }
    }

    private void unmap(long address, long bytes) {
        if (bytes == 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            if ((int) munmap.invokeExact(state, address, bytes) != 0) {
                throw new InternalException("munmap of " + bytes + " bytes: " + error(errno(state))
                        + " (expected: memory that was mapped)");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new InternalException("munmap failed in an unknown way", e);
        }
    }

    /** Gives advice on whole mappings; returns 0, or the number of the error. */
    public int advise(MemorySegment mapping, int advice) {
        return call(madvise, mapping.address(), mapping.byteSize(), advice);
    }

    /** Locks memory, reading it in; returns 0, or the number of the error. Unmapping unlocks. */
    public int lock(MemorySegment memory) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int failed = (int) mlock.invokeExact(state, memory.address(), memory.byteSize());
            return failed == 0 ? 0 : errno(state);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new InternalException("mlock failed in an unknown way", e);
        }
    }

    private static int call(MethodHandle function, long address, long bytes, int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int failed = (int) function.invokeExact(state, address, bytes, number);
            return failed == 0 ? 0 : errno(state);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new InternalException("madvise failed in an unknown way", e);
        }
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    /** Returns the limit of memory that this process may lock, as {@code ulimit -l} would, for a message. */
    public static String lockLimit() {
        try {
            return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                    .filter(line -> line.startsWith("Max locked memory"))
                    .map(line ->
                            line.substring("Max locked memory".length()).strip().replaceAll("\\s+.*", ""))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Returns the usual name of an error's number. */
    public static String error(int errno) {
        return switch (errno) {
            case 1 -> "EPERM";
            case 11 -> "EAGAIN";
            case 12 -> "ENOMEM";
            case 14 -> "EFAULT";
            case INVALID -> "EINVAL";
            default -> "errno " + errno;
        };
    }
}
