package dev.outrank.benchmarks.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.CallerException;
import org.junit.jupiter.api.Test;

final class WorkloadScaleTests {

    @Test
    void readsNameAndScale() {
        assertThat(WorkloadScale.parse("--workloads", "drm1=0.001")).isEqualTo(new WorkloadScale("drm1", 0.001));
        assertThat(WorkloadScale.parse("--workloads", "a=b.yaml=1")).isEqualTo(new WorkloadScale("a=b.yaml", 1));
    }

    @Test
    void refusesWhatIsNoPair() {
        for (String wrong : new String[] {"drm1", "=0.1", "drm1=much", "drm1="}) {
            assertThatExceptionOfType(CallerException.class)
                    .isThrownBy(() -> WorkloadScale.parse("--workloads", wrong))
                    .withMessageContaining("--workloads: '" + wrong + "' (expected: name=scale");
        }
    }

    @Test
    void labelsAreNamesOfFiles() {
        assertThat(new WorkloadScale("w/x y.yaml", 0.5).label()).isEqualTo("w_x_y.yaml-0.5");
    }
}
