package dev.outrank.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.engine.avx512.Avx512Library;
import dev.outrank.engine.avx512.Avx512Library.Search;
import java.util.ArrayList;
import java.util.List;

/** The kernels that this JVM can run: the suite runs with the vector module and without, and on machines without a C compiler. */
final class Kernels {

    private Kernels() {}

    static boolean hasVectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    static List<PoolingKernels> all() {
        List<PoolingKernels> all = new ArrayList<>(List.of(new ScalarPoolingKernels()));
        if (hasVectorModule()) {
            all.add(new VectorPoolingKernels());
        }
        switch (Avx512Library.find()) {
            case Search.Found(var kernels) -> all.add(new NativePoolingKernels(kernels));
            case Search.Missing(String reason) ->
                // Anything else is a library that was built and is broken.
                assertThat(reason).containsAnyOf("Linux on amd64", "without a C compiler", "no AVX-512", "noexec");
        }
        return all;
    }
}
