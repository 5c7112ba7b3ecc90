package dev.outrank.engine;

import dev.outrank.engine.KernelChoice.NativeSupport;
import dev.outrank.engine.KernelChoice.VectorSupport;
import dev.outrank.engine.avx512.Avx512Library;
import dev.outrank.engine.avx512.Avx512Library.Search;
import dev.outrank.engine.simd.VectorPooling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one door to the kernels: chooses the fastest that this JVM can run, or the one that is forced, and says so in one INFO line. */
public final class PoolingKernelsProvider {

    private static final Logger log = LoggerFactory.getLogger(PoolingKernelsProvider.class);

    private PoolingKernelsProvider() {}

    /**
     * The chosen kernels.
     *
     * @param kernels to use from now on
     * @param reason why these
     */
    public record Selection(PoolingKernels kernels, String reason) {}

    /**
     * Returns the kernels to use. Call it once a process.
     *
     * @param forced {@code auto}, {@code native}, {@code vector} or {@code scalar}
     * @throws dev.outrank.bundle.failure.CallerException if it is none of these, or one that does not run here
     */
    public static Selection select(String forced) {
        VectorSupport vector = vectorSupport();
        // Where Java is forced nothing native is loaded.
        boolean wanted = forced.equals("auto") || forced.equals("native");
        Search search = wanted ? Avx512Library.find() : new Search.Missing("not looked for");
        KernelChoice choice = KernelChoice.of(forced, vector, nativeSupport(search));
        PoolingKernels kernels = kernels(choice, search);
        log.info("Pooling kernels: {} ({})", kernels.provider(), choice.reason());
        return new Selection(kernels, choice.reason());
    }

    private static PoolingKernels kernels(KernelChoice choice, Search search) {
        return switch (choice.kind()) {
            case SCALAR -> new ScalarPoolingKernels();
            case VECTOR -> new VectorPoolingKernels();
            case NATIVE -> new NativePoolingKernels(((Search.Found) search).kernels());
        };
    }

    private static VectorSupport vectorSupport() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorSupport.Present(VectorPooling.bits())
                : new VectorSupport.Missing();
    }

    private static NativeSupport nativeSupport(Search search) {
        return switch (search) {
            case Search.Found found -> new NativeSupport.Present();
            case Search.Missing(String reason) -> new NativeSupport.Missing(reason);
        };
    }
}
