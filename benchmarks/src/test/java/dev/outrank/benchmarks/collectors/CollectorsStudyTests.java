package dev.outrank.benchmarks.collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.replay.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CollectorsStudyTests {

    private static final Duration WARM_UP = Duration.ofSeconds(9);
    private static final Duration TURN = Duration.ofSeconds(1);

    private final List<String> calls = new ArrayList<>();
    private final CollectorsStudy study = new CollectorsStudy(new Load.Serial(0), _ -> {});

    /** A service that answers so many turns, and then no more. */
    private final class Service implements TurnTaker {

        private final String name;
        private final double cpuMicros;
        private int turns;

        Service(String name, double cpuMicros, int turns) {
            this.name = name;
            this.cpuMicros = cpuMicros;
            this.turns = turns;
        }

        @Override
        public CollectorTurn turn(Load load, Duration time) {
            if (turns-- == 0) {
                throw new DependencyException("no heap (expected: every answer right)");
            }
            boolean warm = time.equals(TURN);
            calls.add(warm ? name : "warm " + name);
            CollectionEvents none = new CollectionEvents(Set.of(), List.of());
            return new CollectorTurn(1, warm ? cpuMicros : 1_000, 0, 0, none);
        }

        @Override
        public long residentBytes() {
            return 1 << 20;
        }

        @Override
        public void close() {
            calls.add("close " + name);
        }
    }

    private void add(String name, double cpuMicros, int turns) throws InterruptedException {
        study.add(name, () -> new Service(name, cpuMicros, turns));
    }

    @Test
    void measuresAllInEachRoundAndNoWarmUp() throws InterruptedException {
        add("a", 10, 9);
        add("b", 20, 9);

        List<CollectorsRow> rows = study.run(WARM_UP, 2, TURN);

        assertThat(calls).containsExactly("warm a", "warm b", "a", "b", "a", "b");
        assertThat(rows).extracting(CollectorsRow::setting).containsExactly("a", "b");
        assertThat(rows).extracting(CollectorsRow::cpuRatio).containsExactly(1.0, 2.0);
        assertThat(rows).extracting(CollectorsRow::requests).containsExactly(2L, 2L);
        assertThat(study.failures()).isEmpty();
    }

    @Test
    void goesOnWithoutASettingThatFails() throws InterruptedException {
        add("a", 10, 9);
        add("b", 20, 2);
        add("c", 30, 9);
        study.add("d", () -> {
            throw new DependencyException("ended (expected: ready)");
        });

        List<CollectorsRow> rows = study.run(WARM_UP, 2, TURN);

        assertThat(rows).extracting(CollectorsRow::setting).containsExactly("a", "c");
        assertThat(calls).endsWith("a", "close b", "c");
        assertThat(study.failures())
                .containsOnlyKeys("d", "b")
                .containsEntry("b", "no heap (expected: every answer right)");
    }

    @Test
    void endsWhereTheFirstSettingFails() throws InterruptedException {
        add("a", 10, 1);
        add("b", 20, 9);

        assertThatExceptionOfType(DependencyException.class)
                .isThrownBy(() -> study.run(WARM_UP, 2, TURN))
                .withMessageStartingWith("a: no heap");
    }

    @Test
    void closesAllThatWereStarted() throws InterruptedException {
        add("a", 10, 1);
        add("b", 20, 1);

        study.close();

        assertThat(calls).containsExactly("close a", "close b");
    }
}
