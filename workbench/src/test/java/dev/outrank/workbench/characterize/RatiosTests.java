package dev.outrank.workbench.characterize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.RunLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arithmetic of the study. */
final class RatiosTests {

    private static final MeterReading NOTHING = new MeterReading(0, 0, Map.of());

    @Test
    void takesTheMedianOfTheRoundsAndTheirEnds() {
        assertThat(Spread.of(List.of(1.2, 0.9, 1.0))).isEqualTo(new Spread(1.0, 0.9, 1.2));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1.0, 4.0));
        assertThat(Spread.of(List.of(1.00004))).isEqualTo(new Spread(1, 1, 1));
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(CallerException.class);
    }

    @Test
    void dividesEachRoundByItselfSoThatDriftCancels() throws InterruptedException {
        // The machine becomes three times slower; distributed always takes 10 % longer and 20 % more CPU.
        double[] slowness = {1, 2, 3};
        List<String> order = new ArrayList<>();
        int[] turns = {0, 0};
        List<Round> rounds = Interleaving.run(
                (load, length) -> {
                    order.add("A");
                    double slow = slowness[turns[0]++];
                    return StudyReports.turn(1000 * slow, 2000 * slow, 500 * slow);
                },
                (load, length) -> {
                    order.add("B");
                    double slow = slowness[turns[1]++];
                    return StudyReports.turn(1100 * slow, 2200 * slow, 600 * slow);
                },
                3,
                new Load.Serial(0),
                new RunLength(Duration.ZERO, Duration.ofSeconds(1)));
        assertThat(order).containsExactly("A", "B", "A", "B", "A", "B");
        Ratios ratios = Ratios.of(rounds);
        assertThat(ratios.p50()).isEqualTo(new Spread(1.1, 1.1, 1.1));
        assertThat(ratios.p99()).isEqualTo(new Spread(1.1, 1.1, 1.1));
        assertThat(ratios.cpu()).isEqualTo(new Spread(1.2, 1.2, 1.2));
        assertThat(SideFigures.of(rounds.stream().map(Round::singular).toList(), NOTHING)
                        .p50Micros())
                .isEqualTo(2000);
    }

    @Test
    void saysWhichCpuTimeIsInNoStage() {
        MeterReading meters = new MeterReading(0, 0, Map.of("decode", 1e-4, "dense.top", 2e-4));
        assertThat(SideFigures.of(List.of(StudyReports.turn(1, 1, 500)), meters).workByStage())
                .isEqualTo(Map.of("decode", 100.0, "dense.top", 200.0, "rest", 200.0));
        assertThat(SideFigures.of(List.of(StudyReports.turn(1, 1, 250)), meters).workByStage())
                .containsEntry("rest", 0.0);
    }

    @Test
    void readsMemoryFromText() {
        List<String> rollup =
                List.of("55d0-7ffe ---p 0 00:00 0 [rollup]", "Rss:   1024 kB", "Pss:    512 kB", "Pss_Dirty: 3 kB");
        assertThat(ProcessMemory.bytes(rollup, "Rss:")).isEqualTo(1 << 20);
        assertThat(ProcessMemory.bytes(rollup, "Pss:")).isEqualTo(1 << 19);
        assertThat(ProcessMemory.bytes(List.of(), "Pss:")).isZero();
    }
}
