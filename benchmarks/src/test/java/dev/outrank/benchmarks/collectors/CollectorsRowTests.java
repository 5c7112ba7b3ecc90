package dev.outrank.benchmarks.collectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CollectorsRowTests {

    private static CollectorTurn turn(
            long answered, double cpu, double bytes, Set<Long> collections, Double... pauses) {
        return new CollectorTurn(answered, cpu, bytes, cpu / 10, new CollectionEvents(collections, List.of(pauses)));
    }

    private static CollectorTurn cpu(double micros) {
        return turn(1, micros, 0, Set.of());
    }

    @Test
    void takesRatiosWithinRoundsAndTheirMedian() {
        CollectorsRow row = CollectorsRow.of(
                "g1:1g", List.of(cpu(100), cpu(300), cpu(120)), List.of(cpu(50), cpu(100), cpu(120)), 3 << 20);

        assertThat(row.cpuRatio()).isEqualTo(2);
        assertThat(row.leastCpuRatio()).isEqualTo(1);
        assertThat(row.mostCpuRatio()).isEqualTo(3);
        assertThat(row.cpuMicros()).isEqualTo(120);
        assertThat(row.latencyP99Millis()).isEqualTo(12);
        assertThat(row.residentMib()).isEqualTo(3);
        assertThat(row.line()).startsWith("g1:1g ").contains("2.000 (1.000–3.000)", "none");
    }

    @Test
    void countsACollectionOnceThatTwoTurnsSaw() {
        List<CollectorTurn> turns = List.of(
                turn(300, 1, 2048, Set.of(1L, 2L), 4.0, 2.0),
                turn(100, 1, 1024, Set.of(2L, 3L), 1.0),
                turn(100, 1, 3072, Set.of(), 3.0));
        CollectorsRow row = CollectorsRow.of("zgc:1g", turns, turns, 0);

        assertThat(row.requests()).isEqualTo(500);
        assertThat(row.allocatedKib()).isEqualTo(2);
        assertThat(row.collections()).isEqualTo(3);
        assertThat(row.collectionsPerThousand()).isEqualTo(6);
        assertThat(row.pauses()).isEqualTo(4);
        assertThat(row.pauseP50Millis()).isEqualTo(2.0);
        assertThat(row.pauseP99Millis()).isEqualTo(4.0);
        assertThat(row.pauseMaxMillis()).isEqualTo(4.0);
        assertThat(row.line()).contains("3 (6.00)", "2.00, 4.00, 4.00 (4)");
    }

    @Test
    void tellsTheP99FromTheLongestOfManyPauses() {
        Double[] pauses =
                IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).toArray(Double[]::new);
        List<CollectorTurn> turns = List.of(turn(1, 1, 1, Set.of(), pauses));
        CollectorsRow row = CollectorsRow.of("g1:1g", turns, turns, 0);

        assertThat(row.pauseP50Millis()).isEqualTo(100.0);
        assertThat(row.pauseP99Millis()).isEqualTo(198.0);
        assertThat(row.pauseMaxMillis()).isEqualTo(200.0);
    }

    @Test
    void knowsNoPauseWhereThereWasNone() {
        List<CollectorTurn> turns = List.of(cpu(1));
        CollectorsRow row = CollectorsRow.of("serial:1g", turns, turns, 0);

        assertThat(row.pauseP50Millis()).isNull();
        assertThat(row.pauseP99Millis()).isNull();
        assertThat(row.pauseMaxMillis()).isNull();
        assertThat(row.collectionsPerThousand()).isZero();
    }
}
