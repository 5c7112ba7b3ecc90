package dev.outrank.benchmarks.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.outrank.engine.rows.RowMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The limit in C, {@code src/main/c/limit.c}. */
final class LimitKernel {

    private static final String LIBRARY = "liboutrank-limit.so";

    private final MethodHandle limit;

    private LimitKernel(MethodHandle limit) {
        this.limit = limit;
    }

    /**
     * Loads it.
     *
     * @throws IllegalStateException if the project was built without a C compiler, or for another kind of machine
     */
    @SuppressWarnings("restricted")
    static LimitKernel load() {
        try (InputStream library = LimitKernel.class.getResourceAsStream(LIBRARY)) {
            if (library == null) {
                throw new IllegalStateException("limit: there is no " + LIBRARY
                        + " (expected: a build on Linux, amd64, with a C compiler; install gcc and build again)");
            }
            Path file = Files.createTempFile("outrank-limit", ".so");
            try {
                Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
                SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
                FunctionDescriptor descriptor = FunctionDescriptor.of(
                        JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, JAVA_INT,
                        JAVA_INT, ADDRESS);
                return new LimitKernel(Linker.nativeLinker()
                        .downcallHandle(
                                symbols.findOrThrow("outrank_limit"), descriptor, Linker.Option.critical(true)));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("limit: " + e + " (expected: a library that can be loaded)", e);
        }
    }

    /** Sums all bags into consecutive vectors; {@code ahead} rows are prefetched, none where it is 0. */
    void poolInto(RowMatrix rows, long[] localRows, int[] offsets, int ahead, MemorySegment out) {
        try {
            int known = (int) limit.invokeExact(
                    rows.dtype().code(),
                    rows.dim(),
                    ahead,
                    rows.memory(),
                    rows.strideBytes(),
                    MemorySegment.ofArray(localRows),
                    MemorySegment.ofArray(offsets),
                    0,
                    offsets.length - 1,
                    out);
            if (known != 0) {
                throw new IllegalArgumentException("dim: " + rows.dim() + " (expected: 32, 64 or 128)");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
