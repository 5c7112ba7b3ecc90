package dev.outrank.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.engine.KernelChoice.Support;
import org.junit.jupiter.api.Test;

final class KernelChoiceTests {

    private static final Support MISSING = new Support.Missing();

    @Test
    void takesVectorsWhereTheJvmHasThem() {
        assertThat(KernelChoice.of("auto", new Support.Present(512)))
                .isEqualTo(new KernelChoice(true, "vectors of 512 bits"));
        assertThat(KernelChoice.of("auto", new Support.Present(128)).vector()).isTrue();
    }

    @Test
    void takesScalarWhereVectorsAreTooNarrow() {
        assertThat(KernelChoice.of("auto", new Support.Present(64)))
                .isEqualTo(new KernelChoice(false, "vectors of 64 bits (expected: at least 128)"));
    }

    @Test
    void namesTheFlagWhenItFallsBack() {
        assertThat(KernelChoice.of("auto", MISSING))
                .isEqualTo(new KernelChoice(
                        false,
                        "the module jdk.incubator.vector is not there; start the JVM with"
                                + " --add-modules jdk.incubator.vector"));
    }

    @Test
    void obeysWhatIsForced() {
        assertThat(KernelChoice.of("scalar", new Support.Present(512))).isEqualTo(new KernelChoice(false, "forced"));
        assertThat(KernelChoice.of("scalar", MISSING)).isEqualTo(new KernelChoice(false, "forced"));
        assertThat(KernelChoice.of("vector", new Support.Present(64)).vector()).isTrue();
    }

    @Test
    void refusesToForceWhatIsNotThereAndNamesTheFlag() {
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> KernelChoice.of("vector", MISSING))
                .withMessageContaining("--add-modules jdk.incubator.vector");
    }

    @Test
    void refusesOtherNames() {
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> KernelChoice.of("fast", MISSING))
                .withMessage("kernels: 'fast' (expected: auto, scalar or vector)");
    }

    @Test
    void selectsWhatThisJvmHas() {
        // The tests of this module run with the vector module.
        assertThat(PoolingKernelsProvider.select("auto").kernels().provider()).startsWith("vector-");
        assertThat(PoolingKernelsProvider.select("scalar").kernels().provider()).isEqualTo("scalar");
    }
}
