package dev.outrank.engine;

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
     * @param forced {@code auto}, {@code scalar} or {@code vector}
     * @throws dev.outrank.bundle.failure.CallerException if it is none of these, or {@code vector} in a JVM without the module
     */
    public static Selection select(String forced) {
        KernelChoice choice = KernelChoice.of(forced, support());
        PoolingKernels kernels = choice.vector() ? new VectorPoolingKernels() : new ScalarPoolingKernels();
        log.info("Pooling kernels: {} ({})", kernels.provider(), choice.reason());
        return new Selection(kernels, choice.reason());
    }

    private static KernelChoice.Support support() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new KernelChoice.Support.Present(VectorPooling.bits())
                : new KernelChoice.Support.Missing();
    }
}
