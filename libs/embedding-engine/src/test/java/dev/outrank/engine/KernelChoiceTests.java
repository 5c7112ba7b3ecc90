package dev.outrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.engine.KernelChoice.Kind;
import dev.outrank.engine.KernelChoice.NativeSupport;
import dev.outrank.engine.KernelChoice.VectorSupport;
import dev.outrank.engine.avx512.Avx512Library;
import org.junit.jupiter.api.Test;

final class KernelChoiceTests {

    private static final VectorSupport NO_VECTORS = new VectorSupport.Missing();
    private static final VectorSupport WIDE = new VectorSupport.Present(512);
    private static final NativeSupport NO_C = new NativeSupport.Missing("built without a C compiler");
    private static final NativeSupport C = new NativeSupport.Present();

    @Test
    void prefersCThenVectorsThenScalar() {
        assertThat(KernelChoice.of("auto", WIDE, C)).isEqualTo(new KernelChoice(Kind.NATIVE, "C kernels with AVX-512"));
        assertThat(KernelChoice.of("auto", NO_VECTORS, C).kind()).isEqualTo(Kind.NATIVE);
        assertThat(KernelChoice.of("auto", WIDE, NO_C))
                .isEqualTo(new KernelChoice(Kind.VECTOR, "vectors of 512 bits; built without a C compiler"));
        assertThat(KernelChoice.of("auto", new VectorSupport.Present(128), NO_C).kind())
                .isEqualTo(Kind.VECTOR);
        assertThat(KernelChoice.of("auto", NO_VECTORS, NO_C).kind()).isEqualTo(Kind.SCALAR);
    }

    @Test
    void takesScalarWhereVectorsAreTooNarrow() {
        assertThat(KernelChoice.of("auto", new VectorSupport.Present(64), NO_C))
                .isEqualTo(new KernelChoice(
                        Kind.SCALAR, "vectors of 64 bits (expected: at least 128); built without a C compiler"));
    }

    @Test
    void namesTheFlagWhenItFallsBack() {
        assertThat(KernelChoice.of("auto", NO_VECTORS, NO_C).reason())
                .isEqualTo("the module jdk.incubator.vector is not there; start the JVM with"
                        + " --add-modules jdk.incubator.vector; built without a C compiler");
    }

    @Test
    void obeysWhatIsForced() {
        assertThat(KernelChoice.of("scalar", WIDE, C)).isEqualTo(new KernelChoice(Kind.SCALAR, "forced"));
        assertThat(KernelChoice.of("vector", new VectorSupport.Present(64), C))
                .isEqualTo(new KernelChoice(Kind.VECTOR, "forced; vectors of 64 bits"));
        assertThat(KernelChoice.of("native", NO_VECTORS, C))
                .isEqualTo(new KernelChoice(Kind.NATIVE, "forced; C kernels with AVX-512"));
    }

    @Test
    void refusesToForceWhatIsNotThereAndSaysWhy() {
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> KernelChoice.of("vector", NO_VECTORS, C))
                .withMessageContaining("--add-modules jdk.incubator.vector");
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> KernelChoice.of("native", WIDE, NO_C))
                .withMessage("kernels: 'native', but built without a C compiler (expected: kernels 'auto')");
    }

    @Test
    void refusesOtherNames() {
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> KernelChoice.of("fast", WIDE, C))
                .withMessage("kernels: 'fast' (expected: auto, native, vector or scalar)");
    }

    @Test
    void selectsWhatThisJvmHas() {
        String expected = Avx512Library.find() instanceof Avx512Library.Search.Found
                ? "native-avx512"
                : Kernels.hasVectorModule() ? "vector-" : "scalar";
        assertThat(PoolingKernelsProvider.select("auto").kernels().provider()).startsWith(expected);
        assertThat(PoolingKernelsProvider.select("scalar").kernels().provider()).isEqualTo("scalar");
    }
}
