package dev.outrank.workbench.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CounterMixerTests {

    @Test
    void repeatsWhenSeedStreamAndCounterAreEqual() {
        CounterMixer mixer = new CounterMixer(7, "a");
        assertThat(mixer.bits(12)).isEqualTo(new CounterMixer(7, "a").bits(12));
        assertThat(mixer.bits(12)).isNotEqualTo(mixer.bits(13));
        assertThat(mixer.bits(12)).isNotEqualTo(new CounterMixer(8, "a").bits(12));
        assertThat(mixer.bits(12)).isNotEqualTo(new CounterMixer(7, "b").bits(12));
    }

    @Test
    void keepsItsNumbersBetweenReleases() {
        assertThat(new CounterMixer(7, "table:t00").bits(0)).isEqualTo(0x385f3e6e2b00d23eL);
    }

    @Test
    void fillsTheOpenIntervalWhenDrawnOften() {
        CounterMixer mixer = new CounterMixer(1, "range");
        var statistics =
                LongStream.range(0, 100_000).mapToDouble(mixer::symmetric).summaryStatistics();
        assertThat(statistics.getMin()).isGreaterThan(-1).isLessThan(-0.999);
        assertThat(statistics.getMax()).isLessThan(1).isGreaterThan(0.999);
        assertThat(statistics.getAverage()).isBetween(-0.01, 0.01);
    }
}
