package dev.outrank.ranking.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.lookup.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control loop of the adaptive limit, over a virtual clock. */
final class AdmissionSimulationTests {

    private static final Duration WORK = Duration.ofMillis(10);
    private static final Duration NO_SHARDS = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    private static ComputeProperties.Adaptive warm() {
        return new ComputeProperties.Adaptive(true, 32, 3, 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "10, 0", "50, 0", "10, 10", "5, 20"})
    void keepsGoodputAndLatencyUnderTwiceTheCapacity(int workMillis, int shardMillis) {
        SimulatedService service =
                new SimulatedService(Duration.ofMillis(workMillis), Duration.ofMillis(shardMillis), warm());
        SimulatedService.Outcome normal = service.run(0.5, LONG);
        assertThat(normal.refused()).isZero();

        SimulatedService.Outcome overloaded = service.run(2, LONG);
        assertThat(overloaded.goodput(LONG)).isGreaterThan(0.9);
        assertThat(overloaded.p99()).isLessThan(normal.p99().multipliedBy(2));

        service.goOnFor(Duration.ofSeconds(1));
        SimulatedService.Outcome again = service.run(0.5, LONG);
        assertThat(again.refused()).isLessThan(1 + again.answered() / 1_000);
        assertThat(again.p99()).isLessThan(normal.p99().multipliedBy(2));
    }

    @Test
    void refusesLittleAtTheCapacity() {
        SimulatedService.Outcome full = new SimulatedService(WORK, NO_SHARDS, warm()).run(1, LONG);
        assertThat(full.goodput(LONG)).isGreaterThan(0.88);
        SimulatedService.Outcome high = new SimulatedService(WORK, NO_SHARDS, warm()).run(0.75, LONG);
        assertThat(high.refused()).isLessThan(high.answered() / 50);
    }

    @Test
    void takesABurstAtLowLoadEvenAfterAnOverload() {
        SimulatedService service = new SimulatedService(Duration.ofMillis(4), NO_SHARDS, warm());
        service.run(2, Duration.ofSeconds(5));
        service.goOnFor(Duration.ofSeconds(2));
        SimulatedService.Outcome outcome = new SimulatedService.Outcome();
        service.send(0.2, Duration.ofSeconds(5), Priority.NORMAL, outcome);
        service.goOnFor(Duration.ofSeconds(1));
        service.burst(40, outcome);
        service.goOnFor(LONG);
        assertThat(outcome.refused()).isZero();
        assertThat(outcome.answered()).isGreaterThan(40);
    }

    @Test
    void takesWhatComesDuringAStopOfTheProcess() {
        SimulatedService service = new SimulatedService(Duration.ofMillis(2), NO_SHARDS, warm());
        SimulatedService.Outcome outcome = new SimulatedService.Outcome();
        service.send(0.3, Duration.ofSeconds(5), Priority.NORMAL, outcome);
        service.goOnFor(Duration.ofSeconds(1));
        service.stop(Duration.ofMillis(150));
        service.goOnFor(LONG);
        assertThat(outcome.refused()).isZero();
    }

    @Test
    void recoversWithinSeconds() {
        SimulatedService service = new SimulatedService(WORK, NO_SHARDS, warm());
        service.run(3, LONG);
        service.run(0.5, Duration.ofSeconds(2));
        assertThat(service.run(0.5, LONG).refused()).isZero();
    }

    @Test
    void refusesNobodyWhileTheProcessWarmsUp() {
        SimulatedService service =
                new SimulatedService(WORK, NO_SHARDS, new ComputeProperties.Adaptive(true, 32, 3, 100));
        SimulatedService.Outcome first = service.run(2, Duration.ofMillis(500));
        assertThat(first.answered()).isGreaterThan(60);
        assertThat(first.refused()).isZero();
        assertThat(service.run(2, LONG).refused()).isPositive();
    }

