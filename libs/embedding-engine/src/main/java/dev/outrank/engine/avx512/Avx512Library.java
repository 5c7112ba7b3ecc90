package dev.outrank.engine.avx512;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Finds the C kernels in the jar and binds them, for as long as the process lives. Binding is a restricted method of the JDK: the JVM wants
 * {@code --enable-native-access=ALL-UNNAMED}, and warns without.
 */
public final class Avx512Library {

    private static final String RESOURCE = "/dev/outrank/engine/linux-x86_64/liboutrank-pooling.so";

    private Avx512Library() {}

    /** What came of the search. */
    public sealed interface Search {

        /** The kernels run here. */
        record Found(Avx512Pooling kernels) implements Search {}

        /**
         * They do not.
         *
         * @param reason why, for the log
         */
        record Missing(String reason) implements Search {}
    }

    /** Looks for the library that suits this process; never fails. */
    public static Search find() {
        String os = System.getProperty("os.name");
        String arch = System.getProperty("os.arch");
        if (!os.equals("Linux") || !arch.equals("amd64")) {
            return new Search.Missing("C kernels exist for Linux on amd64 only, this is " + os + " on " + arch);
        }
        try (InputStream library = Avx512Library.class.getResourceAsStream(RESOURCE)) {
            if (library == null) {
                return new Search.Missing("built without a C compiler");
            }
            return load(library);
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            return new Search.Missing("the library of C kernels cannot be loaded: " + e.getMessage());
        }
    }

    @SuppressWarnings("restricted")
    private static Search load(InputStream library) throws IOException {
        Path file = Files.createTempFile("outrank-pooling", ".so");
        try {
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            // The file may go once it is mapped; the mapping stays as long as the process.
            return bind(SymbolLookup.libraryLookup(file, Arena.global()));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @SuppressWarnings("restricted")
    private static Search bind(SymbolLookup symbols) {
        Linker linker = Linker.nativeLinker();
        MethodHandle supported = linker.downcallHandle(
                symbols.findOrThrow("outrank_pooling_supported"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
        if (!isSupported(supported)) {
            return new Search.Missing("the CPU has no AVX-512");
        }
        return new Search.Found(new Avx512Pooling(symbols.findOrThrow("outrank_pool")));
    }

    private static boolean isSupported(MethodHandle supported) {
        try {
            return (int) supported.invokeExact() != 0;
        } catch (Throwable e) {
            throw new IllegalStateException("outrank_pooling_supported: " + e + " (expected: 0 or 1)", e);
        }
    }
}
