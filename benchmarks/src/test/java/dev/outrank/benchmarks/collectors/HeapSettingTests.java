package dev.outrank.benchmarks.collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.stack.Collector;
import dev.outrank.workbench.stack.JvmHeap;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeapSettingTests {

    @Test
    void readsCollectorAndHeap() {
        assertThat(HeapSetting.parse(List.of("serial:256m", "ZGC:1g")))
                .containsExactly(
                        new HeapSetting("serial:256m", JvmHeap.of(Collector.SERIAL, 256)),
                        new HeapSetting("zgc:1g", JvmHeap.of(Collector.ZGC, 1024)));
    }

    @Test
    void refusesWhatIsNone() {
        for (String wrong : List.of("serial", "shenandoah:1g", "g1:1", "g1:0.5g", "")) {
            assertThatExceptionOfType(CallerException.class)
                    .isThrownBy(() -> HeapSetting.parse(List.of(wrong)))
                    .withMessageContaining("--settings: '" + wrong + "' (expected: serial, parallel, g1 or zgc");
        }
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> HeapSetting.parse(List.of()))
                .withMessageStartingWith("--settings: none");
    }

    @Test
    void refusesTheSameTwice() {
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> HeapSetting.parse(List.of("g1:1g", "zgc:1g", "G1:1g")))
                .withMessage("--settings: 'g1:1g' twice (expected: once each)");
    }

    @Test
    void namesFilesWithoutColons() {
        assertThat(HeapSetting.parse(List.of("g1:1g")).getFirst().fileName()).isEqualTo("g1-1g");
    }
}