    private static ComputeProperties.Adaptive neverWarm() {
        return new ComputeProperties.Adaptive(true, 32, 3, Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"10, 0, 500, 0.5", "30, 5, 500, 0.5", "1, 0, 50, 0.5", "10, 0, 500, 0.1", "10, 0, 500, 0.9"})
    void answersInTimeWhoeverItAdmitsWithoutTheAdaptiveLimit(
            int workMillis, int shardMillis, int timeMillis, double firstShare) {
        Duration time = Duration.ofMillis(timeMillis);
        SimulatedService service =
                new SimulatedService(Duration.ofMillis(workMillis), Duration.ofMillis(shardMillis), neverWarm(), time);
        SimulatedService.Outcome outcome = service.run(2, LONG);
        assertThat(outcome.longest()).isLessThan(time);
        assertThat(outcome.goodput(LONG)).isGreaterThan(0.9);
        assertThat(outcome.refused()).isPositive();
    }

    /** Three times slower at first: the first few teach nothing, and what is known gets better all the time. */
    @Test
    void answersAlmostAllInTimeWhileTheProcessCompiles() {
        Duration time = Duration.ofSeconds(2);
        SimulatedService service = new SimulatedService(WORK, NO_SHARDS, neverWarm(), time).cold(3, 100);
        SimulatedService.Outcome outcome = service.run(2, LONG);
        assertThat(outcome.laterThan(time)).isZero();
        assertThat(outcome.answered()).isGreaterThan(4_500);
        assertThat(outcome.refused()).isPositive();
    }

    @Test
    void letsThoseWaitForShardsWhoseTimeAllowsNothingElse() {
        SimulatedService service =
                new SimulatedService(Duration.ofMillis(1), Duration.ofMillis(80), warm(), Duration.ofMillis(100));
        assertThat(service.run(0.5, LONG).refused()).isZero();
    }

    @Test
    void takesBurstsThatWaitForShardsTogether() {
        SimulatedService service =
                new SimulatedService(Duration.ofMillis(1), Duration.ofMillis(80), warm(), Duration.ofMillis(300));
        SimulatedService.Outcome outcome = new SimulatedService.Outcome();
        for (int burst = 0; burst < 100; burst++) {
            service.burst(20, outcome);
            service.goOnFor(Duration.ofMillis(500));
        }
        assertThat(outcome.refused()).isZero();
    }

    @Test
    void takesWhatComesInTimeAfterALongStopOfTheProcess() {
        SimulatedService service =
                new SimulatedService(Duration.ofMillis(2), NO_SHARDS, warm(), Duration.ofMillis(500));
        service.run(0.3, Duration.ofSeconds(5));
        SimulatedService.Outcome outcome = new SimulatedService.Outcome();
        service.send(0.9, Duration.ofSeconds(5), Priority.NORMAL, outcome);
        service.goOnFor(Duration.ofSeconds(1));
        service.stop(Duration.ofSeconds(30));
        service.goOnFor(Duration.ofSeconds(60));
        assertThat(service.run(0.3, LONG).refused()).isZero();
    }

    @Test
    void refusesSheddableRequestsFirstAndCriticalOnesLast() {
        SimulatedService service = new SimulatedService(WORK, NO_SHARDS, warm());
        SimulatedService.Outcome critical = new SimulatedService.Outcome();
        SimulatedService.Outcome normal = new SimulatedService.Outcome();
        SimulatedService.Outcome sheddable = new SimulatedService.Outcome();
        service.send(0.3, LONG, Priority.CRITICAL, critical);
        service.send(0.6, LONG, Priority.NORMAL, normal);
        service.send(0.9, LONG, Priority.SHEDDABLE, sheddable);
        service.goOnFor(LONG);

        assertThat(critical.refused()).isLessThan(critical.answered() / 15);
        assertThat(normal.refused()).isLessThan(normal.answered() / 4);
        assertThat(sheddable.refused()).isGreaterThan(sheddable.answered());
    }

    @Test
    void doesNotLimitThoseThatOnlyWaitForShards() {
        SimulatedService service = new SimulatedService(Duration.ofMillis(1), Duration.ofMillis(80), warm());
        SimulatedService.Outcome outcome = service.run(0.5, LONG);
        assertThat(outcome.refused()).isZero();
        assertThat(outcome.goodput(LONG)).isGreaterThan(0.48);
    }
}
